import type { Digest } from '../kernel/ports.ts';
import { type SecretValue, secretValue } from '../kernel/secret-value.ts';

/** How many random bytes a token is made of: its public id, and its secret part. */
export const tokenBytes = { id: 8, secret: 32 } as const;

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const form = /^(cinch_([0-9A-Za-z]{8})_([0-9A-Za-z_-]{43}))([0-9A-Za-z]{6})$/;
const sumForm = /^[0-9A-Za-z_-]{43}$/;
const idForm = /^[0-9A-Za-z]{8}$/;

/** What the service keeps of a token: its public id, and the SHA-256 of its secret part. */
export interface KnownToken {
  readonly id: string;
  readonly secretSum: string;
}

/** Makes a token of random bytes, `tokenBytes.id + tokenBytes.secret` of them. Its text is told once and kept nowhere. */
export function makeApiToken(random: Uint8Array, digest: Digest): KnownToken & { readonly token: SecretValue } {
  const id = base62(number(random.subarray(0, tokenBytes.id)), 8);
  const secret = Buffer.from(random.subarray(tokenBytes.id, tokenBytes.id + tokenBytes.secret)).toString('base64url');
  const text = `cinch_${id}_${secret}`;
  return { id, secretSum: digest(secret), token: secretValue(`${text}${checksum(text)}`) };
}

/** What a token says, or nothing where it is no token: another form, or a checksum that a slip of a hand gives. */
export function readApiToken(text: string, digest: Digest): KnownToken | undefined {
  const [, checked, id, secret, sum] = form.exec(text) ?? [];
  if (checked === undefined || id === undefined || secret === undefined || checksum(checked) !== sum) return undefined;
  return { id, secretSum: digest(secret) };
}

/** Whether text can be a token's public id. */
export function isTokenId(text: string): boolean {
  return idForm.test(text);
}

/** Whether text can be the sum of a secret part. */
export function isSecretSum(text: string): boolean {
  return sumForm.test(text);
}

function checksum(text: string): string {
  let sum = 0xffffffff;
  for (const byte of Buffer.from(text, 'latin1')) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return base62(BigInt((sum ^ 0xffffffff) >>> 0), 6);
}

function number(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

// The last digits alone: of 64 random bits they are as good as even.
function base62(value: bigint, digits: number): string {
  let [rest, text] = [value, ''];
  for (let at = 0; at < digits; at += 1) {
    text = `${alphabet[Number(rest % 62n)]}${text}`;
    rest /= 62n;
  }
  return text;
}
