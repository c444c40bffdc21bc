import { problem } from '../../kernel/problem.ts';

/** What a service is asked with: the platform's own, or one that goes through a proxy. */
export type Fetch = typeof fetch;

interface Asked {
  /** The connection, for what a person is told. */
  readonly name: string;
  /** Whether an unsaid kind of token means a bearer token. */
  readonly kindUnsaid: boolean;
  readonly signal: AbortSignal;
}

const mostBytes = 1_000_000;
const wordForm = /^[\w.-]{1,60}$/;

/**
 * Asks a service, and hands on only an answer that is JSON, in the form that the standard gives it. Every fault on the way
 * is its own problem; nothing of what the service wrote is part of one.
 */
export async function answerOf(ask: Fetch, address: string, init: RequestInit, asked: Asked): Promise<Response> {
  const { name, signal } = asked;
  const { host } = new URL(address);
  const unusable = (says: string) => problem('sign_in.answer', { name, host, says });
  let status = 0;
  let text: string | undefined;
  try {
    // A redirect could lead a secret to somebody else.
    const response = await ask(address, { ...init, redirect: 'manual', signal });
    status = response.status;
    if (status === 429) throw problem('sign_in.throttled', { name, host, after: secondsOf(response) });
    if (status >= 500) throw problem('sign_in.unavailable', { name, host, status });
    text = await textOf(response);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
    if ((error as { code?: string }).code?.startsWith('sign_in.') === true) throw error;
    const told = typeof code === 'string' && wordForm.test(code) ? code : 'no answer';
    throw problem('sign_in.unreachable', { name, host, code: told });
  }
  if (status >= 300 && status < 400) throw unusable('is a redirect, which is not followed');
  if (text === undefined) throw unusable('is longer than a megabyte');
  const found = parsed(text);
  if (found === undefined) throw unusable('is no JSON');
  const body = { ...standardForm(found, asked.kindUnsaid) };
  if (status >= 400 && body.error === undefined) body.error = `HTTP ${status}`;
  if (status === 200 && 'access_token' in body) {
    if (typeof body.token_type !== 'string') throw unusable('does not say what kind of token it gives');
    if (body.token_type.toLowerCase() !== 'bearer') throw problem('sign_in.token_kind', { name, host });
  }
  // Some services tell a failure with a success.
  const told = body.error === undefined ? status : Math.max(status, 400);
  return new Response(JSON.stringify(body), { status: told, headers: { 'content-type': 'application/json' } });
}

async function textOf({ body }: Response): Promise<string | undefined> {
  if (body === null) return '';
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > mostBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

type Body = { [member: string]: unknown };

function parsed(text: string): Body | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}

// Members without a value say nothing, and an ID token is not what is asked for.
function standardForm(found: Body, kindUnsaid: boolean): Body {
  const body = Object.fromEntries(
    Object.entries(found).filter(([member, value]) => value !== null && member !== 'id_token'),
  );
  if (kindUnsaid && body.token_type === undefined) body.token_type = 'bearer';
  if (body.error !== undefined) return { error: errorWord(body.error) };
  return body;
}

// Meta tells an error as an object; its codes 190 and 102 say that a token holds no longer.
function errorWord(error: unknown): string {
  if (typeof error === 'string') return wordForm.test(error) ? error : 'an error of its own';
  const { code, type } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    type?: unknown;
  };
  if (code === 190 || code === 102) return 'invalid_grant';
  return typeof type === 'string' && wordForm.test(type) ? type : 'an error of its own';
}

function secondsOf({ headers }: Response): number | undefined {
  const after = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(after) ? Number(after) : undefined;
}
