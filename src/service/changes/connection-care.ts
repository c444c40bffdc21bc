import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import { warning } from '../../kernel/warning.ts';
import type { ChangeOf } from '../../model/change.ts';
import type { Connection } from '../../model/connection.ts';
import { displayNameIssues, nameOr, reasonIssues } from '../../model/naming.ts';
import { type SharedWith, sameSharing, withoutUsers, withUsers } from '../../model/sharing.ts';
import { refuse } from '../refuse.ts';
import { atRevision, type Outcome, outcome, required, type Scene, touched } from '../scene.ts';
import { unlocked } from './connection-edit.ts';
import { namedContributor, warnOfViewOnly } from './share-words.ts';

/** Gives another display name, another name, or both. References stay, because they go by id. */
export async function connectionRename(scene: Scene, change: ChangeOf<'connection.rename'>): Promise<Outcome> {
  const before = await required(scene, 'connection', change.connection);
  atRevision('connection', before, change.ifRevision);
  unlocked(before);
  const displayName = change.displayName?.trim().replace(/\s+/g, ' ') ?? before.displayName;
  const { name, issues } = nameOr(change.name ?? before.name, displayName);
  refuse(
    `connection ${before.name}`,
    [...displayNameIssues(displayName, (await scene.types.get(before.type)).displayName), ...issues],
    {},
  );
  const fields = [
    ...(displayName === before.displayName ? [] : ['displayName']),
    ...(name === before.name ? [] : ['name']),
  ];
  return saved(scene, before, { displayName, name }, fields);
}

/** Opens an export connection to contributors, all or named ones (R11, R15); enrichment connections need none (R14). */
export async function connectionShare(scene: Scene, change: ChangeOf<'connection.share'>): Promise<Outcome> {
  const before = await shareable(scene, change);
  let sharedWith: SharedWith = before.sharedWith;
  for (const word of change.with) {
    if (word === 'contributors') sharedWith = 'contributors';
    else {
      const user = await namedContributor(scene, word, '--with');
      if (sharedWith === 'contributors')
        scene.warn(warning('already-shared-with-all', { name: before.name, user: user.name }));
      sharedWith = withUsers(sharedWith, [user.id]);
    }
  }
  return saved(scene, before, { sharedWith }, sameSharing(sharedWith, before.sharedWith) ? [] : ['sharedWith']);
}

/** Closes it again. Contributors keep seeing the exports on it (D4). */
export async function connectionUnshare(scene: Scene, change: ChangeOf<'connection.unshare'>): Promise<Outcome> {
  const before = await shareable(scene, change);
  let sharedWith: SharedWith = before.sharedWith;
  for (const word of change.with) {
    if (word === 'contributors') sharedWith = 'administrators';
    else {
      const user = await namedContributor(scene, word, '--with');
      if (sharedWith === 'contributors')
        throw problem('connection.shared_with_all', { name: before.name, user: user.name });
      sharedWith = withoutUsers(sharedWith, [user.id]);
    }
  }
  if (sameSharing(sharedWith, before.sharedWith)) return outcome('connection', before, 'unchanged');
  await warnOfViewOnly(scene, before);
  return saved(scene, before, { sharedWith }, ['sharedWith']);
}

/** Locks with a reason (D13). Locking again replaces the reason. */
export async function connectionLock(scene: Scene, change: ChangeOf<'connection.lock'>): Promise<Outcome> {
  const before = await required(scene, 'connection', change.connection);
  atRevision('connection', before, change.ifRevision);
  const reason = change.reason.trim();
  const empty = reason === '' ? [issueOf('empty', 'reason', { label: 'Reason' })] : [];
  refuse(`connection ${before.name}`, [...empty, ...reasonIssues(reason)], {});
  if (before.lock?.reason === reason) return outcome('connection', before, 'unchanged');
  return saved(scene, before, { lock: { reason, by: scene.actor.name, at: scene.now } }, ['lock']);
}

export async function connectionUnlock(scene: Scene, change: ChangeOf<'connection.unlock'>): Promise<Outcome> {
  const before = await required(scene, 'connection', change.connection);
  atRevision('connection', before, change.ifRevision);
  return saved(scene, before, { lock: null }, before.lock === null ? [] : ['lock']);
}

async function shareable(
  scene: Scene,
  change: ChangeOf<'connection.share' | 'connection.unshare'>,
): Promise<Connection> {
  const before = await required(scene, 'connection', change.connection);
  atRevision('connection', before, change.ifRevision);
  const type = await scene.types.get(before.type);
  if (!type.shareable) throw problem('connection.not_shareable', { name: before.name, purpose: before.purpose });
  unlocked(before);
  return before;
}

function saved(scene: Scene, before: Connection, changed: Partial<Connection>, fields: readonly string[]): Outcome {
  if (fields.length === 0) return outcome('connection', before, 'unchanged');
  const after: Connection = { ...before, ...changed, ...touched(scene, before) };
  scene.work.put('connection', after);
  return outcome('connection', after, 'updated', fields);
}
