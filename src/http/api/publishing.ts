import { issueOf } from '../../kernel/issues.ts';
import { isProblem, problem } from '../../kernel/problem.ts';
import type { Shape } from '../../model/documents/shapes.ts';
import type { Environment } from '../../model/environment.ts';
import type { EnvironmentDetail } from '../../model/environment-detail.ts';
import { principalId, principalKinds } from '../../model/principal.ts';
import type { UserItem } from '../../model/query.ts';
import type { Role } from '../../model/user.ts';
import { publishedRoles, roleNamed } from '../wire/published-routes.ts';
import { headers } from '../wire/routes.ts';
import { searched } from './addressed.ts';
import { jsonAnswer } from './answering.ts';
import type { Asked } from './asked.ts';
import { bodyOf, limits, withoutBody } from './body.ts';
import { type Found, findings, refuse } from './judging.ts';

/** Answers as the product's public API does, so that what reads instances and assigns roles there can do it here. */
export async function answerPublished(asked: Asked): Promise<Response> {
  searched(asked);
  const { operation, body: wanted } = asked.route;
  const body = wanted === undefined ? {} : await bodyOf(asked.request, wanted.type, limits.other);
  if (wanted === undefined) await withoutBody(asked.request);
  else refuse(findings(wanted.shape as Shape, body, '', 'thorough'));
  const answer = answers[operation];
  if (answer === undefined) throw problem('request.no_such_path', { path: asked.route.path });
  const made = operation === 'createInstance';
  return jsonAnswer(JSON.stringify(await answer(asked, body as Body)), made ? 201 : 200, {
    [headers.request]: asked.requestId,
  });
}

interface Body {
  readonly displayName?: string;
  readonly production?: boolean;
  readonly tenant?: string | null;
  readonly roles?: readonly string[];
  readonly principalId?: string;
  readonly principalType?: string;
  readonly instanceId?: string;
}

const answers: { readonly [operation: string]: (asked: Asked, body: Body) => Promise<unknown> } = {
  async listInstances(asked) {
    const { instances } = asked.parts;
    const found: object[] = [];
    for (const id of await instances.list()) {
      const instance = await instanceOf(asked, id).catch(withoutRole);
      if (instance !== undefined) found.push(instance);
    }
    return found;
  },
  async createInstance(asked, { displayName = '', production = false, tenant = null }) {
    const about = { displayName, production, tenant };
    const { token, instanceId, ...made } = await asked.parts.instances.make(about, asked.caller);
    // The one answer of the server that shows a token: it stands in no log, and nothing answers it again.
    return { ...published(instanceId, { ...about, ...made }), token: token?.reveal() ?? null };
  },
  getInstance: (asked) => instanceOf(asked, asked.path.instanceId ?? ''),
  // Whoever may know the roles has one.
  async listRoles(asked) {
    await (await door(asked)).query('whoami', {});
    return Object.values(publishedRoles);
  },
  async getMyRole(asked) {
    const { role } = await (await door(asked)).query('whoami', {});
    return publishedRoles[role];
  },
  listAssignments: async (asked) => assignments(asked, await door(asked)),
  async putAssignment(asked, body) {
    const environment = await door(asked);
    const role = roleAsked(asked, body);
    const principal = asked.path.principalId ?? '';
    const user = await userOf(environment, principal);
    if (user === undefined) await assign(environment, principal, role, body.principalType);
    else await environment.apply([{ change: 'user.edit', user: user.id, role }]);
    return assignments(asked, environment);
  },
  async deleteAssignment(asked) {
    const environment = await door(asked);
    const principal = asked.path.principalId ?? '';
    const user = await userOf(environment, principal);
    if (user === undefined) throw problem('not_found', { kind: 'user', ref: principal, list: 'cinch user list' });
    await environment.apply([{ change: 'user.remove', user: user.id }]);
    return assignments(asked, environment);
  },
};

const door = (asked: Asked): Promise<Environment> =>
  asked.parts.instances.open(asked.path.instanceId ?? '', asked.caller);

// Whoever has no role in an instance is not told that it is there.
function withoutRole(error: unknown): undefined {
  if (isProblem(error) && [4, 5, 6].includes(error.exit)) return undefined;
  throw error;
}

async function instanceOf({ parts, caller }: Asked, id: string): Promise<object> {
  const environment = await parts.instances.open(id, caller);
  return published(id, await environment.query('environment.show', {}));
}

type Known = Pick<EnvironmentDetail, 'displayName' | 'production' | 'tenant' | 'createdAt' | 'createdBy'>;

function published(instanceId: string, { displayName, production, tenant, createdAt, createdBy }: Known): object {
  return {
    instanceId,
    name: displayName,
    instanceType: production ? 'production' : 'sandbox',
    provisioningState: 'active',
    tenantId: tenant,
    azureRegion: 'none',
    expiryTimeUtc: null,
    createdTimeUtc: createdAt,
    createdBy,
  };
}

/** How a user is known to clients of the public API: as the directory knows it, or by an id of our own. */
const principalOf = ({ id, principal }: UserItem): string => (principal === null ? id : principalId(principal));

async function userOf(environment: Environment, given: string): Promise<UserItem | undefined> {
  const known = await environment.query('user.list', { principal: given });
  if (known.items[0] !== undefined) return known.items[0];
  const { items } = await environment.query('user.list', {});
  return items.find((user) => user.id === given || user.name === given);
}

/** Gives a role to whom the issuer knows by this id; where no issuer vouches for anybody, to a user of this name. */
async function assign(environment: Environment, subject: string, role: Role, type?: string): Promise<void> {
  const added = { change: 'user.add', name: subject, role } as const;
  const kind = principalKinds.find((it) => it === type) ?? 'user';
  try {
    await environment.apply([{ ...added, principal: { kind, subject } }]);
  } catch (error) {
    if (!isProblem(error) || error.code !== 'identity.no_issuer' || kind !== 'user') throw error;
    await environment.apply([added]);
  }
}

async function assignments({ path }: Asked, environment: Environment): Promise<readonly object[]> {
  const { items } = await environment.query('user.list', {});
  return items.map((user) => ({
    principalId: principalOf(user),
    principalType: user.principal?.kind ?? 'user',
    roles: [publishedRoles[user.role].roleName],
    instanceId: path.instanceId,
  }));
}

/** The one role that a body assigns; what it says of itself besides has to be what the address says. */
function roleAsked({ path }: Asked, { roles = [], principalId, instanceId }: Body): Role {
  const [name = ''] = roles;
  const role = roleNamed(name);
  const choices = Object.values(publishedRoles).map(({ roleName }) => roleName);
  const found: Found[] = [];
  const wrong = (member: string, says: string, form: boolean) =>
    found.push({ issue: issueOf('format', member, { label: `\`${member}\``, says }), form });
  if (principalId !== undefined && principalId !== path.principalId)
    wrong('principalId', 'the one of the address', true);
  if (instanceId !== undefined && instanceId !== path.instanceId) wrong('instanceId', 'the one of the address', true);
  if (roles.length !== 1) wrong('roles', 'a list of exactly one role', false);
  else if (role === undefined)
    found.push({ issue: issueOf('choice', 'roles.0', { label: '`roles.0`', choices }), form: false });
  refuse(found);
  return role as Role;
}
