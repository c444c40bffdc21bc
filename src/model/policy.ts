import type { ChangeName } from './change.ts';
import type { Connection } from './connection.ts';
import type { Dependent } from './dependent.ts';
import type { QueryName } from './query.ts';
import type { ReleaseName } from './release.ts';
import type { Actor, Role } from './user.ts';

export type Operation = QueryName | ChangeName | ReleaseName;

const everyone: readonly Role[] = ['administrator', 'contributor', 'viewer', 'auditor', 'runner'];
const lookers: readonly Role[] = ['administrator', 'contributor', 'viewer', 'auditor'];
const seers: readonly Role[] = ['administrator', 'auditor'];
const makers: readonly Role[] = ['administrator', 'contributor'];
const administrators: readonly Role[] = ['administrator'];
const runners: readonly Role[] = ['administrator', 'runner'];

/** Which roles may try an operation at all (R5, R12, R18, R20, R23, R32-R34, D5, D15). What they may do it to is judged by `mayUse`, `mayRun` and `permission`. */
export const allowed: { readonly [O in Operation]: readonly Role[] } = {
  names: everyone,
  whoami: everyone,
  can: everyone,
  'type.list': everyone,
  'type.show': everyone,
  'environment.show': everyone,
  'keyvault.show': ['administrator', 'auditor', 'runner'],
  'keyvault.references': seers,
  'connection.list': ['administrator', 'contributor', 'auditor'],
  'connection.show': ['administrator', 'contributor', 'auditor'],
  'connection.dependents': seers,
  'connection.history': seers,
  'export.list': lookers,
  'export.show': lookers,
  'export.runs': ['administrator', 'auditor', 'runner'],
  'enrichment.list': lookers,
  'enrichment.show': lookers,
  'enrichment.runs': seers,
  'user.list': seers,
  'manifest.observe': seers,
  'manifest.secrets': seers,
  'sync.records': seers,
  'sync.changes': seers,
  'sync.base': seers,
  'audit.list': seers,
  'audit.verify': seers,
  'store.check': seers,
  'token.list': everyone,
  'connection.add': administrators,
  'connection.edit': administrators,
  'connection.rename': administrators,
  'connection.share': administrators,
  'connection.unshare': administrators,
  'connection.lock': administrators,
  'connection.unlock': administrators,
  'connection.sign-in': administrators,
  'connection.refresh': ['administrator', 'runner'],
  'connection.remove': administrators,
  'connection.tested': administrators,
  'export.add': makers,
  'export.edit': makers,
  'export.connect': makers,
  'export.disconnect': administrators,
  'export.remove': makers,
  'export.ran': runners,
  'enrichment.add': makers,
  'enrichment.edit': makers,
  'enrichment.connect': makers,
  'enrichment.activate': makers,
  'enrichment.deactivate': makers,
  'enrichment.remove': makers,
  'enrichment.ran': administrators,
  'user.add': administrators,
  'user.edit': administrators,
  'user.remove': administrators,
  'token.create': everyone,
  'token.revoke': everyone,
  'type.add': administrators,
  'type.remove': administrators,
  'environment.edit': administrators,
  'keyvault.link': administrators,
  'keyvault.unlink': administrators,
  'sync.put': administrators,
  'sync.remove': administrators,
  'sync.keep': administrators,
  'connection.test': administrators,
  'connection.exec': administrators,
  'connection.authorize': administrators,
  'export.run': runners,
  'enrichment.run': administrators,
};

export function mayTry(role: Role, operation: Operation): boolean {
  return allowed[operation].includes(role);
}

/** The roles that may, as a sentence has them: `an administrator or a contributor`. */
export function rolesThatMay(operation: Operation): string {
  const names = allowed[operation].map((role) => (/^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`));
  return names.length === 1 ? (names[0] as string) : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** Whether an actor sees settings, locks, counts and all (R5, D15); everyone else sees name, display name and type (R12). */
export function seesInside(actor: Pick<Actor, 'role'>): boolean {
  return seers.includes(actor.role);
}

/** Whether an actor may put exports or enrichments on a connection (R10, R12, R14, R15, D16). */
export function mayUse(
  actor: Pick<Actor, 'id' | 'role'>,
  connection: Pick<Connection, 'purpose' | 'sharedWith'>,
): boolean {
  if (actor.role === 'administrator') return true;
  if (actor.role !== 'contributor') return false;
  if (connection.purpose === 'miscellaneous') return false;
  if (connection.purpose === 'enrichment' || connection.sharedWith === 'contributors') return true;
  return Array.isArray(connection.sharedWith) && connection.sharedWith.includes(actor.id);
}

/** Whether an actor may run an export: a runner those they are named for, which are all they know of (D15). */
export function mayRun(actor: Pick<Actor, 'role' | 'exports'>, dependent: Pick<Dependent, 'id'>): boolean {
  return actor.role === 'administrator' || (actor.role === 'runner' && actor.exports.includes(dependent.id));
}

/**
 * What an actor may do with an export: `edit`, or `view` (R13, D4, D5, D7).
 * `connection` is the one it is on, `lastConnection` the one it was on before, where they still exist.
 */
export function permission(
  actor: Pick<Actor, 'id' | 'role' | 'name'>,
  dependent: Pick<Dependent, 'createdBy'>,
  connection: Pick<Connection, 'purpose' | 'sharedWith'> | null,
  lastConnection: Pick<Connection, 'purpose' | 'sharedWith'> | null,
): 'edit' | 'view' {
  if (actor.role === 'administrator') return 'edit';
  if (actor.role !== 'contributor') return 'view';
  if (connection !== null) return mayUse(actor, connection) ? 'edit' : 'view';
  const theirs = dependent.createdBy === actor.name;
  return theirs || (lastConnection !== null && mayUse(actor, lastConnection)) ? 'edit' : 'view';
}
