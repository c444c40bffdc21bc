import { problem } from '../../kernel/problem.ts';
import { stepping } from '../../kernel/progress.ts';
import type { LookingPorts } from '../ports.ts';
import type { Row, Session } from './driver.ts';
import { checkColumns, type RecordKind, tables } from './tables.ts';

/** Up to here a table is gone through before it is trusted in what it leaves out; it costs a few milliseconds. */
export const small = 2_000;

/**
 * Reads every record of a kind past any index and compares it with its sum, and their number with the one that was kept.
 * Answers how many there are; throws at the first that is damaged, or that is `missed`: one that a look-up should have
 * found and did not, because the index it went by is damaged.
 */
export async function verifyRecords(
  session: Session,
  kind: RecordKind,
  kept: number,
  { digest, driver, progress }: Pick<LookingPorts, 'digest' | 'driver' | 'progress'>,
  missed: (row: Row) => boolean = () => false,
): Promise<number> {
  const { place } = driver;
  const { table, columns } = tables[kind];
  const rows = await session.all(
    `SELECT ${[...columns, 'body_sum', 'sum'].join(', ')} FROM ${table} WHERE name || '' <> ''`,
  );
  for (const row of stepping(progress, 'records', rows)) checkColumns(kind, row, digest, place);
  if (new Set(rows.map(({ id }) => id)).size !== rows.length || rows.length !== kept) {
    const what = `${rows.length} of ${kept} records of kind ${kind} can be found`;
    throw problem('store.damaged', { path: place, what });
  }
  if (rows.some(missed)) throw damagedIndex(kind, place);
  return rows.length;
}

/** An index that does not lead to what is there, or leads to something else. */
export function damagedIndex(kind: RecordKind, place: string) {
  return problem('store.damaged', { path: place, what: `an index over the records of kind ${kind} leads astray` });
}
