import { createDecipheriv } from 'node:crypto';

// Published in rclone's source: it keeps passwords from being read over a shoulder, and from nobody else.
const key = Buffer.from('9c935b48730a554d6bfd7c63c886a92bd390198eb8128afbf4de162b8b95f638', 'hex');

/** What rclone obscured (AES-256-CTR under a published key, base64url), or nothing where it did not. */
export function revealObscured(text: string): string | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < 16) return undefined;
  const decipher = createDecipheriv('aes-256-ctr', key, bytes.subarray(0, 16));
  const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    return undefined;
  }
}
