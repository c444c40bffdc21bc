import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import { warning } from '../../kernel/warning.ts';
import type { ChangeOf } from '../../model/change.ts';
import { displayNameIssues } from '../../model/naming.ts';
import { type SharedWith, withoutUsers } from '../../model/sharing.ts';
import { isUserName, type Role, roles, type User } from '../../model/user.ts';
import { refuse } from '../refuse.ts';
import { atRevision, made, meansExisting, type Outcome, outcome, required, type Scene, touched } from '../scene.ts';
import { anAdministratorStays } from './last-administrator.ts';
import { judgedPrincipal, userOf } from './principal-input.ts';
import { revokeAllOf } from './token-changes.ts';

/** Adds a user with a role (R32-R34, D15). */
export async function userAdd(scene: Scene, change: ChangeOf<'user.add'>): Promise<Outcome> {
  const name = change.name.trim();
  const displayName = change.displayName?.trim() ?? name;
  if (!isUserName(name)) {
    const detail = {
      label: 'User',
      says: 'an account name or an address, without spaces',
      example: 'ana@contoso.example',
    };
    refuse('user', [issueOf('format', 'name', detail)], {});
  }
  refuse('user', [...displayNameIssues(displayName), ...roleIssues(change.role)], {});
  const principal = judgedPrincipal(scene, change.principal);
  const same = await userOf(scene, principal);
  if (same !== undefined && !meansExisting(change))
    throw problem('exists', { kind: 'user', what: 'id', value: same.principal?.subject ?? '' });
  if (meansExisting(change)) {
    const there = same ?? (await scene.work.taken('user', name, displayName));
    if (there !== undefined) {
      if (principal !== undefined && same === undefined)
        throw problem('exists', { kind: 'user', what: 'name', value: there.name });
      if (change.ifExists === 'skip') return outcome('user', there, 'unchanged');
      const { role, displayName: shown, exports, ifRevision } = change;
      return userEdit(scene, {
        change: 'user.edit',
        user: there.id,
        role,
        ...(shown === undefined ? {} : { displayName: shown }),
        ...(exports === undefined ? {} : { exports }),
        ...(ifRevision === undefined ? {} : { ifRevision }),
      });
    }
  }
  const exports = await runnable(scene, change.role, change.exports);
  const bound = principal === undefined ? {} : { principal };
  const user: User = { id: scene.newId(), name, displayName, role: change.role, ...exports, ...bound, ...made(scene) };
  atRevision('user', { name, revision: 0 }, change.ifRevision);
  scene.work.add('user', user);
  return outcome('user', user, 'created', ['role', ...Object.keys(exports), ...Object.keys(bound)]);
}

export async function userEdit(scene: Scene, change: ChangeOf<'user.edit'>): Promise<Outcome> {
  const before = await required(scene, 'user', change.user);
  atRevision('user', before, change.ifRevision);
  const displayName = change.displayName?.trim() ?? before.displayName;
  const role = change.role ?? before.role;
  refuse(`user ${before.name}`, [...displayNameIssues(displayName), ...roleIssues(role)], {});
  const { exports: runs, ...rest } = before;
  const exports =
    change.exports === undefined && role === 'runner' ? given(runs) : await runnable(scene, role, change.exports);
  const fields = [
    ...(displayName === before.displayName ? [] : ['displayName']),
    ...(role === before.role ? [] : ['role']),
    ...(sameExports(exports, before) ? [] : ['exports']),
  ];
  if (fields.length === 0) return outcome('user', before, 'unchanged');
  const after: User = { ...rest, displayName, role, ...exports, ...touched(scene, before) };
  scene.work.put('user', after);
  anAdministratorStays(scene, before);
  return outcome('user', after, 'updated', fields);
}

type Runs = Pick<User, 'exports'>;

/** The exports that a runner is named for (D15); nobody else is named for any. */
async function runnable(scene: Scene, role: Role, refs: readonly string[] | undefined): Promise<Runs> {
  if (refs === undefined) return {};
  if (refs.length > 0 && role !== 'runner') {
    const detail = { label: 'Exports', when: { field: 'role', is: 'runner' } };
    refuse('user', [issueOf('not-applicable', 'exports', detail)], {});
  }
  const ids = new Set<string>();
  for (const ref of refs) ids.add((await required(scene, 'export', ref)).id);
  return given(ids.size === 0 ? undefined : [...ids].sort());
}

function given(exports: readonly string[] | undefined): Runs {
  return exports === undefined ? {} : { exports };
}

function sameExports(one: Runs, other: Runs): boolean {
  return String(one.exports ?? []) === String(other.exports ?? []);
}

/** Removes a user, also from every sharing that names them. */
export async function userRemove(scene: Scene, change: ChangeOf<'user.remove'>): Promise<Outcome> {
  const before = await required(scene, 'user', change.user);
  atRevision('user', before, change.ifRevision);
  await scene.work.where('connection', "shared LIKE 'users:%' AND shared LIKE ?", `%${before.id}%`);
  const named = scene.work.inHand('connection', (it) => isNamed(it.sharedWith, before.id));
  const tokens = await revokeAllOf(scene, before);
  const shares = named.map((connection) => {
    const after = {
      ...connection,
      sharedWith: withoutUsers(connection.sharedWith, [before.id]),
      ...touched(scene, connection),
    };
    scene.work.put('connection', after);
    return {
      kind: 'connection',
      id: after.id,
      name: after.name,
      revision: after.revision,
      fields: ['sharedWith'],
    } as const;
  });
  if (named.length > 0)
    scene.warn(warning('shares-dropped', { user: before.name, connections: named.map((it) => it.name) }));
  scene.work.remove('user', before.id);
  anAdministratorStays(scene, before);
  return { ...outcome('user', before, 'removed'), also: [...shares, ...tokens] };
}

function isNamed(shared: SharedWith, user: string): boolean {
  return typeof shared !== 'string' && shared.includes(user);
}

function roleIssues(role: Role) {
  return (roles as readonly string[]).includes(role)
    ? []
    : [issueOf('choice', 'role', { label: 'Role', choices: roles })];
}
