import type { SharedWithNames } from '../../model/query.ts';
import type { SharedWith } from '../../model/sharing.ts';
import type { Asking } from '../asking.ts';
import { recordOf } from '../store/tables.ts';
import { verifySmall } from './verify.ts';

/** Sharing with the names of users in place of their ids (R15). */
export async function sharedWithNames(
  asking: Asking,
  sharings: readonly SharedWith[],
): Promise<readonly SharedWithNames[]> {
  const { session, ports } = asking;
  const names = new Map<string, string>();
  for (const sharing of sharings) {
    if (typeof sharing === 'string') continue;
    for (const id of sharing) {
      if (names.has(id)) continue;
      const row = await session.one('SELECT * FROM users WHERE id = ?', id);
      if (row?.id !== id) {
        // A user who goes leaves no sharing behind. A sync may bring one with somebody who never was here.
        await verifySmall(asking, 'user', (it) => it.id === id);
        continue;
      }
      names.set(id, recordOf('user', row, ports.digest, ports.driver.place).name);
    }
  }
  return sharings.map((sharing) => {
    if (typeof sharing === 'string') return sharing;
    const named = sharing.flatMap((id) => names.get(id) ?? []);
    return named.length === 0 ? 'administrators' : named;
  });
}
