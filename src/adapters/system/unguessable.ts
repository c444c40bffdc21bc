import { randomBytes } from 'node:crypto';

/** Text of 256 random bits that fits into an address. */
export function unguessable(): string {
  return randomBytes(32).toString('base64url');
}
