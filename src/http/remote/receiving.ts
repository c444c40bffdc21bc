import { printable } from '../../kernel/printable.ts';
import { type Problem, problem } from '../../kernel/problem.ts';
import { readJson } from '../wire/json-text.ts';
import { problemType } from '../wire/sent-problem.ts';

const mib = 2 ** 20;
/** The largest answer that is taken in. */
const largest = 64 * mib;
/** A problem is told in less than this, and of a page of another kind nothing is read. */
const largestProblem = 2 * mib;

/** What came back, as far as it was taken in. */
export interface Got {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly value: unknown;
  readonly retryAfter: string | null;
  readonly location: string | null;
}

/** Takes an answer in, as far as it is one of this service. */
export async function read(response: Response, host: string): Promise<Got> {
  const { status, headers } = response;
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const about = { status, type, retryAfter: headers.get('retry-after'), location: headers.get('location') };
  const good = status >= 200 && status < 300;
  if (!good && type !== problemType) {
    await response.body?.cancel().catch(() => undefined);
    return { ...about, text: '', value: undefined };
  }
  if (good && type !== 'application/json') {
    await response.body?.cancel().catch(() => undefined);
    const kind = type === '' ? 'no kind that it names' : `\`${printable(type).slice(0, 60)}\``;
    throw problem('remote.answer', { host, says: `is of ${kind}, and not JSON` });
  }
  const text = await textOf(response, host, good ? largest : largestProblem);
  const found = readJson(text);
  if (!('value' in found)) throw problem('remote.answer', { host, says: 'is not JSON, or was cut off' });
  return { ...about, text, value: found.value };
}

async function textOf(response: Response, host: string, limit: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      void reader.cancel().catch(() => undefined);
      throw problem('remote.answer', { host, says: `is larger than ${limit / mib} MiB` });
    }
    parts.push(value);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw problem('remote.answer', { host, says: 'is not text in UTF-8' });
  }
}

const troubles: Readonly<Record<string, string>> = {
  ENOTFOUND: 'has no address; look whether its name is right',
  EAI_AGAIN: 'cannot be looked up at the moment',
  ECONNREFUSED: 'refuses connections; look whether the server runs there',
  ECONNRESET: 'broke off',
  EPIPE: 'broke off',
  ETIMEDOUT: 'does not answer',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  UND_ERR_SOCKET: 'broke off',
  UND_ERR_CONNECT_TIMEOUT: 'does not answer',
  CERT_HAS_EXPIRED: 'shows a certificate that has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'shows a certificate of another name',
};

/** What a failed request comes to, in our words: the platform's may quote what was sent. */
export function unreachable(error: unknown, host: string): Problem {
  const code = codeOf(error);
  const certificate = /CERT|SIGNATURE|ISSUER/.test(code) ? 'shows a certificate that is not trusted here' : undefined;
  return problem('remote.unreachable', { host, says: troubles[code] ?? certificate ?? 'cannot be reached' });
}

const passing = new Set(['EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET']);

/** Whether a line broke that may hold the next time. */
export function isBrokenOff(error: unknown): boolean {
  return passing.has(codeOf(error));
}

function codeOf(error: unknown): string {
  for (let at = error, depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth += 1) {
    const { code, cause, errors } = at as { code?: unknown; cause?: unknown; errors?: readonly unknown[] };
    if (typeof code === 'string') return code;
    at = cause ?? errors?.[0];
  }
  return '';
}
