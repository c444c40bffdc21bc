import { randomUUID } from 'node:crypto';
import type { NewId } from '../../kernel/ports.ts';

let last = 0n;

/** UUID version 7 (RFC 9562): 48 bits of milliseconds first and a counter after them, so that later ids sort after earlier ones. */
export const newId: NewId = () => {
  const now = BigInt(Date.now()) << 12n;
  last = now > last ? now : last + 1n;
  const time = last.toString(16).padStart(15, '0');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${time.slice(12, 15)}-${randomUUID().slice(19)}`;
};
