import type { SecretValue } from '../../kernel/secret-value.ts';
import type { SecretStorage, WrappedKey } from '../../model/environment-record.ts';

/** The data keys of one environment, opened. */
export interface KeyRing {
  /** Version of the key that seals. */
  readonly version: number;
  /** AES-256-GCM with the record's identity as additional data, so that a moved ciphertext does not open. */
  seal(value: SecretValue, identity: string): string;
  /** The secret, or nothing when it does not open under this key and identity. */
  open(sealed: string, keyVersion: number, identity: string): SecretValue | undefined;
  /** A keyed sum of secrets, by which two lists are told apart and nobody guesses one; nothing where that key is gone. */
  mark(secrets: readonly SecretValue[], keyVersion: number): string | undefined;
}

/** What an environment keeps about its keys. */
export interface KeptKeys {
  readonly storage: SecretStorage;
  readonly keys: readonly WrappedKey[];
}

export interface NewKeys extends KeptKeys {
  readonly ring: KeyRing;
  /** Run after the new keys were committed: lets go of what only the old ones needed. */
  readonly settle: () => Promise<void>;
}

export interface RewrapOptions {
  readonly to?: SecretStorage;
  readonly newPassphrase?: SecretValue;
  /** Adds a new data key; the old ones stay until everything is sealed again. */
  readonly rotate?: boolean;
  /** Makes no key file and no keychain entry: what is answered is thrown away. */
  readonly dryRun?: boolean;
}

/** Makes, opens and re-wraps the data keys. Never falls back from one storage to another (design 6). */
export interface Sealing {
  /** Makes the first key, in the storage that was asked for, or else in one that is there. Refused with `secret.no_storage` where there is none. */
  begin(environmentId: string, options?: Omit<RewrapOptions, 'rotate'>): Promise<NewKeys>;
  unlock(environmentId: string, kept: KeptKeys): Promise<KeyRing>;
  rewrap(environmentId: string, kept: KeptKeys, options: RewrapOptions): Promise<NewKeys>;
  /** Only the newest key, once everything is sealed with it. */
  forgetOld(kept: KeptKeys): KeptKeys;
}

/** What a sealed secret is bound to. */
export function sealIdentity(environmentId: string, recordId: string, field: string, keyVersion: number): string {
  return [environmentId, recordId, field, keyVersion].join('/');
}
