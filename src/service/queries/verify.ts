import type { Asking } from '../asking.ts';
import type { Row } from '../store/driver.ts';
import type { RecordKind } from '../store/tables.ts';
import { small, verifyRecords } from '../store/verify-records.ts';

/** Goes through every record of a kind: "not there" is said only of a store that is whole and in which no look-up `missed` any. */
export async function verifyAll(
  { session, ports, head }: Asking,
  kind: RecordKind,
  missed?: (row: Row) => boolean,
): Promise<number> {
  return verifyRecords(session, kind, head.counts[kind], ports, missed);
}

/** The same for a store in which it costs next to nothing: filters and look-ups trust columns that no returned row vouches for. */
export async function verifySmall(asking: Asking, kind: RecordKind, missed?: (row: Row) => boolean): Promise<void> {
  if (asking.head.counts[kind] > small) return;
  if (missed === undefined) await asking.session.unchanged(`whole ${kind}`, () => verifyAll(asking, kind));
  else await verifyAll(asking, kind, missed);
}
