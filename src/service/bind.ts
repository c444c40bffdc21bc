import type { Identity } from '../model/caller.ts';
import { isInvited, type User } from '../model/user.ts';
import { enter } from './enter.ts';
import type { ServicePorts } from './ports.ts';
import { readHead, updateHead } from './store/head.ts';
import { actorFrom, userNamed } from './user-named.ts';
import { createWork } from './work.ts';

/** Gives an invitation to the first identity that comes with its verified address: once, and entered in the trail. Of two at once the second finds it taken. */
export async function bindInvitation(ports: ServicePorts, identity: Identity): Promise<void> {
  const { driver, digest } = ports;
  const { issuer, subject, email } = identity;
  await driver.write(async (session) => {
    const head = await readHead(session, digest, driver.place);
    const found = await userNamed(ports, session, email ?? '');
    const work = createWork(session, head, ports);
    const before = found && (await work.byId('user', found.id));
    if (before === undefined || !isInvited(before)) return;
    const at = ports.clock();
    const revision = before.revision + 1;
    // To come is no deviation from the manifest that owns the user.
    const owned = before.manifest?.revision === before.revision ? { manifest: { ...before.manifest, revision } } : {};
    const principal = { kind: 'user', issuer, subject } as const;
    const after: User = { ...before, principal, updatedAt: at, updatedBy: before.name, revision, ...owned };
    work.put('user', after);
    const counts = await work.flush();
    const end = await enter(session, digest, head, actorFrom(after, null), {
      at,
      action: 'user.bind',
      outcome: 'done',
      target: { kind: 'user', id: after.id, name: after.name },
      fields: ['principal'],
      reason: null,
      revision,
    });
    await updateHead(session, { ...head, ...end, counts, revision: head.revision + 1 }, digest, driver.place);
  });
}
