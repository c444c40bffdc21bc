import type { Asking } from '../asking.ts';
import type { RecordKind } from '../store/tables.ts';
import { verifyRecords } from '../store/verify-records.ts';

/** Up to here a whole table is verified before an answer that leaves rows out is trusted; it costs a few milliseconds. */
export const small = 2_000;

/** Goes through every record of a kind: "not there" is said only of a store that is whole. */
export async function verifyAll({ session, ports, head }: Asking, kind: RecordKind): Promise<number> {
  return verifyRecords(session, kind, head.counts[kind], ports.digest, ports.driver.place);
}

/** The same for a store in which it costs next to nothing: filters and look-ups trust columns that no returned row vouches for. */
export async function verifySmall(asking: Asking, kind: RecordKind): Promise<void> {
  if (asking.head.counts[kind] <= small) await verifyAll(asking, kind);
}
