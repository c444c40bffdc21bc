import type { SharedWithNames } from '../../model/query.ts';
import type { SharedWith } from '../../model/sharing.ts';
import type { Asking } from '../asking.ts';
import { recordOf } from '../store/tables.ts';
import { damagedIndex } from '../store/verify-records.ts';

/** Sharing with the names of users in place of their ids (R15). */
export async function sharedWithNames(
  { session, ports }: Asking,
  sharings: readonly SharedWith[],
): Promise<readonly SharedWithNames[]> {
  const names = new Map<string, string>();
  for (const sharing of sharings) {
    if (typeof sharing === 'string') continue;
    for (const id of sharing) {
      if (names.has(id)) continue;
      const row = await session.one('SELECT * FROM users WHERE id = ?', id);
      // A user who goes leaves no sharing behind.
      if (row?.id !== id) throw damagedIndex('user', ports.driver.place);
      names.set(id, recordOf('user', row, ports.digest, ports.driver.place).name);
    }
  }
  return sharings.map((sharing) =>
    typeof sharing === 'string' ? sharing : sharing.flatMap((id) => names.get(id) ?? []),
  );
}
