import { problem } from '../../kernel/problem.ts';
import type { Column } from '../column.ts';
import { type Format, showsEveryColumn } from './format.ts';

/** The columns of a list that a format shows. */
export function columnsFor<Item>(columns: readonly Column<Item>[], format: Format): readonly Column<Item>[] {
  return showsEveryColumn(format) ? columns : columns.filter((column) => column.wide !== true);
}

/**
 * The columns that a person names with `--columns`, in that order. Capitals, spaces and dashes do not matter.
 * Throws `usage.unknown_column` at the first that is not there.
 */
export async function columnsNamed<Item>(
  columns: readonly Column<Item>[],
  names: readonly string[],
): Promise<readonly Column<Item>[]> {
  const chosen: Column<Item>[] = [];
  for (const name of names) {
    const typed = folded(name);
    const column = columns.find(({ key, header }) => folded(key) === typed || folded(header) === typed);
    if (column === undefined) {
      const { nearest } = await import('../../kernel/nearest.ts');
      const known = columns.map(({ key }) => key);
      throw problem('usage.unknown_column', { flag: '--columns', typed: name, nearest: nearest(name, known), known });
    }
    chosen.push(column);
  }
  return chosen;
}

/** The cells of a list, a row an item: exact, or in short for a person at the moment `now`. */
export function cellsOf<Item>(
  columns: readonly Column<Item>[],
  items: readonly Item[],
  now?: string,
): readonly (readonly string[])[] {
  return items.map((item) =>
    columns.map((column) =>
      now === undefined || column.brief === undefined ? column.value(item) : column.brief(item, now),
    ),
  );
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}
