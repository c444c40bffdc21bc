import { randomBytes } from 'node:crypto';
import type { Digest } from '../../kernel/ports.ts';
import { makeApiToken, tokenBytes } from '../../model/api-token.ts';

/** A new API token, of random bytes of the operating system. */
export function newToken(digest: Digest): ReturnType<typeof makeApiToken> {
  return makeApiToken(randomBytes(tokenBytes.id + tokenBytes.secret), digest);
}
