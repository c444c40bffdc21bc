import { displayKey } from '../../kernel/name.ts';
import { nearest } from '../../kernel/nearest.ts';
import { problem } from '../../kernel/problem.ts';
import type { Listed, Page } from '../../model/query.ts';
import type { Asking } from '../asking.ts';
import type { SqlValue, Values } from '../store/driver.ts';
import { listed as listedColumns, type RecordKind, tables } from '../store/tables.ts';
import { damagedIndex, small } from '../store/verify-records.ts';
import { verifySmall } from './verify.ts';

/** What a list may be asked: its kind, the columns it can be ordered by, and the conditions that apply. */
export interface Listing {
  readonly kind: RecordKind;
  /** What a person calls a column -> what the engine calls it. The first is the usual order. */
  readonly orders: { readonly [column: string]: string };
  readonly usual: string;
  /** Whether the records themselves are read as well. */
  readonly bodies?: boolean;
  readonly conditions: readonly (readonly [sql: string, ...values: SqlValue[]])[];
}

export interface PageRows {
  /** As `listed` selects them. */
  readonly rows: readonly Values[];
  readonly next: string | null;
  readonly total: number;
}

/** One page of rows, by a cursor that holds the last row's place in the order, so that rows which come and go do not shift it. */
export async function pageOf(asking: Asking, listing: Listing, page: Page): Promise<PageRows> {
  const { session, head, ports } = asking;
  const { kind, conditions, bodies = false } = listing;
  const columns = bodies ? listedColumns(kind, 'body') : listedColumns(kind);
  const { table } = tables[kind];
  const { column, descending } = orderOf(listing, page.sort);
  const plain = conditions.length === 0 && page.next === undefined && column === 'name';
  // Where no returned row can vouch for those that are left out, a small table is judged whole, and past its indexes.
  if (!plain) await verifySmall(asking, kind);
  const past = !plain && head.counts[kind] <= small;
  const from = `FROM ${past ? `(SELECT * FROM ${table} LIMIT ${small}) AS ${table}` : table}`;
  const where = conditions.map(([sql]) => `(${sql})`);
  const values = conditions.flatMap(([, ...it]) => it);
  const total =
    conditions.length === 0
      ? head.counts[kind]
      : Number((await session.one(`SELECT count(*) AS n ${from}${clause(where)}`, ...values))?.n);
  // Rows that are equal in the column follow by name, which is unique and which everyone who sees the row sees (R12).
  if (page.next !== undefined) {
    const [value, name] = cursorOf(page.next, column);
    const beyond = descending ? '<' : '>';
    where.push(column === 'name' ? `name ${beyond} ?` : `(${column}, name) ${beyond} (?, ?)`);
    values.push(...(column === 'name' ? [name] : [value, name]));
  }
  const way = descending ? ' DESC' : '';
  // No index serves an expression.
  const by = past ? `coalesce(${column}, ${column})` : column;
  const order = `ORDER BY ${by}${way}${column === 'name' ? '' : `, name${way}`}`;
  const atMost = atMostOf(page);
  const limit = atMost === undefined ? '' : ' LIMIT ?';
  const rows = await session.values(
    `SELECT ${columns.join(', ')} ${from}${clause(where)} ${order}${limit}`,
    ...values,
    ...(atMost === undefined ? [] : [atMost + 1]),
  );
  const more = atMost !== undefined && rows.length > atMost;
  const shown = more ? rows.slice(0, atMost) : rows;
  const last = shown.at(-1);
  if (new Set(shown.map(([id]) => id)).size !== shown.length) throw damagedIndex(kind, ports.driver.place);
  if (plain && more) await judgeIndex(asking, kind, rows, way);
  if (plain && !more && shown.length !== total) {
    const what = `${shown.length} of ${total} ${table} can be found`;
    throw problem('store.damaged', { path: ports.driver.place, what });
  }
  return {
    rows: shown,
    total,
    next: more && last !== undefined ? encode([last[columns.indexOf(column)] as SqlValue, last[1] as string]) : null,
  };
}

/** Compares the names that the index itself holds with those of the rows it led to, and in a small store how many there are. */
async function judgeIndex(
  { session, head, ports }: Asking,
  kind: RecordKind,
  rows: readonly Values[],
  way: string,
): Promise<void> {
  const { table } = tables[kind];
  const names = await session.unchanged(`names of ${kind}${way}: ${rows.length}`, () =>
    session.values(`SELECT name FROM ${table} ORDER BY name${way} LIMIT ?`, rows.length),
  );
  const astray = names.length !== rows.length || names.some(([name], at) => name !== rows[at]?.[1]);
  if (astray) throw damagedIndex(kind, ports.driver.place);
  if (head.counts[kind] > small) return;
  const counted = await session.unchanged(`count of ${kind}`, () =>
    session.one(`SELECT count(*) AS n FROM ${table} WHERE name || '' <> ''`),
  );
  if (counted?.n !== head.counts[kind]) throw damagedIndex(kind, ports.driver.place);
}

/** More than any store holds, and few enough for every engine. */
const mostRows = 1_000_000_000;

/** How many rows a page has at the most: a whole number, and one of them at least. */
export function atMostOf({ limit }: Page): number | undefined {
  return limit === undefined ? undefined : Math.min(Math.max(1, Math.trunc(limit)), mostRows);
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
    throw problem('usage.unknown_column', { flag: '--sort', typed: name, nearest: nearest(name, known), known });
  if (way !== 'asc' && way !== 'desc') {
    throw problem('usage.flag_value', {
      flag: '--sort',
      rule: 'a column, with `:desc` for the reverse order',
      example: `${name}:desc`,
    });
  }
  return { column, descending: way === 'desc' };
}

function encode(cursor: readonly [SqlValue, string]): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

// The columns of lists that hold numbers; an engine may refuse to compare one with a text.
const numbers = new Set(['locked', 'exports', 'enrichments', 'revision']);

function isPlace(value: unknown, column: string): value is string | number {
  return numbers.has(column) ? Number.isSafeInteger(value) : typeof value === 'string';
}

function cursorOf(text: string, column: string): readonly [SqlValue, string] {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(cursor) && cursor.length === 2 && isPlace(cursor[0], column) && typeof cursor[1] === 'string')
      return [cursor[0], cursor[1]];
  } catch {
    // Falls through to the refusal, which says where a cursor comes from.
  }
  throw problem('usage.flag_value', {
    flag: '--next',
    rule: 'the `next` of the page before, as it was given',
    fix: ['--limit 0'],
  });
}
