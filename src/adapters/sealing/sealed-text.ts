import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { exactBytes } from './exact-bytes.ts';

/** Length of every key here, in bytes (AES-256). */
export const keyBytes = 32;

const format = '1';
const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a fresh random nonce, as `1.<nonce>.<ciphertext and tag>` in base64url. Opens only with the same key and binding. */
export function sealBytes(key: CipherKey, plain: Buffer, binding: string): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(binding));
  const sealed = Buffer.concat([sealing.update(plain), sealing.final(), sealing.getAuthTag()]);
  return [format, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
}

/** What `sealBytes` sealed, or nothing when the text, the key or the binding is another. Never throws. */
export function openBytes(key: CipherKey, text: string, binding: string): Buffer | undefined {
  const parts = typeof text === 'string' ? text.split('.', 4) : [];
  const [nonce, sealed] = [exactBytes(parts[1]), exactBytes(parts[2])];
  if (parts.length !== 3 || parts[0] !== format || nonce?.length !== nonceBytes) return undefined;
  if (sealed === undefined || sealed.length < tagBytes) return undefined;
  const end = sealed.length - tagBytes;
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(binding))
    .setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([opening.update(sealed.subarray(0, end)), opening.final()]);
  } catch {
    return undefined; // The tag does not fit: that is the only way in which `final` fails.
  }
}
