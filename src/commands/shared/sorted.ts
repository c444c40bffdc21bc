import { nearest } from '../../kernel/nearest.ts';
import { problem } from '../../kernel/problem.ts';

/** Items of a short list in the order of `--sort`, by one of their members; the first member where nothing is asked. */
export function sorted<Item extends object>(items: readonly Item[], sort: string | undefined): readonly Item[] {
  const known = Object.keys(items[0] ?? {}) as (keyof Item & string)[];
  const [name = '', way = 'asc'] = (sort ?? known[0] ?? '').split(':');
  const column = known.find((it) => it === name);
  if (column === undefined) {
    if (items.length === 0) return items;
    throw problem('usage.unknown_column', { flag: '--sort', typed: name, nearest: nearest(name, known), known });
  }
  if (way !== 'asc' && way !== 'desc') {
    const rule = 'a column, with :desc for the reverse order';
    throw problem('usage.flag_value', { flag: '--sort', rule, example: `${column}:desc` });
  }
  const turn = way === 'desc' ? -1 : 1;
  const key = (item: Item) => String(item[column]).toLowerCase();
  return items.toSorted((one, other) => turn * compare(key(one), key(other)));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
