import { isProblem, problem } from '../kernel/problem.ts';
import type { Caller } from '../model/caller.ts';
import { weaker } from '../model/role-order.ts';
import { secondsBefore, type Token, tokenLimits } from '../model/token.ts';
import type { Actor, User } from '../model/user.ts';
import { first } from './beforehand.ts';
import type { LookingPorts, ServicePorts } from './ports.ts';
import type { Session, SqlValue } from './store/driver.ts';
import { recordOf } from './store/tables.ts';
import { actorFrom } from './user-named.ts';

type Holder = Extract<Caller, { kind: 'token' }>;

// What an unknown token is compared with, so that it takes as long as a known one.
const nobody = '-'.repeat(43);

/**
 * Who acts with an API token: the user it is for, with no more than the token, that user and whoever made it may do now.
 * One that is unknown, revoked, expired or without rights is refused in the same words.
 */
export async function tokenActor(ports: LookingPorts, session: Session, holder: Holder): Promise<Actor> {
  const { digest, driver } = ports;
  const row = await session.one('SELECT * FROM tokens WHERE id = ?', holder.token);
  const token = row?.id === holder.token ? recordOf('token', row, digest, driver.place) : undefined;
  const same = sameText(token?.secretSum ?? nobody, holder.secretSum);
  const now = ports.clock();
  if (token === undefined || !same || token.expiresAt <= now) throw problem('identity.refused', {});
  const user = await userOf(ports, session, token.user);
  const maker = token.maker === token.user ? user : await userOf(ports, session, token.maker);
  const rights = rightsOf(token, user, maker);
  if (rights === undefined || user === undefined) throw problem('identity.refused', {});
  if (isStale(row?.last_used ?? null, now)) first(ports, 'used', (writing) => noteUse(writing, token.id));
  const { id, expiresAt, bootstrap = false } = token;
  return { ...actorFrom({ ...user, ...rights }, null), token: { id, expiresAt, bootstrap } };
}

type Rights = Pick<Actor, 'role' | 'exports'>;

/** What a token gives: never more than it says itself, than its user may, and than its maker may. */
function rightsOf(token: Token, user: User | undefined, maker: User | undefined): Rights | undefined {
  if (user === undefined || maker === undefined) return undefined;
  const limits = maker.id === user.id ? [user] : [user, maker];
  let role: Rights['role'] | undefined = token.role;
  for (const limit of limits) role = role === undefined ? undefined : weaker(role, limit.role);
  if (role === undefined) return undefined;
  const exports = limits
    .filter((limit) => limit.role === 'runner')
    .reduce((left, { exports: runs = [] }) => left.filter((id) => runs.includes(id)), token.exports ?? []);
  return { role, exports };
}

async function userOf({ digest, driver }: LookingPorts, session: Session, id: string): Promise<User | undefined> {
  return session.unchanged(`user by id: ${id}`, async () => {
    const row = await session.one('SELECT * FROM users WHERE id = ?', id);
    return row?.id === id ? recordOf('user', row, digest, driver.place) : undefined;
  });
}

/** Compares in a time that does not tell where two texts differ. */
function sameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

function isStale(used: SqlValue, now: string): boolean {
  return used === null || String(used) <= secondsBefore(now, tokenLimits.usedEvery);
}

// Once a minute at the most, beside the record: no revision moves and nothing is entered. A store that cannot be written still answers.
async function noteUse({ driver, clock }: ServicePorts, id: string): Promise<void> {
  const now = clock();
  try {
    await driver.write((session) =>
      session.run(
        'UPDATE tokens SET last_used = ? WHERE id = ? AND (last_used IS NULL OR last_used <= ?)',
        now,
        id,
        secondsBefore(now, tokenLimits.usedEvery),
      ),
    );
  } catch (error) {
    if (!isProblem(error)) throw error;
  }
}
