import { displayKey } from '../../kernel/name.ts';
import { nearest } from '../../kernel/nearest.ts';
import { problem } from '../../kernel/problem.ts';
import type { Listed, Page } from '../../model/query.ts';
import type { Asking } from '../asking.ts';
import type { Row, SqlValue } from '../store/driver.ts';

/** What a list may be asked: its table, the columns it can be ordered by, and the conditions that apply. */
export interface Listing {
  readonly table: string;
  /** What a person calls a column -> what the engine calls it. The first is the usual order. */
  readonly orders: { readonly [column: string]: string };
  readonly usual: string;
  readonly select: string;
  readonly conditions: readonly (readonly [sql: string, ...values: SqlValue[]])[];
  /** The number of all rows, where it is known without counting. */
  readonly total?: number;
}

export interface PageRows {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly total: number;
}

/** One page of rows, by a cursor that holds the last row's place in the order, so that rows which come and go do not shift it. */
export async function pageOf({ session }: Asking, listing: Listing, page: Page): Promise<PageRows> {
  const { column, descending } = orderOf(listing, page.sort);
  const where = listing.conditions.map(([sql]) => `(${sql})`);
  const values = listing.conditions.flatMap(([, ...it]) => it);
  const from = `FROM ${listing.table}`;
  const total =
    listing.conditions.length === 0 && listing.total !== undefined
      ? listing.total
      : Number((await session.one(`SELECT count(*) AS n ${from}${clause(where)}`, ...values))?.n);
  // Rows that are equal in the column follow by name, which is unique and which everyone who sees the row sees (R12).
  if (page.next !== undefined) {
    const [value, name] = cursorOf(page.next);
    const beyond = descending ? '<' : '>';
    where.push(column === 'name' ? `name ${beyond} ?` : `(${column}, name) ${beyond} (?, ?)`);
    values.push(...(column === 'name' ? [name] : [value, name]));
  }
  const way = descending ? ' DESC' : '';
  const order = `ORDER BY ${column}${way}${column === 'name' ? '' : `, name${way}`}`;
  const atMost = page.limit === undefined ? undefined : Math.max(0, Math.trunc(page.limit));
  const limit = atMost === undefined ? '' : ' LIMIT ?';
  const rows = await session.all(
    `SELECT ${listing.select} ${from}${clause(where)} ${order}${limit}`,
    ...values,
    ...(atMost === undefined ? [] : [atMost + 1]),
  );
  const more = atMost !== undefined && rows.length > atMost;
  const shown = more ? rows.slice(0, atMost) : rows;
  const last = shown.at(-1);
  return {
    rows: shown,
    total,
    next: more && last !== undefined ? encode([last[column] as SqlValue, last.name as string]) : null,
  };
}

export function listed<Item>({ next, total }: PageRows, items: readonly Item[]): Listed<Item> {
  return { items, next, total };
}

/**
 * A condition that finds text anywhere in one of the columns; `%` and `_` stand for themselves. Engines fold the case of
 * ASCII letters only, so `display_key`, which is folded already, is what finds the rest.
 */
export function containing(text: string, ...columns: readonly string[]): readonly [string, ...SqlValue[]] {
  const pattern = (it: string) => `%${it.replace(/[\\%_]/g, '\\$&')}%`;
  const conditions = columns.flatMap((column): [string, string][] =>
    column === 'display_key'
      ? [[column, pattern(displayKey(text))]]
      : [
          [`lower(${column})`, pattern(text.toLowerCase())],
          [column, pattern(text)],
        ],
  );
  return [conditions.map(([it]) => `${it} LIKE ? ESCAPE '\\'`).join(' OR '), ...conditions.map(([, it]) => it)];
}

function clause(where: readonly string[]): string {
  return where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
}

function orderOf({ orders, usual }: Listing, sort: string | undefined): { column: string; descending: boolean } {
  const [name = '', way = 'asc'] = (sort ?? usual).split(':');
  const column = Object.hasOwn(orders, name) ? orders[name] : undefined;
  const known = Object.keys(orders);
  if (column === undefined)
    throw problem('usage.unknown_column', { typed: name, nearest: nearest(name, known), known });
  if (way !== 'asc' && way !== 'desc') {
    throw problem('usage.flag_value', {
      flag: '--sort',
      rule: 'a column, with :desc for the reverse order',
      example: `${name}:desc`,
    });
  }
  return { column, descending: way === 'desc' };
}

function encode(cursor: readonly [SqlValue, string]): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function isPlace(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function cursorOf(text: string): readonly [SqlValue, string] {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(cursor) && cursor.length === 2 && isPlace(cursor[0]) && typeof cursor[1] === 'string')
      return [cursor[0], cursor[1]];
  } catch {
    // Falls through to the refusal, which says where a cursor comes from.
  }
  throw problem('usage.flag_value', { flag: '--next', rule: 'the `next` of the page before, as it was given' });
}
