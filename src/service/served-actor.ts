import { displayKey } from '../kernel/name.ts';
import { problem } from '../kernel/problem.ts';
import type { Identity } from '../model/caller.ts';
import { appRole, principalKey } from '../model/principal.ts';
import { byStrength } from '../model/role-order.ts';
import { type Actor, isInvited, type User } from '../model/user.ts';
import { first } from './beforehand.ts';
import { bindInvitation } from './bind.ts';
import { bootstrapActs, hasBootstrap, retireBootstrap } from './bootstrap.ts';
import type { LookingPorts } from './ports.ts';
import type { Row, Session } from './store/driver.ts';
import { readHead } from './store/head.ts';
import { recordOf } from './store/tables.ts';
import { small, verifyRecords } from './store/verify-records.ts';
import { tokenActor } from './token-actor.ts';
import { actorFrom } from './user-named.ts';

/** Who acts in an environment that is served to a team: whoever an issuer vouches for, or who holds an API token. */
export async function servedActorOf(ports: LookingPorts, session: Session): Promise<Actor> {
  const { caller } = ports;
  if (caller.kind === 'account') throw problem('identity.refused', {});
  const actor =
    caller.kind === 'token' ? await tokenActor(ports, session, caller) : await identityActor(ports, session, caller);
  if (actor.token?.bootstrap === true) bootstrapActs(ports);
  // A token to begin with has done its work once somebody else administers the environment.
  const isAnother = actor.role === 'administrator' && actor.token?.bootstrap !== true;
  if (isAnother && (await hasBootstrap(ports, session)))
    first(ports, 'retire', (writing) => retireBootstrap(writing, actor));
  return actor;
}

/** The own assignment decides where there is one; else the strongest of those of the groups and app roles. */
async function identityActor(ports: LookingPorts, session: Session, identity: Identity): Promise<Actor> {
  const { principal: kind, issuer, subject, email } = identity;
  const own = await userFor(ports, session, principalKey({ kind, issuer, subject }));
  if (own !== undefined) return actorFrom(own, null);
  const addressed = kind === 'user' && email !== null ? await addressedBy(ports, session, email) : undefined;
  if (addressed !== undefined && isInvited(addressed))
    first(ports, 'bind', (writing) => bindInvitation(writing, identity));
  const groups = await groupsOf(ports, session, identity);
  const [strongest] = groups;
  if (strongest !== undefined) return memberOf(strongest, groups, identity);
  throw await unassigned(ports, session, identity, addressed);
}

async function userFor(ports: LookingPorts, session: Session, key: string): Promise<User | undefined> {
  return session.unchanged(`user vouched for: ${key}`, async () => {
    const row = await session.one('SELECT * FROM users WHERE principal = ?', key);
    return row?.principal === key ? recordOf('user', row, ports.digest, ports.driver.place) : undefined;
  });
}

// Not gone through when there is none: whoever acts through a group has none each time, and "no role" is judged below.
async function addressedBy(ports: LookingPorts, session: Session, email: string): Promise<User | undefined> {
  const key = displayKey(email);
  const row = await session.one('SELECT * FROM users WHERE display_key = ?', key);
  return row?.display_key === key ? recordOf('user', row, ports.digest, ports.driver.place) : undefined;
}

// Statements take a few values well, and always as many, so that one is prepared once.
const atOnce = 50;
const inGroups = `SELECT * FROM users WHERE principal IN (${Array.from({ length: atOnce }, () => '?').join(', ')})`;

/** What the groups and app roles of an identity are given here, the strongest first. */
async function groupsOf(ports: LookingPorts, session: Session, identity: Identity): Promise<readonly User[]> {
  const { issuer, groups, appRoles } = identity;
  // A group that is called like an app role is none.
  const subjects = [...(groups ?? []).filter((it) => !it.startsWith(appRole(''))), ...appRoles.map(appRole)];
  const keys = [...new Set(subjects.map((subject) => principalKey({ kind: 'group', issuer, subject })))];
  const rows: Row[] = [];
  for (let from = 0; from < keys.length; from += atOnce) {
    const some = keys.slice(from, from + atOnce);
    const padded = Array.from({ length: atOnce }, (_, at) => some[at] ?? (some[0] as string));
    rows.push(...(await session.all(inGroups, ...padded)));
  }
  return rows
    .filter((row) => keys.includes(String(row.principal)))
    .map((row) => recordOf('user', row, ports.digest, ports.driver.place))
    .sort((one, other) => byStrength(one, other) || (one.name < other.name ? -1 : 1));
}

/** Acts as the group, under a name that no user can have, so that the trail tells who it was. */
function memberOf(group: User, groups: readonly User[], { subject }: Identity): Actor {
  const runs = groups.filter(({ role }) => role === group.role).flatMap(({ exports = [] }) => exports);
  const actor = actorFrom({ ...group, name: `${group.name}/${subject}`, exports: [...new Set(runs)] }, null);
  return { ...actor, member: true };
}

async function unassigned(
  ports: LookingPorts,
  session: Session,
  { displayName, email, subject, groups }: Identity,
  addressed: User | undefined,
) {
  const { digest, driver } = ports;
  const { record, counts } = await readHead(session, digest, driver.place);
  // "No role" is said only of users that are whole.
  if (counts.user <= small) await verifyRecords(session, 'user', counts.user, ports);
  const who = { person: `${displayName} (${email ?? subject})`, environment: record.displayName };
  if (addressed?.principal !== undefined)
    return problem('identity.invitation_taken', { ...who, address: addressed.name });
  if (groups === null) return problem('identity.groups_unknown', who);
  const rows = await session.all("SELECT * FROM users WHERE role = 'administrator' ORDER BY name");
  const people = rows
    .map((row) => recordOf('user', row, digest, driver.place))
    .filter((user) => user.principal?.kind === 'user' || isInvited(user));
  return problem('identity.unassigned', { ...who, administrators: people.slice(0, 3).map(({ name }) => name) });
}
