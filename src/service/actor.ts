import { problem } from '../kernel/problem.ts';
import type { Actor } from '../model/user.ts';
import type { LookingPorts } from './ports.ts';
import type { Session } from './store/driver.ts';
import { actorFrom, userNamed } from './user-named.ts';

/** Who acts: the account's user, or the user an administrator acts as (D19). Read anew each time, so that a lost role counts at once. */
export async function actorOf(ports: LookingPorts, session: Session): Promise<Actor> {
  if (ports.caller.kind !== 'account') return (await import('./served-actor.ts')).servedActorOf(ports, session);
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

function environmentName(ports: LookingPorts): string {
  return ports.driver.place.replace(/^.*[\\/]/, '').replace(/\.db$/, '');
}
