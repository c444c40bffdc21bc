import type { KeyVault } from './key-vault.ts';
import type { CopyOf } from './sync.ts';

export const secretStorages = ['keychain', 'passphrase', 'key-file'] as const;

/** What keeps the key of the stored secrets: one of these on a machine, or a key of a key vault for a server that was told of one. */
export type SecretStorage = (typeof secretStorages)[number] | 'key-vault';

/** One version of the data key, wrapped so that only the chosen storage opens it. */
export interface WrappedKey {
  readonly version: number;
  /** Authenticated, so that a wrong passphrase or file is told as such. */
  readonly wrapped: string;
  /** For `passphrase`: the salt and cost of scrypt; for `keychain`: the entry's name; for `key-vault`: the wrapping key, wrapped by which key there. */
  readonly with: {
    readonly salt?: string;
    readonly cost?: number;
    readonly entry?: string;
    readonly vaultKey?: string;
    readonly sealed?: string;
  };
}

/** What an environment knows of itself. */
export interface EnvironmentRecord {
  readonly id: string;
  readonly displayName: string;
  /** Raises the grade of every question: changes ask for `--confirm`. */
  readonly production: boolean;
  /** The organisation it lies in (R8). */
  readonly tenant: string | null;
  readonly secretStorage: SecretStorage | null;
  readonly keys: readonly WrappedKey[];
  /** The one key vault it links (R27); not there in environments of before there were any. */
  readonly keyVault?: KeyVault | null;
  /** The environment that it was copied from, where it is a copy. */
  readonly copyOf?: CopyOf;
  readonly createdAt: string;
  readonly createdBy: string;
}
