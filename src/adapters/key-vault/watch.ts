import type { SecretClientOptions } from '@azure/keyvault-secrets';
import { isProblem, type Problem, problem } from '../../kernel/problem.ts';

type Policy = NonNullable<SecretClientOptions['additionalPolicies']>[number]['policy'];

/** What one attempt met on the wire. Faults are told by this alone: the text of an error may quote a secret. */
export interface Met {
  status: number | undefined;
  /** `Forbidden`, and what it stands for, such as `ForbiddenByRbac`. */
  code: string | undefined;
  inner: string | undefined;
  /** The service's own number of a fault, such as AKV10032 or AADSTS7000215. */
  number: string | undefined;
  retryAfterSeconds: number | undefined;
  requestId: string | undefined;
  /** Whether a token went with the request. */
  authorized: boolean;
  /** Why no answer came, such as ENOTFOUND. */
  network: string | undefined;
  /** What we refused ourselves; the packages may hide it. */
  refusal: Problem | undefined;
}

export function nothingMet(): Met {
  return {
    status: undefined,
    code: undefined,
    inner: undefined,
    number: undefined,
    retryAfterSeconds: undefined,
    requestId: undefined,
    authorized: false,
    network: undefined,
    refusal: undefined,
  };
}

/** Keeps what comes back to a request, for whoever asked with that signal, and ends one that is never answered. */
export function watching(metBy: (signal: unknown) => Met | undefined, deadlineMs: number): Policy {
  return {
    name: 'cinchWatching',
    async sendRequest(request, next) {
      const met = metBy(request.abortSignal) ?? nothingMet();
      Object.assign(met, nothingMet());
      request.timeout = deadlineMs;
      met.authorized = request.headers.has('authorization');
      try {
        const response = await next(request);
        met.status = response.status;
        met.requestId = shortWord(response.headers.get('x-ms-request-id'));
        met.retryAfterSeconds = secondsOf(response.headers.get('retry-after'));
        Object.assign(met, faultIn(response.bodyAsText ?? ''));
        return response;
      } catch (error) {
        if (isProblem(error)) met.refusal = error;
        else met.network = networkCode(error);
        throw error;
      }
    },
  };
}

/** Lets nothing go to another host than the one that was named, wherever an answer points: a token would go with it. */
export function stayingAt(origin: string, vault: string): Policy {
  return {
    name: 'cinchStaying',
    async sendRequest(request, next) {
      if (originOf(request.url) !== origin) throw problem('keyvault.foreign', { vault });
      const response = await next(request);
      const onward = nextLinkIn(response.bodyAsText ?? '');
      if (onward !== undefined && originOf(onward) !== origin) throw problem('keyvault.foreign', { vault });
      return response;
    },
  };
}

/** Lets nothing through but reading (R30), so that no body can leave, before a token or after. */
export function onlyReading(): Policy {
  return {
    name: 'cinchOnlyReading',
    async sendRequest(request, next) {
      if (request.method !== 'GET' || (request.body ?? null) !== null) throw new Error('a key vault is only read');
      return next(request);
    },
  };
}

/** Lets nothing through but looking up one key, wrapping and unwrapping with it: no key is made, changed or taken out. */
export function onlyWrapping(key: string): Policy {
  const one = `/keys/${key}(?:/[0-9a-f]{32})?`;
  const looks = new RegExp(`^${one}/?$`);
  const wraps = new RegExp(`^${one}/(?:un)?wrapkey$`);
  return {
    name: 'cinchOnlyWrapping',
    async sendRequest(request, next) {
      const { pathname } = new URL(request.url);
      const may = request.method === 'GET' ? looks : wraps;
      if (!['GET', 'POST'].includes(request.method) || !may.test(pathname))
        throw new Error('a key is only wrapped with');
      return next(request);
    },
  };
}

/** Answers for the vault that the key itself cannot be had, so that the vault does the work, and judges whether the key still opens. */
export function withoutKeyItself(): Policy {
  return {
    name: 'cinchWithoutKeyItself',
    async sendRequest(request, next) {
      if (request.method !== 'GET') return next(request);
      const { headers } = request;
      return { request, headers, status: 403, bodyAsText: '{"error":{"code":"Forbidden","message":""}}' };
    },
  };
}

// Where a list goes on, as it would be asked for next.
function nextLinkIn(body: string): string | undefined {
  try {
    const { nextLink } = JSON.parse(body) as { nextLink?: unknown };
    return typeof nextLink === 'string' ? nextLink : undefined;
  } catch {
    return undefined;
  }
}

function originOf(url: string): string {
  try {
    const { origin, username, password } = new URL(url);
    return username === '' && password === '' ? origin : '';
  } catch {
    return '';
  }
}

// Only words of a known shape are kept of what was answered.
function faultIn(body: string): Pick<Met, 'code' | 'inner' | 'number'> {
  const number = /\b(?:AKV|AADSTS)\d{4,8}\b/.exec(body.slice(0, 20_000))?.[0];
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown; innererror?: { code?: unknown } } };
    return { code: shortWord(error?.code ?? error), inner: shortWord(error?.innererror?.code), number };
  } catch {
    return { code: undefined, inner: undefined, number };
  }
}

function shortWord(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
}

function secondsOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,9}$/.test(header.trim()) ? Number(header) : undefined;
}

function networkCode(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return shortWord(cause?.code) ?? shortWord(code) ?? 'unknown';
}
