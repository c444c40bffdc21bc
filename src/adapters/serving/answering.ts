import { faultOf } from '../../kernel/fault.ts';
import type { NewId } from '../../kernel/ports.ts';
import { isProblem, type Problem, problem, problemDocument } from '../../kernel/problem.ts';
import { signInPath } from '../../model/sign-in-offer.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Peer } from './peer.ts';

/** Answers a request; `local` is somebody on this machine itself. */
export type Answer = (request: Request, peer: Peer) => Promise<Response>;

export interface AnsweringParts {
  readonly api: (request: Request, peer: Peer) => Promise<Response>;
  readonly refusal: (peer: Peer, headers: Headers) => Problem | undefined;
  /** What anybody may know of the server. */
  readonly description: object;
  readonly routeOf: (path: string) => string;
  /** Who a request turned out to be from, once that is known. */
  readonly callerOf: (request: Request) => string | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly newId: NewId;
  readonly nowMs: () => number;
  /** Whether metrics are told on this port, to who asks from this machine. */
  readonly tellsMetrics: boolean;
}

const own: ReadonlySet<string> = new Set(['/metrics', signInPath]);

/** Everything around an API that is not the API: who may ask, ids, logs, metrics, and the questions of whoever runs it. */
export function createAnswering(parts: AnsweringParts): Answer {
  const { log, metrics, nowMs } = parts;
  return async (request, peer) => {
    const began = nowMs();
    metrics.begin();
    const given = idOf(request.headers.get('x-request-id'));
    const { pathname } = new URL(request.url);
    const route = own.has(pathname) ? pathname : parts.routeOf(pathname);
    const method = methods.has(request.method) ? request.method : 'OTHER';
    const answered = await respond(request, peer, pathname).catch((error: unknown) => {
      if (isProblem(error)) return refused(error);
      log.event('error', 'fault', { ...(given === undefined ? {} : { requestId: given }), ...faultOf(error) });
      return refused(problem('bug', faultOf(error)));
    });
    const requestId = answered.headers.get('x-request-id') ?? given ?? parts.newId();
    const response = withHeaders(answered, requestId, peer);
    const ms = Math.round((nowMs() - began) * 10) / 10;
    const caller = parts.callerOf(request) ?? null;
    metrics.end(method, route, response.status, ms);
    log.request({ requestId, method, route, status: response.status, ms, caller });
    return response;
  };

  async function respond(request: Request, peer: Peer, path: string): Promise<Response> {
    const refusal = parts.refusal(peer, request.headers);
    if (refusal !== undefined) return refused(refusal);
    if (!own.has(path)) return parts.api(request, peer);
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
    if (path === signInPath) return Response.json(parts.description);
    return parts.tellsMetrics && peer.local ? told(metrics) : new Response(null, { status: 404 });
  }
}

/** Metrics and nothing else, for an address of their own. */
export function metricsAlone(metrics: Metrics): Answer {
  return async (request) => {
    const asked = new URL(request.url).pathname === '/metrics' && request.method === 'GET';
    return asked ? told(metrics) : new Response(null, { status: 404 });
  };
}

async function told(metrics: Metrics): Promise<Response> {
  const { type, body } = await metrics.text();
  return new Response(body, { headers: { 'content-type': type } });
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function refused(found: Problem): Response {
  return new Response(JSON.stringify(problemDocument(found)), {
    status: found.status,
    headers: { 'content-type': 'application/problem+json', ...(found.retryable ? { 'retry-after': '1' } : {}) },
  });
}

// One that looks like an id and like nothing else, because it goes into the log.
function idOf(given: string | null): string | undefined {
  return given !== null && /^[\w.-]{1,64}$/.test(given) ? given : undefined;
}

function withHeaders(response: Response, requestId: string, peer: Peer): Response {
  const { headers } = response;
  headers.set('x-request-id', requestId);
  headers.set('x-content-type-options', 'nosniff');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (peer.scheme === 'https') headers.set('strict-transport-security', 'max-age=31536000');
  return response;
}
