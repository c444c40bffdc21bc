import type { Digest } from '../../kernel/ports.ts';
import { isProblem, problem } from '../../kernel/problem.ts';
import { readApiToken } from '../../model/api-token.ts';
import type { Caller } from '../../model/caller.ts';
import { type Reason, reasonOf, refused } from './refusal.ts';
import type { Verify } from './verifier.ts';

export interface AuthenticatorParts {
  /** Judges access tokens; none are taken where the server has no issuer. */
  readonly verify?: Verify;
  readonly digest: Digest;
  /** Told why a token was refused, for the log; nothing of the token is part of it. */
  readonly refused?: (request: Request, reason: Reason) => void;
}

/**
 * Who presents a request: an API token by its form, an access token otherwise, from the header alone. Whether an API token
 * exists is found where it is kept, in the transaction of what it is used for.
 */
export function createAuthenticator(parts: AuthenticatorParts): (request: Request) => Promise<Caller> {
  const { verify, digest } = parts;

  async function callerOf(authorization: string): Promise<Caller> {
    // Two headers arrive as one, parted by a comma.
    const token = /^Bearer +([^\s,]+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw refused('form');
    if (token.startsWith('cinch_')) {
      const found = readApiToken(token, digest);
      if (found === undefined) throw refused('checksum');
      return { kind: 'token', token: found.id, secretSum: found.secretSum };
    }
    if (verify === undefined) throw refused('no-issuer');
    return verify(token);
  }

  return async (request) => {
    const authorization = request.headers.get('authorization');
    if (authorization === null || authorization.trim() === '') throw problem('token.missing', {});
    try {
      return await callerOf(authorization.trim());
    } catch (error) {
      const reason = isProblem(error) ? reasonOf(error) : undefined;
      if (reason !== undefined) parts.refused?.(request, reason);
      throw error;
    }
  };
}
