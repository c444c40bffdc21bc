import { problem } from '../../kernel/problem.ts';
import type { Asking } from '../asking.ts';
import { ambiguous, findSql, findValues, meant, meantBy, scanSql } from '../finding.ts';
import type { Row } from '../store/driver.ts';
import { listed, type RecordKind, type Records, recordListed } from '../store/tables.ts';
import { damagedIndex, small } from '../store/verify-records.ts';
import { verifySmall } from './verify.ts';

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
  // As values, which come in half the time.
  const rows = await session.values(findSql(kind, listed(kind, 'body').join(', ')), ...findValues(kind, ref));
  const found = rows
    .map((row) => recordListed(kind, row, ports.digest, ports.driver.place))
    .filter((record) => meant(kind, record, ref) && sees(record));
  if (found.length > 1) throw ambiguous(kind, ref, found);
  const [record] = found;
  if (record !== undefined) return record;
  await refuseLost(asking, kind, ref, new Set(rows.map(([id]) => id)));
  throw problem('not_found', { kind, ref, list: `cinch ${kind} list` });
}

// A small store is verified record by record. In a large one that would take seconds for every slip of the keyboard, so
// the engine goes through the table past its indexes; a name that was itself damaged is then left to `doctor`.
async function refuseLost(asking: Asking, kind: RecordKind, ref: string, seen: ReadonlySet<unknown>): Promise<void> {
  const missed = (row: Row) => !seen.has(row.id) && meantBy(kind, row, ref);
  await verifySmall(asking, kind, missed);
  if (asking.head.counts[kind] <= small) return;
  const rows = await asking.session.all(scanSql(kind), ...findValues(kind, ref));
  if (rows.some(missed)) throw damagedIndex(kind, asking.ports.driver.place);
}
