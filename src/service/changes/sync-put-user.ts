import type { Issue } from '../../kernel/issue.ts';
import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import { displayNameIssues } from '../../model/naming.ts';
import { principalKey } from '../../model/principal.ts';
import type { SyncPut } from '../../model/sync.ts';
import { isUserName, roles, type User } from '../../model/user.ts';
import { refuse } from '../refuse.ts';
import type { Outcome, Scene } from '../scene.ts';
import { userContent } from '../sync-content.ts';
import { anAdministratorStays } from './last-administrator.ts';
import { principalIssues, userOf } from './principal-input.ts';
import { ownedAs, presentRecord, putRecord, toldOf } from './sync-put-record.ts';
import { isId } from './sync-told.ts';

type Put = SyncPut<'user'> & { readonly ifRevision?: number };

/** A user as they are elsewhere, with who vouches for them; exports that are not here stay named. */
export async function syncPutUser(scene: Scene, change: Put): Promise<Outcome> {
  const { name, displayName, role, exports, principal, manifest } = change.content;
  const before = await presentRecord(scene, change);
  refuse('user', issuesOf(change), {});
  const told = toldOf(change, before);
  const after: User = {
    ...told,
    name,
    displayName,
    role,
    ...(exports === null ? {} : { exports }),
    ...(principal === null ? {} : { principal }),
    ...ownedAs(manifest, told.revision),
  };
  const put = putRecord(scene, 'user', { before, after, contentOf: userContent });
  if (put.result === 'unchanged') return put;
  if (before !== undefined) anAdministratorStays(scene, before);
  if (
    principal !== null &&
    (before?.principal === undefined || principalKey(before.principal) !== principalKey(principal))
  )
    scene.finally(async () => {
      const same = await userOf(scene, principal, change.id);
      if (same !== undefined) throw problem('exists', { kind: 'user', what: 'id', value: principal.subject });
    });
  return put;
}

function issuesOf({ content: { name, displayName, role, exports, principal } }: Put): readonly Issue[] {
  const says = 'an account name or an address, without spaces';
  return [
    ...(isUserName(name) ? [] : [issueOf('format', 'name', { label: 'User', says })]),
    ...displayNameIssues(displayName),
    ...(roles.includes(role) ? [] : [issueOf('choice', 'role', { label: 'Role', choices: roles })]),
    ...((exports ?? []).every(isId)
      ? []
      : [issueOf('format', 'exports', { label: 'Exports', says: 'ids of exports' })]),
    ...(exports === null || role === 'runner'
      ? []
      : [issueOf('not-applicable', 'exports', { label: 'Exports', when: { field: 'role', is: 'runner' } })]),
    ...(principal === null ? [] : principalIssues(principal)),
  ];
}
