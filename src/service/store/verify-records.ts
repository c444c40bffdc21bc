import type { Digest } from '../../kernel/ports.ts';
import { problem } from '../../kernel/problem.ts';
import type { Session } from './driver.ts';
import { checkColumns, type RecordKind, tables } from './tables.ts';

/**
 * Reads every record of a kind past any index and compares it with its sum, and their number with the one that was kept.
 * Answers how many there are; throws at the first that is damaged.
 */
export async function verifyRecords(
  session: Session,
  kind: RecordKind,
  kept: number,
  digest: Digest,
  place: string,
): Promise<number> {
  const { table, columns } = tables[kind];
  const rows = await session.all(
    `SELECT ${[...columns, 'body_sum', 'sum'].join(', ')} FROM ${table} WHERE name || '' <> ''`,
  );
  for (const row of rows) checkColumns(kind, row, digest, place);
  if (rows.length !== kept) {
    const what = `${rows.length} of ${kept} records of kind ${kind} can be found`;
    throw problem('store.damaged', { path: place, what });
  }
  return rows.length;
}
