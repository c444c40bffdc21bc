import { entry } from './entry.ts';
import { count, tick } from './phrases.ts';

/** What a server says of a request that is none of its own, before any rule of the product is asked. */
export const requestProblems = {
  'request.no_such_path': entry<{ path: string }>({
    title: 'There is nothing at this address',
    status: 404,
    exit: 6,
    detail: ({ path }) => `there is nothing at ${tick(path)}; what there is stands in ${tick('/openapi.json')}`,
  }),
  'request.method': entry<{ method: string; path: string; allowed: readonly string[] }>({
    title: 'This address takes another method',
    status: 405,
    exit: 2,
    detail: ({ method, path, allowed }) => `${tick(path)} takes ${allowed.join(', ')}, not ${tick(method)}`,
  }),
  'request.content_type': entry<{ wanted: string }>({
    title: 'The body is of another kind than is taken here',
    status: 415,
    exit: 2,
    detail: ({ wanted }) => `the body has to be ${tick(wanted)}, and its header has to say so`,
  }),
  'request.too_large': entry<{ kib: number }>({
    title: 'The request is too large',
    status: 413,
    exit: 2,
    detail: ({ kib }) =>
      `the body is larger than ${kib < 1024 ? `${kib} KiB` : `${kib / 1024} MiB`}; send what it holds in parts`,
  }),
  'request.syntax': entry<{ says: string }>({
    title: 'The body cannot be read',
    status: 400,
    exit: 2,
    detail: ({ says }) => `the body ${says}`,
  }),
  'request.refused': entry<{ count: number }>({
    title: 'The request is not one that is taken here',
    status: 400,
    exit: 2,
    detail: ({ count: n }) =>
      `${count(n, 'member')} of the request cannot be taken; what can stands in \`/openapi.json\``,
  }),
  'request.unguarded': entry<{ method: string }>({
    title: 'Which revision it is about has to be said',
    status: 428,
    exit: 3,
    detail: ({ method }) =>
      `${tick(method)} takes a header ${tick('If-Match')} with the entity tag that was read before, so that nobody's work is lost`,
  }),
  'request.failed': entry<{ request: string }>({
    title: 'A fault in the server itself',
    status: 500,
    exit: 1,
    detail: ({ request }) => `this is a fault in the server, and its log knows more under request ${tick(request)}`,
  }),
  'request.not_ready': entry<Record<never, never>>({
    title: 'The server cannot answer now',
    status: 503,
    exit: 12,
    retryable: true,
    detail: () => 'the server cannot reach what it keeps its environments in; try again in a moment',
  }),
  'release.off': entry<Record<never, never>>({
    title: 'Stored secrets never leave this server',
    status: 403,
    exit: 11,
    detail: () => 'this server hands out no stored secrets; use a connection whose secrets are in the key vault',
    fix: () => ['cinch help keyvault'],
  }),
  'subscription.needed': entry<Record<never, never>>({
    title: 'A subscription key is needed',
    status: 401,
    exit: 4,
    detail: () => 'this server takes a subscription key beside the token, and none that it knows was given',
  }),
};
