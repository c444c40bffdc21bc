import type { QueryInput } from '../../model/query.ts';
import type { SyncQueries } from '../../model/sync.ts';
import type { Asking } from '../asking.ts';
import { baseOf } from '../store/agreed.ts';
import { inTurn } from '../store/in-turn.ts';
import { small } from '../store/verify-records.ts';
import { mostAtOnce, usualAtOnce } from './sync-records.ts';

/** What was last agreed on about records of a kind: those that are named, or a page of all. */
export async function syncBase(
  { session, ports }: Asking,
  { kind, ids, after = '', limit = usualAtOnce }: QueryInput<'sync.base'>,
): Promise<SyncQueries['sync.base']['result']> {
  const { digest, driver } = ports;
  // A row that is called otherwise would be taken for one that is not there: a small table is judged whole.
  const beyond = await session.one('SELECT id FROM sync_base LIMIT 1 OFFSET ?', small);
  const all = beyond === undefined ? await session.all('SELECT * FROM sync_base') : [];
  for (const row of all) baseOf(row, digest, driver.place);
  if (ids !== undefined) {
    const rows = await inTurn(session, 'SELECT * FROM sync_base WHERE kind = ? AND id IN', ids, kind);
    const items = rows.map((row) => baseOf(row, digest, driver.place));
    return { items: items.sort((one, other) => (one.id < other.id ? -1 : 1)), next: null };
  }
  const most = Math.min(limit, mostAtOnce);
  const sql = 'SELECT * FROM sync_base WHERE kind = ? AND id > ? ORDER BY id LIMIT ?';
  const rows = await session.all(sql, kind, after, most + 1);
  const items = rows.slice(0, most).map((row) => baseOf(row, digest, driver.place));
  return { items, next: rows.length > most ? (items.at(-1)?.id ?? null) : null };
}
