import {
  connection,
  connectionItem,
  dependent,
  dependentDetail,
  dependentInside,
} from '../../model/documents/connection-shapes.ts';
import { documents } from '../../model/documents/documents.ts';
import { vaultReference } from '../../model/documents/key-vault-shapes.ts';
import { count, list, object, oneOf, orNull, type Shape, text, yesNo } from '../../model/documents/shapes.ts';
import type { QueryName } from '../../model/query.ts';
import { roles } from '../../model/user.ts';
import { declaration, entries, environment, keyVault, runItem, storeFinding, who } from './answer-shapes.ts';
import { actions, comparedSecrets } from './change-shapes.ts';
import { closed, type Members } from './closed.ts';
import { dependentFilter, mostRows, paging, runFilter } from './filters.ts';
import { observed } from './observed-shapes.ts';
import { syncRoutes } from './sync-routes.ts';

/** How one question is asked over HTTP, and what its answer holds. */
export interface QueryRoute {
  readonly method: 'GET' | 'POST';
  /** Behind `/v1/instances/{instanceId}/manage`. A member of the input in braces stands in the path. */
  readonly path: string;
  /** What it is for, as the API's own pages say it. */
  readonly says: string;
  readonly required?: Members;
  readonly optional?: Members;
  readonly answer: Shape;
  /** Whether it is answered a page at a time. */
  readonly paged?: true;
  /** Whether its answer is one record, whose revision is its entity tag. */
  readonly record?: true;
}

const names = list(text);
const listOf = (item: Shape): Shape => object({ items: list(item), next: orNull(text), total: count });
const itemsOf = (item: Shape): Shape => object({ items: list(item) });

/** What is only ever asked of an environment of this machine. */
export type WireQueryName = Exclude<QueryName, 'sync.base'>;

/** Every question. From this alone the API, the remote door and the OpenAPI document are made. */
export const queryRoutes: { readonly [Q in WireQueryName]: QueryRoute } = {
  names: {
    method: 'GET',
    path: '/names',
    says: 'names that begin like this, for completion',
    required: {
      kind: oneOf('connection', 'export', 'enrichment', 'user', 'type', 'token'),
      startsWith: text,
      limit: { type: 'integer', minimum: -1, maximum: mostRows },
    },
    optional: { type: text, role: oneOf(...roles), connection: text },
    answer: itemsOf(object({ name: text, displayName: text, type: orNull(text) })),
  },
  whoami: {
    method: 'GET',
    path: '/whoami',
    says: 'who asks, and in which role',
    answer: who,
  },
  can: {
    method: 'GET',
    path: '/can',
    says: 'whether who asks may do something, and why not',
    required: { action: actions },
    optional: { ref: text },
    answer: object({ allowed: yesNo, action: text, why: text }),
  },
  'environment.show': {
    method: 'GET',
    path: '/environment',
    says: 'the environment itself',
    answer: environment,
    record: true,
  },
  'keyvault.show': {
    method: 'GET',
    path: '/keyvault',
    says: 'the key vault that is linked',
    answer: keyVault,
  },
  'keyvault.references': {
    method: 'GET',
    path: '/keyvault/references',
    says: 'every use of a secret of the key vault, and what stops without it',
    optional: { secret: text },
    answer: itemsOf(vaultReference),
  },
  'type.list': { method: 'GET', path: '/types', says: 'the types of its own', answer: itemsOf(declaration) },
  'type.show': {
    method: 'GET',
    path: '/types/{type}',
    says: 'one type, of the catalog or of its own, as it is declared',
    required: { type: text },
    answer: object({ declaration }),
  },
  'connection.list': {
    method: 'GET',
    path: '/connections',
    says: 'connections; contributors see those they may use, by name and type alone',
    optional: {
      type: text,
      purpose: oneOf('export', 'enrichment', 'miscellaneous'),
      shared: oneOf('administrators', 'contributors', 'users'),
      unused: yesNo,
      locked: yesNo,
      status: oneOf('ready', 'awaiting sign-in'),
      usesSecretOf: text,
      search: text,
      ...paging,
    },
    answer: listOf(connectionItem),
    paged: true,
  },
  'connection.show': {
    method: 'GET',
    path: '/connections/{connection}',
    says: 'one connection, by name, id or exact display name',
    required: { connection: text },
    answer: connection,
    record: true,
  },
  'connection.dependents': {
    method: 'GET',
    path: '/connections/{connection}/dependents',
    says: 'the exports and enrichments that use a connection',
    required: { connection: text },
    answer: object({ connection: text, exports: list(object(dependent)), enrichments: list(object(dependent)) }),
  },
  'connection.history': {
    method: 'GET',
    path: '/connections/{connection}/history',
    says: 'the audit entries about a connection, newest first',
    required: { connection: text },
    optional: paging,
    answer: entries,
    paged: true,
  },
  'export.list': {
    method: 'GET',
    path: '/exports',
    says: 'exports, with what who asks may do with each',
    optional: { ...dependentFilter, ...paging },
    answer: listOf(object(dependent)),
    paged: true,
  },
  'export.show': {
    method: 'GET',
    path: '/exports/{dependent}',
    says: 'one export, and what a run of it still lacks',
    required: { dependent: text },
    answer: object(dependentDetail, dependentInside),
    record: true,
  },
  'export.runs': {
    method: 'GET',
    path: '/runs/exports',
    says: 'exports that go by a schedule, and which of them are due',
    optional: runFilter,
    answer: itemsOf(runItem),
  },
  'enrichment.list': {
    method: 'GET',
    path: '/enrichments',
    says: 'enrichments',
    optional: { ...dependentFilter, ...paging },
    answer: listOf(object(dependent)),
    paged: true,
  },
  'enrichment.show': {
    method: 'GET',
    path: '/enrichments/{dependent}',
    says: 'one enrichment, and what a run of it still lacks',
    required: { dependent: text },
    answer: object(dependentDetail, dependentInside),
    record: true,
  },
  'enrichment.runs': {
    method: 'GET',
    path: '/runs/enrichments',
    says: 'enrichments that go by a schedule, and which of them are due',
    optional: runFilter,
    answer: itemsOf(runItem),
  },
  'user.list': {
    method: 'GET',
    path: '/users',
    says: 'users with their roles',
    optional: { role: oneOf(...roles), search: text, principal: text, ...paging },
    answer: documents.UserList as Shape,
    paged: true,
  },
  'token.list': {
    method: 'GET',
    path: '/tokens',
    says: 'API tokens: of who asks, or all of them for those who see inside',
    optional: { search: text, ...paging },
    answer: documents.TokenList as Shape,
    paged: true,
  },
  'audit.list': {
    method: 'GET',
    path: '/audit',
    says: 'the audit trail, newest first',
    optional: { actor: text, action: text, target: text, since: text, refused: yesNo, search: text, ...paging },
    answer: entries,
    paged: true,
  },
  'audit.verify': {
    method: 'GET',
    path: '/audit/verify',
    says: 'whether the audit trail holds together, and holds a head that was kept elsewhere',
    optional: { head: text },
    answer: object({ entries: count, head: text, matches: orNull(yesNo) }),
  },
  'store.check': {
    method: 'GET',
    path: '/check',
    says: 'what a look through the whole store finds',
    answer: object({ findings: list(storeFinding) }),
  },
  'manifest.observe': {
    method: 'POST',
    path: '/manifest/observe',
    says: 'what is live of that which a manifest is about',
    required: {
      names: closed({ connections: names, exports: names, enrichments: names, users: names }),
      displayNames: closed({ connections: names, exports: names, enrichments: names }),
    },
    optional: { owned: text, all: yesNo },
    answer: observed,
  },
  'manifest.secrets': {
    method: 'POST',
    path: '/manifest/secrets',
    says: 'whether secrets that are given are the ones that are kept',
    required: { secrets: comparedSecrets },
    answer: object({ answers: list(oneOf('same', 'changes', 'unknown', 'unset')) }),
  },
  ...syncRoutes,
};
