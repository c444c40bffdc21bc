import { oneOf, type Shape, yesNo } from '../../model/documents/shapes.ts';
import { applied, release } from './answer-shapes.ts';
import { type ChangeRoute, changeRoutes, releaseRequest } from './change-routes.ts';
import { changeList, changeShapes, ofAll } from './change-shapes.ts';
import { closed, type Members } from './closed.ts';
import { type PublishedRoute, publishedError, publishedRoutes } from './published-routes.ts';
import { type QueryRoute, queryRoutes, type WireQueryName } from './query-routes.ts';

/** What a route does, for whoever answers it. */
export type Does =
  | { readonly kind: 'query'; readonly query: WireQueryName; readonly route: QueryRoute }
  | { readonly kind: 'change'; readonly route: ChangeRoute }
  | { readonly kind: 'ask' | 'changes' | 'release' }
  | { readonly kind: 'published'; readonly route: PublishedRoute };

/** One method at one address. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` for what differs. */
  readonly path: string;
  readonly operation: string;
  readonly says: string;
  readonly does: Does;
  readonly query: Members;
  readonly needed: readonly string[];
  readonly body?: { readonly shape: Shape; readonly type: string };
  readonly answer: Shape;
  readonly problem?: Shape;
  /** Whether it takes `Idempotency-Key`, and `?dryRun=true`. */
  readonly writes?: true;
  readonly guarded?: true;
}

/** Everything about one instance but its roles. */
export const manage = '/v1/instances/{instanceId}/manage';

/** The names that stand in a path. */
export const namesIn = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);

const json = 'application/json';
const camel = (name: string) => name.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase());
const without = (members: Members, names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));

const dated = { environmentRevision: { type: 'integer' } };
function ofQuery(query: WireQueryName, route: QueryRoute): Route {
  const { method, path, says, required = {}, optional = {} } = route;
  const inPath = namesIn(path);
  const inQuery = method === 'GET';
  return {
    method,
    path: `${manage}${path}`,
    operation: camel(query),
    says,
    does: { kind: 'query', query, route },
    query: inQuery ? without({ ...required, ...optional }, inPath) : {},
    needed: inQuery ? Object.keys(required).filter((name) => !inPath.includes(name)) : [],
    ...(inQuery ? {} : { body: { shape: closed(required, optional), type: json } }),
    answer: { ...route.answer, properties: { ...(route.answer.properties as object), ...dated } },
  };
}

/** What the body of a plain verb may hold: the change, but for what stands in the path and in headers. */
export function bodyOf({ path, change, also, method }: ChangeRoute): Shape | undefined {
  const { required, optional = {} } = changeShapes[change];
  const more = also === undefined ? {} : (changeShapes[also].optional ?? {});
  const taken = [...namesIn(path), 'ifRevision'];
  const shape = closed(without(required, taken), without({ ...more, ...optional, ...ofAll }, taken));
  return method === 'DELETE' ? undefined : shape;
}

function ofChange(route: ChangeRoute): Route {
  const shape = bodyOf(route);
  return {
    method: route.method,
    path: `${manage}${route.path}`,
    operation: camel(route.change),
    says: route.says,
    does: { kind: 'change', route },
    query: { dryRun: yesNo },
    needed: [],
    ...(shape === undefined ? {} : { body: { shape, type: json } }),
    answer: applied,
    writes: true,
    ...(route.guarded === undefined ? {} : { guarded: true }),
  };
}

function ofPublished(route: PublishedRoute): Route {
  const { method, path, operation, says, answer, body, type = json } = route;
  return {
    method,
    path,
    operation,
    says,
    does: { kind: 'published', route },
    query: {},
    needed: [],
    ...(body === undefined ? {} : { body: { shape: body, type } }),
    answer,
    problem: publishedError,
  };
}

const many = { query: {}, needed: [], method: 'POST' } as const;

/** Every route there is. The API answers these, the remote door asks them, and the OpenAPI document lists them. */
export const routes: readonly Route[] = [
  ...(Object.entries(queryRoutes) as [WireQueryName, QueryRoute][]).map(([name, route]) => ofQuery(name, route)),
  {
    ...many,
    path: `${manage}/query`,
    operation: 'query',
    says: 'any question above, where its input does not fit into an address',
    does: { kind: 'ask' },
    body: { shape: closed({ query: oneOf(...Object.keys(queryRoutes)), input: { type: 'object' } }), type: json },
    answer: { type: 'object' },
  },
  {
    ...many,
    path: `${manage}/changes`,
    operation: 'applyChanges',
    says: 'applies a list of changes, all or none',
    does: { kind: 'changes' },
    query: { dryRun: yesNo },
    body: { shape: changeList, type: json },
    answer: applied,
    writes: true,
  },
  {
    ...many,
    path: `${manage}/releases`,
    operation: 'release',
    says: 'hands out what a connection holds, to be used at once',
    does: { kind: 'release' },
    body: { shape: releaseRequest, type: json },
    answer: release,
  },
  ...changeRoutes.map(ofChange),
  ...publishedRoutes.map(ofPublished),
];

/** Headers that carry what is no member of a body. */
export const headers = {
  environmentRevision: 'Cinch-Environment-Revision',
  idempotencyKey: 'Idempotency-Key',
  reason: 'Cinch-Reason',
  request: 'X-Request-Id',
  subscription: 'Ocp-Apim-Subscription-Key',
} as const;

/** What may be asked without saying who asks. */
export const openPaths: readonly string[] = ['/', '/docs', '/healthz', '/readyz', '/openapi.json'];
