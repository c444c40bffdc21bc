import { type CryptoKey, createLocalJWKSet, type JWSHeaderParameters, type LocalJWKSet } from 'jose';
import { problem } from '../../kernel/problem.ts';
import { refused } from './refusal.ts';

export type Fetch = typeof fetch;

export interface KeyPorts {
  readonly ask: Fetch;
  /** The time in milliseconds. */
  readonly nowMs: () => number;
}

interface From {
  readonly issuer: string;
  readonly keys?: string;
}

/** The key that a token names, out of those its issuer publishes. */
export type FindKey = (header: JWSHeaderParameters) => Promise<CryptoKey>;

/** How soon keys are asked for again after any attempt: what a flood of unknown keys costs the issuer. */
const cooldownMs = 30_000;
/** How old keys may be before they are looked at anew, and how old where the issuer cannot be reached. */
const [freshMs, longestMs] = [10 * 60_000, 24 * 3_600_000];
const answerMs = 5000;
const mostBytes = 500_000;

/** Keys of one issuer, from the address that it or the configuration tells, kept while it is out of reach. */
export function createKeys({ issuer, keys: address }: From, { ask, nowMs }: KeyPorts): FindKey {
  const { host } = new URL(issuer);
  let known: LocalJWKSet | undefined;
  let [fetchedAt, triedAt] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let fetching: Promise<void> | undefined;

  async function jsonAt(from: string): Promise<Record<string, unknown>> {
    // A redirect could lead to keys of somebody else's.
    const answer = await ask(from, { redirect: 'manual', signal: AbortSignal.timeout(answerMs) });
    if (answer.status !== 200) throw new Error('no answer');
    return JSON.parse(await limited(answer)) as Record<string, unknown>;
  }

  async function keysAddress(): Promise<string> {
    if (address !== undefined) return address;
    const found = await jsonAt(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (found.issuer !== issuer || !isSafe(found.jwks_uri, issuer)) throw new Error('not of this issuer');
    return found.jwks_uri;
  }

  async function renew(): Promise<void> {
    triedAt = nowMs();
    try {
      known = createLocalJWKSet((await jsonAt(await keysAddress())) as never);
      fetchedAt = nowMs();
    } catch {
      // Told by what is known from then on: whoever asked meets keys that are kept, or none.
    }
  }

  /** Asks again unless that was just done; all who wait for it wait for the same answer. */
  async function renewed(): Promise<void> {
    if (fetching === undefined && nowMs() - triedAt < cooldownMs) return;
    fetching ??= renew().finally(() => {
      fetching = undefined;
    });
    await fetching;
  }

  const waiting = () => {
    const seconds = Math.max(1, Math.ceil((triedAt + cooldownMs - nowMs()) / 1000));
    return problem('token.unjudged', { host, seconds }, { retryAfter: seconds });
  };

  async function find(header: JWSHeaderParameters): Promise<CryptoKey | undefined> {
    if (known === undefined || nowMs() - fetchedAt > longestMs) throw waiting();
    try {
      return await known(header);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'ERR_JWKS_NO_MATCHING_KEY') return undefined;
      throw refused('key');
    }
  }

  return async (header) => {
    const asked = triedAt;
    if (nowMs() - fetchedAt > freshMs) await renewed();
    const found = await find(header);
    if (found !== undefined) return found;
    await renewed();
    const again = await find(header);
    if (again !== undefined) return again;
    // Just asked, and the issuer has no such key; or it may have one by now, and it is too soon to ask.
    if (triedAt !== asked && fetchedAt >= triedAt) throw refused('key');
    throw waiting();
  };
}

async function limited({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.length;
    if (length > mostBytes) throw new Error('too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** HTTPS, or this machine itself where the issuer is here too. */
export function isSafe(address: unknown, issuer: string): address is string {
  if (typeof address !== 'string' || !URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname) && issuer.startsWith('http:'));
}
