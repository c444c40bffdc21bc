import { Hono } from 'hono';
import { getPath } from 'hono/utils/url';
import { isProblem, type Problem, problem } from '../../kernel/problem.ts';
import type { Caller } from '../../model/caller.ts';
import { headers, openPaths, type Route, routes } from '../wire/routes.ts';
import { withoutPlace } from '../wire/sent-problem.ts';
import { jsonAnswer, pageAnswer, problemAnswer } from './answering.ts';
import type { ApiParts, Asked } from './asked.ts';
import { answerAsked, answerQuery, applyMany, applyOne, release } from './managing.ts';
import { openApi } from './open-api.ts';
import { page, pagePolicy } from './page.ts';
import { answerPublished } from './publishing.ts';

interface Known {
  readonly caller: Caller;
  readonly requestId: string;
}

/** The API as a function of a request. It listens nowhere, logs nothing and keeps nothing; that is done around it. */
export function createApi(parts: ApiParts): (request: Request) => Promise<Response> {
  const prefix = new URL(parts.publicUrl).pathname.replace(/\/$/, '');
  const pathOf = (request: Request) => withoutPrefix(getPath(request), prefix);
  const app = new Hono<{ Bindings: Known }>({ getPath: pathOf });
  for (const route of routes) {
    app.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), ({ req, env }) => {
      return dispatch({ parts, request: req.raw, route, path: req.param(), search: searchOf(req.url), ...env });
    });
  }
  app.notFound(({ req }) => {
    const path = pathOf(req.raw);
    const allowed = methodsAt(path);
    if (allowed.length === 0) throw problem('request.no_such_path', { path });
    throw problem('request.method', { method: req.method, path, allowed });
  });
  app.onError((error) => {
    throw error;
  });

  async function answer(request: Request, requestId: string): Promise<Response> {
    const path = pathOf(request);
    if (openPaths.includes(path)) return openly(request, path, requestId, parts);
    const caller = await parts.authenticate(request);
    await judgeSubscription(request, parts);
    return app.fetch(request, { caller, requestId });
  }

  return async (request) => {
    const requestId = requestIdOf(request) ?? parts.newId();
    try {
      return await answer(request, requestId);
    } catch (error) {
      if (!isProblem(error)) parts.fault?.(error, requestId);
      const found: Problem = isProblem(error) ? error : problem('request.failed', { request: requestId });
      return problemAnswer(withoutPlace(found, parts.publicUrl), requestId, isPublished(pathOf(request)));
    }
  };
}

function dispatch(asked: Asked): Promise<Response> {
  const { does } = asked.route;
  switch (does.kind) {
    case 'query':
      return answerQuery(asked, does.query, does.route);
    case 'change':
      return applyOne(asked, does.route);
    case 'published':
      return answerPublished(asked);
    case 'ask':
      return answerAsked(asked);
    case 'changes':
      return applyMany(asked);
    case 'release':
      return release(asked);
  }
}

/** What is told to anybody: that the server is there, and what can be asked of it. */
async function openly(request: Request, path: string, requestId: string, parts: ApiParts): Promise<Response> {
  const about = { [headers.request]: requestId };
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw problem('request.method', { method: request.method, path, allowed: ['GET', 'HEAD'] });
  if (path === '/openapi.json') return jsonAnswer(openApi(parts.publicUrl), 200, about);
  if (path === '/' || path === '/docs') return pageAnswer(page(), pagePolicy);
  if (path === '/readyz')
    await parts.instances.ready().catch((error: unknown) => {
      if (isProblem(error)) throw problem('request.not_ready', {});
      throw error;
    });
  return jsonAnswer(JSON.stringify({ status: 'ok' }), 200, about);
}

async function judgeSubscription(request: Request, { subscriptionKeySums = [] }: ApiParts): Promise<void> {
  if (subscriptionKeySums.length === 0) return;
  const given = request.headers.get(headers.subscription);
  const sum = given === null ? '' : await sumOf(given);
  // What is compared is a sum of what was given, so that how long it takes tells nothing of a key.
  if (!subscriptionKeySums.includes(sum)) throw problem('subscription.needed', {});
}

async function sumOf(text: string): Promise<string> {
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(sum).toString('base64url');
}

// Most addresses have nothing behind them, and taking one apart takes as long as a look-up.
function searchOf(url: string): URLSearchParams {
  return url.includes('?') ? new URL(url).searchParams : new URLSearchParams();
}

function withoutPrefix(path: string, prefix: string): string {
  if (prefix === '' || !(path === prefix || path.startsWith(`${prefix}/`))) return path;
  return path.slice(prefix.length) || '/';
}

function requestIdOf(request: Request): string | undefined {
  const given = request.headers.get(headers.request);
  return given !== null && /^[\w.-]{1,64}$/.test(given) ? given : undefined;
}

const isPublished = (path: string) => /^\/v1\/instances(?:\/[^/]+(?:\/rbac(?:\/.*)?)?)?$/.test(path);

const patterns = routes.map((route: Route) => ({
  method: route.method,
  pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

function methodsAt(path: string): readonly string[] {
  const there = patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  return [...new Set(there)].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}
