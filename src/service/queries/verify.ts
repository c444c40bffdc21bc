import { problem } from '../../kernel/problem.ts';
import type { Asking } from '../asking.ts';
import { checkColumns, type RecordKind, tables } from '../store/tables.ts';

/** Up to here a whole table is verified before an answer that leaves rows out is trusted; it costs a few milliseconds. */
const small = 2_000;

/**
 * Reads every record of a kind past any index and compares it with its sum, and their number with the one that was kept.
 * Answers how many there are; throws at the first that is damaged.
 */
export async function verifyAll({ session, ports, head }: Asking, kind: RecordKind): Promise<number> {
  const { table, columns } = tables[kind];
  const rows = await session.all(
    `SELECT ${[...columns, 'body_sum', 'sum'].join(', ')} FROM ${table} WHERE name || '' <> ''`,
  );
  for (const row of rows) checkColumns(kind, row, ports.digest, ports.driver.place);
  if (rows.length !== head.counts[kind]) {
    const what = `${rows.length} of ${head.counts[kind]} records of kind ${kind} can be found`;
    throw problem('store.damaged', { path: ports.driver.place, what });
  }
  return rows.length;
}

/** The same for a store in which it costs next to nothing: filters and look-ups trust columns that no returned row vouches for. */
export async function verifySmall(asking: Asking, kind: RecordKind): Promise<void> {
  if (asking.head.counts[kind] <= small) await verifyAll(asking, kind);
}
