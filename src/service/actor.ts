import { displayKey } from '../kernel/name.ts';
import { problem } from '../kernel/problem.ts';
import type { Actor, User } from '../model/user.ts';
import type { LookingPorts } from './ports.ts';
import type { Session } from './store/driver.ts';
import { readHead } from './store/head.ts';
import { recordOf } from './store/tables.ts';
import { verifyRecords } from './store/verify-records.ts';

/** Who acts: the account's user, or the user an administrator acts as (D19). Read anew each time, so that a lost role counts at once. */
export async function actorOf(ports: LookingPorts, session: Session): Promise<Actor> {
  if (ports.caller.kind !== 'account') throw problem('identity.refused', {});
  const self = await userNamed(ports, session, ports.caller.name);
  if (self === undefined)
    throw problem('identity.unknown', { account: ports.caller.name, environment: environmentName(ports) });
  if (ports.as === undefined) return actorFrom(self, null);
  if (self.role !== 'administrator') {
    throw problem('forbidden', { role: self.role, action: '--as', needs: 'an administrator' });
  }
  const other = await userNamed(ports, session, ports.as);
  if (other === undefined) throw problem('not_found', { kind: 'user', ref: ports.as, list: 'cinch user list' });
  return actorFrom(other, self.name);
}

function actorFrom({ id, name, role, exports = [] }: User, realName: string | null): Actor {
  return { id, name, role, exports, realName };
}

async function userNamed(ports: LookingPorts, session: Session, name: string): Promise<User | undefined> {
  const { digest, driver } = ports;
  const key = displayKey(name);
  const row = await session.one('SELECT * FROM users WHERE display_key = ?', key);
  if (row?.display_key === key) return recordOf('user', row, digest, driver.place);
  const { counts } = await readHead(session, digest, driver.place);
  await verifyRecords(session, 'user', counts.user, ports, (it) => it.display_key === key);
  return undefined;
}

function environmentName(ports: LookingPorts): string {
  return ports.driver.place.replace(/^.*[\\/]/, '').replace(/\.db$/, '');
}
