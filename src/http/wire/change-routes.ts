import { oneOf, type Shape, text } from '../../model/documents/shapes.ts';
import type { ReleaseRequest } from '../../model/release.ts';
import type { WireChangeName } from './change-shapes.ts';
import { closed } from './closed.ts';

/** A plain verb on one thing: it is applied as a list of one change, or of two where a name changes as well. */
export interface ChangeRoute {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Behind `/v1/instances/{instanceId}/manage`. A member of the change in braces stands in the path. */
  readonly path: string;
  readonly change: WireChangeName;
  readonly says: string;
  /** Its members may stand in the same body. */
  readonly also?: WireChangeName;
  /** Whether `If-Match` has to say which revision it is about. */
  readonly guarded?: true;
}

const guarded = true as const;

function ofDependents(kind: 'export' | 'enrichment'): readonly ChangeRoute[] {
  const all = `/${kind}s`;
  const one = `${all}/{dependent}`;
  return [
    { method: 'POST', path: all, change: `${kind}.add`, says: `adds an ${kind}` },
    { method: 'PATCH', path: one, change: `${kind}.edit`, says: `edits an ${kind}`, guarded },
    { method: 'DELETE', path: one, change: `${kind}.remove`, says: `removes an ${kind}`, guarded },
    { method: 'POST', path: `${one}/connect`, change: `${kind}.connect`, says: `gives an ${kind} a connection` },
    { method: 'POST', path: `${one}/ran`, change: `${kind}.ran`, says: 'tells how a run ended' },
  ];
}

const one = '/connections/{connection}';

/** Every plain verb. `POST …/changes` takes the same changes, as many as are wanted at once. */
export const changeRoutes: readonly ChangeRoute[] = [
  { method: 'POST', path: '/connections', change: 'connection.add', says: 'adds a connection' },
  {
    method: 'PATCH',
    path: one,
    change: 'connection.edit',
    also: 'connection.rename',
    says: 'edits a connection',
    guarded,
  },
  { method: 'DELETE', path: one, change: 'connection.remove', says: 'removes a connection that nothing uses', guarded },
  { method: 'POST', path: `${one}/rename`, change: 'connection.rename', says: 'renames a connection' },
  { method: 'POST', path: `${one}/share`, change: 'connection.share', says: 'lets others use a connection' },
  { method: 'POST', path: `${one}/unshare`, change: 'connection.unshare', says: 'no longer lets others use it' },
  { method: 'POST', path: `${one}/lock`, change: 'connection.lock', says: 'keeps a connection from changes' },
  { method: 'POST', path: `${one}/unlock`, change: 'connection.unlock', says: 'lets it be changed again' },
  { method: 'POST', path: `${one}/tested`, change: 'connection.tested', says: 'tells what a live test found' },
  { method: 'POST', path: `${one}/sign-in`, change: 'connection.sign-in', says: 'keeps what a sign-in left behind' },
  { method: 'POST', path: `${one}/refresh`, change: 'connection.refresh', says: 'replaces a token that was used' },
  ...ofDependents('export'),
  {
    method: 'POST',
    path: '/exports/{dependent}/disconnect',
    change: 'export.disconnect',
    says: 'takes its connection from an export, which stops it',
  },
  ...ofDependents('enrichment'),
  {
    method: 'POST',
    path: '/enrichments/{dependent}/activate',
    change: 'enrichment.activate',
    says: 'starts an enrichment',
  },
  {
    method: 'POST',
    path: '/enrichments/{dependent}/deactivate',
    change: 'enrichment.deactivate',
    says: 'stops an enrichment',
  },
  { method: 'POST', path: '/users', change: 'user.add', says: 'adds a user with a role' },
  { method: 'PATCH', path: '/users/{user}', change: 'user.edit', says: 'edits a user', guarded },
  { method: 'DELETE', path: '/users/{user}', change: 'user.remove', says: 'removes a user', guarded },
  { method: 'POST', path: '/tokens', change: 'token.create', says: 'takes a new API token, by the sum of its secret' },
  { method: 'DELETE', path: '/tokens/{token}', change: 'token.revoke', says: 'ends an API token at once' },
  { method: 'POST', path: '/types', change: 'type.add', says: 'adds a type of its own' },
  { method: 'DELETE', path: '/types/{type}', change: 'type.remove', says: 'removes a type of its own' },
  { method: 'PATCH', path: '/environment', change: 'environment.edit', says: 'edits the environment', guarded },
  { method: 'PUT', path: '/keyvault', change: 'keyvault.link', says: 'links a key vault' },
  { method: 'DELETE', path: '/keyvault', change: 'keyvault.unlink', says: 'unlinks the key vault' },
];

const why = { reason: text };
const tos = ['test', 'exec', 'authorize'] as const satisfies readonly ReleaseRequest['to'][];

/** `POST …/releases`. */
export const releaseRequest: Shape = {
  type: 'object',
  required: ['to'],
  discriminator: { propertyName: 'to' },
  oneOf: [
    closed({ to: oneOf(...tos), connection: text }, why),
    closed(
      { to: { const: 'run' }, kind: oneOf('export', 'enrichment'), dependent: text },
      { due: { const: true }, run: text, ...why },
    ),
  ],
};
