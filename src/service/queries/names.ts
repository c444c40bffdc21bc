import { mayTry, seesInside } from '../../model/policy.ts';
import type { NameFilter, NameItem } from '../../model/query.ts';
import type { Asking } from '../asking.ts';
import type { Row, SqlValue } from '../store/driver.ts';
import { tables } from '../store/tables.ts';
import { usableBy } from './usable-by.ts';

type Condition = readonly [sql: string, ...values: SqlValue[]];

/** How many names a condition is tried on: one that few fit would else go through a store of any size. */
const mostTried = 2_000;
/**
 * Whether the record itself goes by the name that its column has: a hint is not worth its sum, which takes longer than
 * all the rest, and is still never a name that nobody gave.
 */
const written = String.raw`replace(body, '"name":"' || replace(name, '\', '\\') || '"', '') <> body`;
/** Sorts after every text that begins like the one before it. */
const end = '\u{10ffff}';

/**
 * Names that begin like what is typed, as the list of their kind shows them to the actor. Where there are more than
 * asked for, the last is among them, so that what all of them begin with is also what these begin with.
 */
export async function names(
  asking: Pick<Asking, 'session' | 'actor'>,
  filter: NameFilter,
): Promise<{ items: readonly NameItem[] }> {
  if (!mayTry(asking.actor.role, `${filter.kind}.list`)) return { items: [] };
  const limit = Math.max(2, Math.trunc(filter.limit));
  const rows = await rowsOf(asking, filter, '', limit + 1);
  const shown =
    rows.length <= limit ? rows : [...rows.slice(0, limit - 1), ...(await rowsOf(asking, filter, ' DESC', 1))];
  return { items: shown.map(itemOf) };
}

function itemOf({ name, display_name: displayName, type = null }: Row): NameItem {
  return { name: String(name), displayName: String(displayName), type: type === null ? null : String(type) };
}

function rowsOf(
  { session, actor }: Pick<Asking, 'session' | 'actor'>,
  filter: NameFilter,
  way: '' | ' DESC',
  limit: number,
): Promise<readonly Row[]> {
  const { kind, startsWith, type, role, connection } = filter;
  const dependent = kind === 'export' || kind === 'enrichment';
  const range: Condition[] = [['name >= ? AND name < ?', startsWith, startsWith + end], [written]];
  if (dependent && connection !== undefined)
    range.push(['connection = (SELECT id FROM connections WHERE name = ?)', connection]);
  const tried: Condition[] = [];
  if (kind === 'token' && !seesInside(actor)) tried.push(['user_id = ?', actor.member === true ? '' : actor.id]);
  if (kind === 'connection' && !seesInside(actor)) tried.push(usableBy(actor.id));
  if ((dependent || kind === 'connection') && type !== undefined) tried.push(['type = ?', type]);
  if (kind === 'user' && role !== undefined) tried.push(['role = ?', role]);
  const order = `ORDER BY name${way} LIMIT ?`;
  const shown = `name, display_name${dependent || kind === 'connection' ? ', type' : ''}`;
  const near = (columns: string) => `SELECT ${columns} FROM ${tables[kind].table} WHERE ${all(range)} ${order}`;
  if (tried.length === 0) return session.all(near(shown), ...valuesOf(range), limit);
  return session.all(
    `SELECT ${shown} FROM (${near('*')}) AS near WHERE ${all(tried)} ${order}`,
    ...valuesOf(range),
    mostTried,
    ...valuesOf(tried),
    limit,
  );
}

function all(conditions: readonly Condition[]): string {
  return conditions.map(([sql]) => `(${sql})`).join(' AND ');
}

function valuesOf(conditions: readonly Condition[]): readonly SqlValue[] {
  return conditions.flatMap(([, ...values]) => values);
}
