import { type CompactJWSHeaderParameters, decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../../kernel/ports.ts';
import { isProblem, problem } from '../../kernel/problem.ts';
import type { Identity } from '../../model/caller.ts';
import { entraTenant } from '../../model/entra-tenant.ts';
import { identityOf } from './identity-of.ts';
import { type TrustedIssuer, usualAlgorithms } from './issuer.ts';
import { createKeys, type Fetch, isSafe } from './keys.ts';
import { type Reason, refused } from './refusal.ts';

export interface VerifierParts extends TrustedIssuer {
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** Who an access token tells, or the refusal that says no more than that. */
export type Verify = (token: string) => Promise<Identity>;

const longestToken = 8192;
const skewSeconds = 60;
/** Longer than any issuer makes an access token last, those that are revoked by events included. */
const longestLifeSeconds = 28 * 3600;
const form = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Judges access tokens of one issuer. Issuer, audience, algorithms and where keys come from are fixed here; of a token
 * nothing is believed before its signature holds, and where the keys cannot be had it is not said to be wrong.
 */
export function createVerifier(parts: VerifierParts): Verify {
  const { issuer, audience, clock } = parts;
  const tenant = settledTenant(parts);
  const algorithms = [...(parts.algorithms ?? usualAlgorithms)];
  const nowMs = () => Date.parse(clock());
  const keyOf = createKeys(parts, { ask: parts.fetch, nowMs });

  /** What needs no key: a token that is not for here never makes the server ask for one. */
  function judgeUnsigned(token: string): void {
    if (token.length > longestToken) throw refused('too-long');
    if (!form.test(token)) throw refused('form');
    const header = decoded(() => decodeProtectedHeader(token) as CompactJWSHeaderParameters);
    if (!(algorithms as string[]).includes(header.alg)) throw refused('algorithm');
    if (header.typ !== undefined && !/^(?:application\/)?(?:at\+)?jwt$/i.test(String(header.typ)))
      throw refused('type');
    const claims = decoded(() => decodeJwt(token));
    if (claims.iss !== issuer) throw refused('issuer');
    if (![claims.aud].flat().includes(audience)) throw refused('audience');
  }

  return async (token) => {
    judgeUnsigned(token);
    const currentDate = new Date(nowMs());
    const options = { algorithms, issuer, audience, clockTolerance: skewSeconds, currentDate };
    const { payload, protectedHeader } = await jwtVerify(token, keyOf, {
      ...options,
      requiredClaims: ['exp', 'iat', ...(tenant === undefined ? [] : ['nbf'])],
    }).catch((error: unknown) => {
      throw isProblem(error) ? error : refused(reasonIn(error));
    });
    judgeTimes(payload, currentDate.getTime() / 1000);
    return identityOf(payload, protectedHeader, parts, tenant);
  };
}

/** The tenant that every token has to name, where the issuer has tenants. What could be any organisation's is no issuer. */
function settledTenant({ issuer, tenant, keys }: TrustedIssuer): string | undefined {
  const refuse = (says: string) => problem('usage.flag_value', { flag: '--issuer', rule: says });
  if (!isSafe(issuer, issuer)) throw refuse('an https address, as the tokens name it');
  if (keys !== undefined && !isSafe(keys, issuer)) throw refuse('one whose keys are at an https address');
  const own = entraTenant(issuer);
  const isEntra = /^https:\/\/(?:login\.microsoftonline|login\.partner\.microsoftonline|sts\.windows)\./.test(issuer);
  if (isEntra && own === undefined)
    throw refuse('`https://login.microsoftonline.com/TENANT/v2.0` with the id of one tenant');
  if (own !== undefined && tenant !== undefined && tenant !== own) throw refuse('that of the tenant which is named');
  return own ?? tenant;
}

function judgeTimes({ exp = 0, iat = 0 }: JWTPayload, now: number): void {
  if (iat > now + skewSeconds) throw refused('early');
  if (exp <= iat) throw refused('times');
  if (exp - iat > longestLifeSeconds) throw refused('life');
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch {
    throw refused('form');
  }
}

const claimReasons: { readonly [claim: string]: Reason } = {
  iss: 'issuer',
  aud: 'audience',
  nbf: 'early',
  exp: 'times',
  iat: 'times',
};

function reasonIn(error: unknown): Reason {
  const { code, claim = '', reason, message = '' } = error as { [member: string]: string | undefined };
  switch (code) {
    case 'ERR_JWT_EXPIRED':
      return 'expired';
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      return reason === 'missing' && claim === 'nbf' ? 'times' : (claimReasons[claim] ?? 'form');
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return 'signature';
    case 'ERR_JOSE_ALG_NOT_ALLOWED':
      return 'algorithm';
    default:
      return /crit|extension header/i.test(message) ? 'critical' : 'form';
  }
}
