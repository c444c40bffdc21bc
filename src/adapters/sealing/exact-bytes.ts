/** Bytes from base64url, or nothing unless the text is exactly what encoding them gives (Node's decoder skips what it does not know). */
export function exactBytes(text: unknown): Buffer | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
