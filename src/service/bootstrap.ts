import { isProblem } from '../kernel/problem.ts';
import { secondsBefore } from '../model/token.ts';
import type { Actor } from '../model/user.ts';
import { enter } from './enter.ts';
import type { LookingPorts, ServicePorts } from './ports.ts';
import type { Session } from './store/driver.ts';
import { readHead, updateHead } from './store/head.ts';
import { createWork } from './work.ts';

// Only whoever keeps the database makes another such token, so a store without one is believed for a while.
const without = new WeakMap<object, string>();
const believedSeconds = 60;

/** Whether there is a token to begin with. One that acted here before is never overlooked. */
export async function hasBootstrap({ driver, clock }: LookingPorts, session: Session): Promise<boolean> {
  const looked = without.get(driver);
  if (looked !== undefined && looked > secondsBefore(clock(), believedSeconds)) return false;
  const row = await session.unchanged('bootstrap', () => session.one('SELECT id FROM tokens WHERE bootstrap = 1'));
  const found = row !== undefined;
  if (found) without.delete(driver);
  else without.set(driver, clock());
  return found;
}

/** Is told that a token to begin with acts. */
export function bootstrapActs({ driver }: LookingPorts): void {
  without.delete(driver);
}

/** Revokes the token to begin with, because somebody else administers it now. Where nothing can be written the next time does it. */
export async function retireBootstrap(ports: ServicePorts, actor: Actor): Promise<void> {
  try {
    await revokeBootstrap(ports, actor);
  } catch (error) {
    if (!isProblem(error)) throw error;
  }
}

async function revokeBootstrap(ports: ServicePorts, actor: Actor): Promise<void> {
  const { driver, digest } = ports;
  await driver.write(async (session) => {
    const head = await readHead(session, digest, driver.place);
    const work = createWork(session, head, ports);
    const [token] = await work.where('token', 'bootstrap = 1');
    if (token === undefined) return;
    work.remove('token', token.id);
    const counts = await work.flush();
    const end = await enter(session, digest, head, actor, {
      at: ports.clock(),
      action: 'token.revoke',
      outcome: 'done',
      target: { kind: 'token', id: token.id, name: token.displayName },
      fields: [],
      reason: null,
      revision: null,
    });
    await updateHead(session, { ...head, ...end, counts }, digest, driver.place);
  });
}
