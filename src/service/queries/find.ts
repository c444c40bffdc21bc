import { problem } from '../../kernel/problem.ts';
import type { Asking } from '../asking.ts';
import { ambiguous, findSql, findValues, meant, meantBy } from '../finding.ts';
import { type RecordKind, type Records, recordOf } from '../store/tables.ts';
import { verifyAll } from './verify.ts';

/**
 * The record that a name, an id or an exact display name means (D3), among those that `sees` lets through (R12).
 * "Not there" is said only of a store that is whole.
 */
export async function findRecord<K extends RecordKind>(
  asking: Asking,
  kind: K,
  ref: string,
  sees: (record: Records[K]) => boolean = () => true,
): Promise<Records[K]> {
  const { session, ports } = asking;
  const rows = await session.all(findSql(kind), ...findValues(kind, ref));
  const found = rows
    .map((row) => recordOf(kind, row, ports.digest, ports.driver.place))
    .filter((record) => meant(kind, record, ref) && sees(record));
  if (found.length > 1) throw ambiguous(kind, ref, found);
  const [record] = found;
  if (record !== undefined) return record;
  const ids = new Set(rows.map((row) => row.id));
  await verifyAll(asking, kind, (row) => !ids.has(row.id as string) && meantBy(kind, row, ref));
  throw problem('not_found', { kind, ref, list: `cinch ${kind} list` });
}
