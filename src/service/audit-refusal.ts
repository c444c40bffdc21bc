import { isProblem } from '../kernel/problem.ts';
import type { Operation } from '../model/policy.ts';
import type { Actor } from '../model/user.ts';
import { actorOf } from './actor.ts';
import { enter } from './enter.ts';
import type { LookingPorts } from './ports.ts';
import type { Session } from './store/driver.ts';
import { readHead, updateHead } from './store/head.ts';

/**
 * Notes that an actor was refused. Without what it was tried on: the reference may name something the actor must not
 * know, and is theirs to choose. On a store that cannot be written the refusal still stands; only its trace is lost.
 */
export async function noteRefusal(ports: LookingPorts, action: Operation, reason: string | null): Promise<void> {
  try {
    await writeRefusal(ports, action, reason);
  } catch (error) {
    if (!isProblem(error)) throw error;
  }
}

async function writeRefusal(ports: LookingPorts, action: Operation, reason: string | null): Promise<void> {
  const { digest, driver } = ports;
  await driver.write(async (session) => {
    const head = await readHead(session, digest, driver.place);
    const actor = await refusedActor(ports, session);
    const target = { kind: action.split('.')[0] as string, id: '', name: '' };
    const what = { at: ports.clock(), action, outcome: 'refused', target, fields: [], reason, revision: null } as const;
    const end = await enter(session, digest, head, actor, what);
    await updateHead(session, { ...head, ...end }, digest, driver.place);
  });
}

// Whoever may not act as another (D19) was refused as themselves.
async function refusedActor({ as, ...ports }: LookingPorts, session: Session): Promise<Actor> {
  const self = await actorOf(ports, session);
  return as === undefined || self.role !== 'administrator' ? self : actorOf({ ...ports, as }, session);
}
