import type { Problem } from '../../kernel/problem.ts';
import { headers } from '../wire/routes.ts';
import { problemType, sentProblem, statusOf } from '../wire/sent-problem.ts';

/** What every answer carries: nothing is kept on the way, and nothing is taken for what it is not. */
const always = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

export function jsonAnswer(body: string, status: number, more: Record<string, string>): Response {
  return new Response(body, { status, headers: { ...always, 'content-type': 'application/json', ...more } });
}

/** The answer to whoever has this already. */
export function unchangedAnswer(more: Record<string, string>): Response {
  return new Response(null, { status: 304, headers: { ...always, ...more } });
}

export function pageAnswer(html: string, policy: string): Response {
  return new Response(html, {
    headers: {
      ...always,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-frame-options': 'DENY',
    },
  });
}

/** A problem, as its document or in the shape of the public API. */
export function problemAnswer(found: Problem, requestId: string, published: boolean): Response {
  const status = statusOf(found);
  const { allowed } = found.params as { allowed?: readonly string[] };
  const wait = found.members.retryAfter ?? (status === 503 ? 1 : undefined);
  const body = published ? publishedError(found, status) : sentProblem(found);
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...always,
      'content-type': published ? 'application/json' : problemType,
      [headers.request]: requestId,
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(status === 405 && allowed !== undefined ? { allow: allowed.join(', ') } : {}),
      ...(wait === undefined ? {} : { 'retry-after': String(wait) }),
    },
  });
}

function publishedError(found: Problem, status: number): object {
  const { params, code, detail, title } = found;
  const plain = Object.values(params).filter((it) => typeof it === 'string' || typeof it === 'number');
  return {
    httpStatusCode: status,
    errorCode: code,
    message: detail,
    name: title,
    resultSeverity: 'error',
    params: plain.map(String),
  };
}

/**
 * The entity tag of an answer: the revision first, where it is a record, which is what `If-Match` is about; behind it a
 * mark of the text, because what stands beside a revision, such as the last test, moves without it.
 */
export function tagOf(text: string, revision: unknown): string {
  let [one, other] = [0x9e3779b9, 0x85ebca6b];
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charCodeAt(at);
    one = Math.imul(one ^ mark, 0x9e3779b1);
    other = Math.imul(other ^ mark, 0x5f356495);
  }
  one ^= other >>> 15;
  const mark = `${(one >>> 0).toString(36)}${(other >>> 0).toString(36)}`;
  return typeof revision === 'number' ? `"${revision}.${mark}"` : `"${mark}"`;
}

/** Whether a tag is among those that whoever asks has already. */
export function isAmong(tag: string, given: string | null): boolean {
  if (given === null) return false;
  return given.split(',').some((it) => it.trim() === '*' || it.trim().replace(/^W\//, '') === tag);
}
