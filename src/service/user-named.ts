import { displayKey } from '../kernel/name.ts';
import type { Actor, User } from '../model/user.ts';
import type { LookingPorts } from './ports.ts';
import type { Session } from './store/driver.ts';
import { readHead } from './store/head.ts';
import { recordOf } from './store/tables.ts';
import { verifyRecords } from './store/verify-records.ts';

/** A user as the one who acts. */
export function actorFrom({ id, name, role, exports = [] }: User, realName: string | null): Actor {
  return { id, name, role, exports, realName };
}

/** The user of a name, ignoring case. "Nobody" is said only of users that are whole. */
export async function userNamed(
  ports: Pick<LookingPorts, 'digest' | 'driver'>,
  session: Session,
  name: string,
): Promise<User | undefined> {
  const { digest, driver } = ports;
  const key = displayKey(name);
  const found = await session.unchanged(`user by name: ${key}`, async () => {
    const row = await session.one('SELECT * FROM users WHERE display_key = ?', key);
    return row?.display_key === key ? recordOf('user', row, digest, driver.place) : undefined;
  });
  if (found !== undefined) return found;
  const { counts } = await readHead(session, digest, driver.place);
  await verifyRecords(session, 'user', counts.user, ports, (it) => it.display_key === key);
  return undefined;
}
