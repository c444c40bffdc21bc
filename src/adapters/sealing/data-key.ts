import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { secretValue } from '../../kernel/secret-value.ts';
import type { WrappedKey } from '../../model/environment-record.ts';
import type { KeyRing } from '../../service/store/sealing.ts';
import { keyBytes, openBytes, sealBytes } from './sealed-text.ts';

/** One version of the key that seals an environment's secrets. */
export interface DataKey {
  /** 1 for the first, one more for each rotation. */
  readonly version: number;
  readonly bytes: Buffer;
}

/** A new key: the first one, or the one after those that are there. */
export function newDataKey(before: readonly DataKey[]): DataKey {
  return { version: Math.max(0, ...before.map((key) => key.version)) + 1, bytes: randomBytes(keyBytes) };
}

/** Seals with the newest of the keys and opens with all of them. There is at least one. */
export function keyRing(keys: readonly DataKey[]): KeyRing {
  // Made into a key once: the engine would otherwise do it again for every secret.
  const byVersion = new Map(keys.map((key) => [key.version, createSecretKey(key.bytes)]));
  const newest = keys.reduce((one, other) => (other.version > one.version ? other : one));
  const sealing = createSecretKey(newest.bytes);
  return {
    version: newest.version,
    seal: (value, identity) => sealBytes(sealing, Buffer.from(value.reveal()), identity),
    open(sealed, keyVersion, identity) {
      const key = byVersion.get(keyVersion);
      const plain = key && openBytes(key, sealed, identity);
      return plain && secretValue(plain.toString());
    },
    mark(secrets, keyVersion) {
      const key = byVersion.get(keyVersion);
      const plain = JSON.stringify(secrets.map((it) => it.reveal()));
      return key && createHmac('sha256', key).update(`mark/${plain}`).digest('base64url');
    },
  };
}

/** The key as it may be stored: only the wrapping key opens it, and only for this environment and version. */
export function wrap(key: DataKey, environmentId: string, wrappingKey: Buffer, how: WrappedKey['with']): WrappedKey {
  const wrapped = sealBytes(wrappingKey, key.bytes, wrapBinding(environmentId, key.version));
  return { version: key.version, wrapped, with: how };
}

/** The key that was wrapped, or nothing when the wrapping key is another or the wrapped one was changed. */
export function unwrap(kept: WrappedKey, environmentId: string, wrappingKey: Buffer): DataKey | undefined {
  const bytes = openBytes(wrappingKey, kept.wrapped, wrapBinding(environmentId, kept.version));
  return bytes?.length === keyBytes ? { version: kept.version, bytes } : undefined;
}

function wrapBinding(environmentId: string, version: number): string {
  return ['data-key', environmentId, version].join('/');
}
