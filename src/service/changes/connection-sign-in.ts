import { problem } from '../../kernel/problem.ts';
import type { ChangeOf } from '../../model/change.ts';
import type { Connection } from '../../model/connection.ts';
import { after as later, signInEnd } from '../../model/sign-in.ts';
import { atRevision, notFound, type Outcome, outcome, required, type Scene, touched } from '../scene.ts';
import { connectionEdit, opened, refuseStoredAfterVault, unlocked } from './connection-edit.ts';

/** Keeps what a sign-in in a browser left behind, together with the app it was made with (D17). */
export async function connectionSignIn(scene: Scene, change: ChangeOf<'connection.sign-in'>): Promise<Outcome> {
  const { expiresAt, change: _, ...given } = change;
  const before = await required(scene, 'connection', change.connection);
  unlocked(before);
  const type = await scene.types.get(before.type);
  if (type.signIn !== 'browser') throw problem('sign_in.not_needed', { name: before.name, label: type.label });
  const edited = await connectionEdit(scene, { change: 'connection.edit', ...given });
  const after = await required(scene, 'connection', before.id);
  const signIn = { at: scene.now, by: scene.actor.name, expiresAt: expiresAt ?? signInEnd(type, scene.now) };
  // The same token again is a new sign-in all the same.
  const moved = edited.result === 'unchanged' ? touched(scene, after) : {};
  const signedIn = { ...after, ...moved, signIn };
  scene.work.put('connection', signedIn);
  return outcome('connection', signedIn, 'updated', [...edited.fields, 'signIn']);
}

/**
 * Keeps what the service gave in place of a token that was used. Locked or not: the one that is kept would open nothing
 * any more. Where somebody else renewed it meanwhile, theirs stays.
 */
export async function connectionRefresh(scene: Scene, change: ChangeOf<'connection.refresh'>): Promise<Outcome> {
  const before = await required(scene, 'connection', change.connection);
  atRevision('connection', before, change.ifRevision);
  const type = await scene.types.get(before.type);
  const { refreshToken: fresh } = change.secrets;
  refuseStoredAfterVault(before, change.secrets);
  const kept = before.secrets.refreshToken === undefined ? undefined : opened(scene, before, 'refreshToken')?.reveal();
  // A runner who does not know what is kept learns nothing of it, not even that it is there.
  if (kept !== change.used.reveal()) {
    if (scene.actor.role !== 'administrator') throw notFound('connection', change.connection);
    return outcome('connection', before, 'unchanged');
  }
  const same = kept === fresh.reveal();
  const expiresAt = endAfterUse(scene, type, before, same, change.expiresAt);
  if (same && expiresAt === (before.signIn?.expiresAt ?? null)) return outcome('connection', before, 'unchanged');
  const { at, by } = before.signIn ?? { at: scene.now, by: scene.actor.name };
  const secrets = same
    ? before.secrets
    : { ...before.secrets, refreshToken: scene.seal(before.id, 'refreshToken', fresh) };
  const after: Connection = { ...before, secrets, signIn: { at, by, expiresAt }, ...touched(scene, before) };
  scene.work.put('connection', after);
  return outcome('connection', after, 'updated', [...(same ? [] : ['secrets.refreshToken']), 'signIn']);
}

// What counts from the last use moves with every use; that it did is written once a day at the most.
function endAfterUse(
  scene: Scene,
  type: Awaited<ReturnType<Scene['types']['get']>>,
  { signIn }: Connection,
  same: boolean,
  told: string | undefined,
): string | null {
  const before = signIn?.expiresAt ?? null;
  const lasts = typeof type.signsInAt === 'object' ? type.signsInAt.lasts : undefined;
  const now = told ?? (lasts?.from === 'use' || !same ? signInEnd(type, scene.now) : before);
  return same && now !== null && before !== null && now < later(before, 1) && now >= before ? before : now;
}
