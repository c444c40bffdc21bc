import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import { isSecretSum, isTokenId } from '../../model/api-token.ts';
import type { ChangeOf } from '../../model/change.ts';
import { displayNameIssues } from '../../model/naming.ts';
import { seesInside } from '../../model/policy.ts';
import { isWithin } from '../../model/role-order.ts';
import { daysAfter, isMoment, type Token, tokenLimits } from '../../model/token.ts';
import { type Role, roles, type User } from '../../model/user.ts';
import { refuse } from '../refuse.ts';
import { atRevision, made, notFound, type Outcome, required, type Scene } from '../scene.ts';
import { anAdministratorStays } from './last-administrator.ts';

/** Keeps a token that was made where it is used: its id and the sum of its secret part, never above whoever makes it. */
export async function tokenCreate(scene: Scene, change: ChangeOf<'token.create'>): Promise<Outcome> {
  const { actor, work } = scene;
  refuseUnserved(scene);
  if (actor.member === true) throw problem('token.member', { name: actor.name });
  if (change.user !== undefined && actor.role !== 'administrator') throw problem('token.for_another', {});
  const displayName = change.displayName.trim();
  const expiresAt = change.expiresAt ?? daysAfter(scene.now, tokenLimits.days);
  refuse('the token', [...formIssues(change), ...displayNameIssues(displayName), ...lifeIssues(scene, expiresAt)], {});
  if (!isWithin(change.role, actor.role)) throw problem('token.above', { role: change.role, own: actor.role });
  const user = await required(scene, 'user', change.user ?? actor.id);
  if (!isWithin(change.role, user.role)) throw problem('token.above', { role: change.role, own: user.role });
  if (user.principal?.kind === 'group') {
    const says = 'a person or an application; nobody in particular would act with a token of a group';
    refuse('the token', [issueOf('format', 'user', { label: 'User', says })], {});
  }
  const exports = await runnable(scene, change, user);
  await work.where('token', 'user_id = ?', user.id);
  const others = work.inHand('token', (it) => it.user === user.id);
  if (others.length >= tokenLimits.perUser)
    throw problem('token.too_many', { user: user.name, most: tokenLimits.perUser });
  if (others.some((it) => it.displayName === displayName))
    throw problem('exists', { kind: 'token', what: 'name', value: displayName });
  if ((await work.byId('token', change.id)) !== undefined)
    throw problem('exists', { kind: 'token', what: 'id', value: change.id });
  atRevision('token', { name: displayName, revision: 0 }, change.ifRevision);
  const { id, secretSum, role } = change;
  const token: Token = {
    id,
    name: id,
    displayName,
    role,
    ...exports,
    user: user.id,
    userName: user.name,
    maker: actor.id,
    ...(actor.token === undefined ? {} : { madeWith: actor.token.id }),
    secretSum,
    expiresAt,
    ...made(scene),
  };
  work.add('token', token);
  return { ...told(token), result: 'created', fields: ['role', ...Object.keys(exports), 'expiresAt'] };
}

/** Ends a token at once: one's own, or any by an administrator. */
export async function tokenRevoke(scene: Scene, change: ChangeOf<'token.revoke'>): Promise<Outcome> {
  const { actor, work } = scene;
  refuseUnserved(scene);
  // A token ends none that may do more than it.
  const isOwn = ({ user, role }: Token) =>
    actor.member !== true && user === actor.id && (actor.token === undefined || isWithin(role, actor.role));
  const mine = (it: Token) => actor.role === 'administrator' || isOwn(it);
  const own = await work.find('token', change.token, isOwn);
  const token = own ?? (await work.find('token', change.token, mine));
  if (token === undefined) {
    await work.verify('token', seesInside(actor) ? change.token : undefined);
    throw notFound('token', change.token);
  }
  atRevision('token', { name: token.displayName, revision: token.revision }, change.ifRevision);
  work.remove('token', token.id);
  const user = await work.byId('user', token.user);
  if (user !== undefined && token.role === 'administrator' && token.bootstrap !== true)
    anAdministratorStays(scene, user);
  return { ...told(token), result: 'removed', revision: null, fields: [] };
}

/** Revokes what acts as a user who goes, and what they made for others. */
export async function revokeAllOf(scene: Scene, user: User): Promise<NonNullable<Outcome['also']>> {
  await scene.work.where('token', 'user_id = ? OR maker_id = ?', user.id, user.id);
  const tokens = scene.work.inHand('token', (it) => it.user === user.id || it.maker === user.id);
  for (const { id } of tokens) scene.work.remove('token', id);
  return tokens.map((token) => ({ ...told(token), revision: null, fields: [] }));
}

// Tokens are beside what the environment holds, as runs are: nobody has to look again because of one.
function told({ id, displayName, revision }: Token) {
  return { kind: 'token', id, name: displayName, revision, beside: true } as const;
}

function refuseUnserved({ served }: Scene): void {
  if (!served) throw problem('environment.not_served', { what: 'tokens' });
}

/** The exports a runner's token is for: any by an administrator, else some of those its maker is named for. */
async function runnable(scene: Scene, change: ChangeOf<'token.create'>, user: User): Promise<Pick<Token, 'exports'>> {
  const { actor } = scene;
  if (change.role !== 'runner') {
    const detail = { label: 'Exports', when: { field: 'role', is: 'runner' } };
    if ((change.exports ?? []).length > 0) refuse('the token', [issueOf('not-applicable', 'exports', detail)], {});
    return {};
  }
  const limits = [
    ...(actor.role === 'runner' ? [actor.exports] : []),
    ...(user.role === 'runner' ? [user.exports ?? []] : []),
  ];
  const may = (id: string) => limits.every((runs) => runs.includes(id));
  const ids = new Set<string>();
  for (const ref of change.exports ?? []) ids.add((await required(scene, 'export', ref, (it) => may(it.id))).id);
  const [all = []] = limits;
  const runs = change.exports === undefined ? all.filter(may) : [...ids];
  if (runs.length === 0) {
    const help = 'the exports that the token may run';
    refuse('the token', [issueOf('missing', 'exports', { label: 'Exports', help })], {});
  }
  return { exports: [...runs].sort() };
}

function formIssues({ id, secretSum, role }: ChangeOf<'token.create'>) {
  return [
    ...(isTokenId(id) ? [] : [issueOf('format', 'id', { label: 'Id', says: '8 letters and digits' })]),
    ...(isSecretSum(secretSum)
      ? []
      : [issueOf('format', 'secretSum', { label: 'Sum', says: 'the SHA-256 of the secret part, in base64url' })]),
    ...((roles as readonly Role[]).includes(role)
      ? []
      : [issueOf('choice', 'role', { label: 'Role', choices: roles })]),
  ];
}

// A day of grace, because clocks differ and a year may have one more.
function lifeIssues({ now }: Scene, expiresAt: string) {
  if (isMoment(expiresAt) && expiresAt > now && expiresAt <= daysAfter(now, tokenLimits.mostDays + 1)) return [];
  const says = 'a moment from now on, a year ahead at the most, in UTC';
  return [issueOf('format', 'expiresAt', { label: 'Expiry', says, example: daysAfter(now, tokenLimits.days) })];
}
