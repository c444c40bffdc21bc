import { list, object, oneOf, orNull, type Shape, text } from '../../model/documents/shapes.ts';
import type { Role } from '../../model/user.ts';
import { closed } from './closed.ts';

/** The product's own names of roles, as its public API has them. */
export const publishedRoles: { readonly [R in Role]: { readonly roleName: string; readonly description: string } } = {
  administrator: { roleName: 'Administrator', description: 'manages everything' },
  contributor: { roleName: 'Contributor', description: 'manages exports on shared connections, and enrichments' },
  viewer: { roleName: 'Viewer', description: 'looks at exports and enrichments' },
  auditor: { roleName: 'Auditor', description: 'sees everything but secrets, and changes nothing' },
  runner: { roleName: 'Runner', description: 'runs the exports it is named for' },
};

/** The role that goes by such a name, however it is written. */
export function roleNamed(name: string): Role | undefined {
  const known = Object.entries(publishedRoles) as [Role, { roleName: string }][];
  return known.find(([, { roleName }]) => roleName.toLowerCase() === name.toLowerCase())?.[0];
}

const principalType = oneOf('user', 'group', 'app');
const assignment: Shape = object({ principalId: text, principalType, roles: list(text), instanceId: text });
const role = object({ roleName: text, description: text });
const instanceMembers = {
  instanceId: text,
  name: text,
  instanceType: oneOf('production', 'sandbox'),
  provisioningState: text,
  tenantId: orNull(text),
  azureRegion: text,
  expiryTimeUtc: orNull(text),
  createdTimeUtc: text,
  createdBy: text,
};
const instance: Shape = object(instanceMembers);

/** What goes wrong on these routes, in the shape that clients of the public API know. */
export const publishedError: Shape = object({
  httpStatusCode: { type: 'integer' },
  errorCode: text,
  message: text,
  name: text,
  resultSeverity: text,
  params: list(text),
});

export interface PublishedRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly operation: string;
  readonly says: string;
  readonly answer: Shape;
  readonly body?: Shape;
  readonly type?: string;
}

const one = '/v1/instances/{instanceId}';
const assigned = `${one}/rbac/principals/{principalId}/assignment`;

/** The routes of the public API, so that what reads instances and assigns roles there can do it here. */
export const publishedRoutes: readonly PublishedRoute[] = [
  {
    method: 'GET',
    path: '/v1/instances',
    operation: 'listInstances',
    says: 'the instances in which who asks has a role',
    answer: list(instance),
  },
  {
    method: 'POST',
    path: '/v1/instances',
    operation: 'createInstance',
    says: 'makes an instance; administrators of the server alone. Whom an issuer vouches for administers it, whoever came with a token gets a one-time `token` of it, shown this once',
    answer: object({ ...instanceMembers, token: orNull(text) }),
    body: closed({ displayName: text }, { production: { type: 'boolean' }, tenant: orNull(text) }),
  },
  { method: 'GET', path: one, operation: 'getInstance', says: 'one instance', answer: instance },
  {
    method: 'GET',
    path: `${one}/rbac/roles`,
    operation: 'listRoles',
    says: 'the roles that can be assigned',
    answer: list(role),
  },
  { method: 'GET', path: `${one}/rbac/myrole`, operation: 'getMyRole', says: 'the role of who asks', answer: role },
  {
    method: 'GET',
    path: `${one}/rbac/assignments`,
    operation: 'listAssignments',
    says: 'who has which role',
    answer: list(assignment),
  },
  {
    method: 'PUT',
    path: assigned,
    operation: 'putAssignment',
    says: 'gives somebody a role',
    answer: list(assignment),
    body: closed({ roles: list(text) }, { principalId: text, principalType, instanceId: text }),
    type: 'application/json-patch+json',
  },
  {
    method: 'DELETE',
    path: assigned,
    operation: 'deleteAssignment',
    says: 'takes the role of somebody',
    answer: list(assignment),
  },
];
