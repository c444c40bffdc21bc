import { problem } from '../kernel/problem.ts';
import type { Actor } from '../model/user.ts';
import type { LookingPorts } from './ports.ts';
import type { Session } from './store/driver.ts';
import { actorFrom, userNamed } from './user-named.ts';

// Only a server needs it, and one that does asks at every question: finding a module anew costs as much as a look-up.
const loadServed = () => import('./served-actor.ts');
let served: ReturnType<typeof loadServed> | undefined;

/** Who acts: the account's user, or the user an administrator acts as (D19). Read anew each time, so that a lost role counts at once. */
export async function actorOf(ports: LookingPorts, session: Session): Promise<Actor> {
  if (ports.caller.kind !== 'account') {
    served ??= loadServed();
    return (await served).servedActorOf(ports, session);
  }
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
