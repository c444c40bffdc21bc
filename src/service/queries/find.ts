import { displayKey } from '../../kernel/name.ts';
import { problem } from '../../kernel/problem.ts';
import type { Asking } from '../asking.ts';
import { type RecordKind, type Records, recordOf, tables } from '../store/tables.ts';
import { ambiguous } from '../work.ts';
import { verifyAll } from './verify.ts';

/** The record that a name, an id or an exact display name means (D3). "Not there" is said only of a store that is whole. */
export async function findRecord<K extends RecordKind>(asking: Asking, kind: K, ref: string): Promise<Records[K]> {
  const { session, ports } = asking;
  const sql = `SELECT * FROM ${tables[kind].table} WHERE id = ? OR name = ? OR display_key = ?`;
  const rows = await session.all(sql, ref, ref, displayKey(ref));
  const found = rows
    .map((row) => recordOf(kind, row, ports.digest, ports.driver.place))
    .filter((record) => record.id === ref || record.name === ref || record.displayName === ref);
  if (found.length > 1) throw ambiguous(kind, ref, found);
  const [record] = found;
  if (record !== undefined) return record;
  await verifyAll(asking, kind);
  throw problem('not_found', { kind, ref, list: `cinch ${kind} list` });
}
