import type { Clock, NewId } from '../../kernel/ports.ts';
import { printable } from '../../kernel/printable.ts';
import { isProblem, type Problem, problem } from '../../kernel/problem.ts';
import type { SecretValue } from '../../kernel/secret-value.ts';
import { headers as names } from '../wire/routes.ts';
import { problemType } from '../wire/sent-problem.ts';
import { createDeadline } from './deadline.ts';
import { type Got, isBrokenOff, read, unreachable } from './receiving.ts';
import { returnedProblem } from './returned-problem.ts';
import type { ServerAddress } from './server-address.ts';

export interface ExchangeParts {
  readonly address: ServerAddress;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly token: () => Promise<SecretValue>;
  readonly subscriptionKey?: (() => Promise<SecretValue>) | undefined;
  readonly clock: Clock;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly timeoutMs: number;
  readonly newId: NewId;
}

/** One request, and whether asking twice does no more than asking once. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly repeatable: boolean;
  /** Whether something by this name is part of what was asked. */
  readonly asked: (name: string) => boolean;
}

/** The text of a good answer, and its JSON. */
export interface Answer {
  readonly value: unknown;
  readonly text: string;
}

export interface Exchange {
  ask(it: Ask): Promise<Answer>;
  close(): void;
}

const passing = new Set([429, 502, 503, 504]);
/** How often a line that breaks is tried; a server that answers is waited for as long as there is time. */
const breaks = 6;
/** The same for one that never answered in this run: whoever mistyped an address is not kept waiting. */
const firstBreaks = 3;

/** Requests to one server: one deadline, no redirect, and nothing repeated that is not safe to repeat. */
export function createExchange(parts: ExchangeParts): Exchange {
  const { address, clock, pause, timeoutMs } = parts;
  const { host } = address;
  const deadline = createDeadline(clock, timeoutMs);
  const closing = new AbortController();
  let answered = false;

  async function ask(it: Ask): Promise<Answer> {
    for (let attempt = 0; ; attempt += 1) {
      const sent = await headersOf(it);
      const outcome = await deadline.during(() => inTime((signal) => once(it, sent, signal)));
      if (!('again' in outcome)) {
        deadline.renew();
        return outcome;
      }
      const wait = outcome.after ?? backOff(attempt, parts.newId);
      const hopeless = outcome.broken && attempt + 1 >= (answered ? breaks : firstBreaks);
      if (!it.repeatable || hopeless || wait >= deadline.left()) throw outcome.again;
      await deadline.during(() => inTime((signal) => pause(wait, signal)));
    }
  }

  async function headersOf({ body, headers = {} }: Ask): Promise<Record<string, string>> {
    const key = parts.subscriptionKey;
    return {
      ...headers,
      accept: 'application/json',
      authorization: `Bearer ${sendable(await parts.token())}`,
      ...(key === undefined ? {} : { [names.subscription]: sendable(await key()) }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
  }

  // What cannot stand in a header is quoted by the platform where it refuses it.
  function sendable(secret: SecretValue): string {
    const plain = secret.reveal();
    if (!/^[\x21-\x7e]+$/.test(plain)) throw problem('remote.not_signed_in', { host });
    return plain;
  }

  /** Ends with the deadline, or when the door is closed, whatever the other end does. */
  async function inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const left = deadline.left();
    const late = () => problem('remote.late', { host, seconds: Math.round(timeoutMs / 1000) });
    if (closing.signal.aborted) throw problem('interrupted', {});
    if (left <= 0) throw late();
    const ending = new AbortController();
    const over = new Promise<never>((_, reject) => {
      const end = (found: Problem) => {
        ending.abort();
        reject(found);
      };
      closing.signal.addEventListener('abort', () => end(problem('interrupted', {})), { signal: ending.signal });
      void pause(left, ending.signal).then(() => ending.signal.aborted || end(late()));
    });
    try {
      return await Promise.race([over, work(ending.signal)]);
    } finally {
      ending.abort();
    }
  }

  type Again = { readonly again: Problem; readonly after?: number | undefined; readonly broken?: true };
  async function once(it: Ask, headers: Record<string, string>, signal: AbortSignal): Promise<Answer | Again> {
    let got: Got;
    try {
      const { method, path, body } = it;
      const init = { method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body }) } as const;
      got = await read(await parts.fetch(`${address.base}${path}`, init), host);
    } catch (error) {
      if (isProblem(error)) throw error;
      const found = unreachable(error, host);
      if (isBrokenOff(error)) return { again: found, broken: true };
      throw found;
    }
    answered = true;
    const { status, type, value, text, retryAfter } = got;
    if (status >= 300 && status < 400) throw redirected(got, host);
    if (status < 300) return { value, text };
    const found = type === problemType ? returnedProblem(value, { host, status, asked: it.asked }) : bare(status, host);
    const over = passing.has(status) && (type !== problemType || found.retryable || found.code === 'remote.refused');
    if (!over) throw found;
    return { again: found, after: waitOf(retryAfter, clock) };
  }

  return { ask, close: () => closing.abort() };
}

function redirected({ location }: Got, host: string): Problem {
  const to =
    location !== null && URL.canParse(location, `https://${host}`) ? new URL(location, `https://${host}`) : undefined;
  return problem('remote.redirected', { host, to: printable(to?.host || 'another address').slice(0, 200) });
}

// What stands before a server has other words for the same.
function bare(status: number, host: string): Problem {
  if (status === 401) return problem('remote.not_signed_in', { host });
  if (passing.has(status)) return problem('remote.busy', { host, status });
  return problem('remote.refused', { host, status, says: '' });
}

/** Seconds, or a moment, as the standard allows both. */
function waitOf(retryAfter: string | null, clock: Clock): number | undefined {
  if (retryAfter === null) return undefined;
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.parse(clock());
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

// Doubles up to ten seconds. An id has dice in it, which spread those who wait for the same server.
function backOff(attempt: number, newId: NewId): number {
  const spread = [...newId()].reduce((sum, mark) => (sum * 31 + mark.charCodeAt(0)) % 1024, 7) / 1024;
  return Math.min(10_000, 200 * 2 ** attempt) * (0.5 + spread / 2);
}
