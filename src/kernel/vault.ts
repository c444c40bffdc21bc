import type { SecretValue } from './secret-value.ts';

/** What a key vault says of a secret, besides its value. */
export interface VaultSecret {
  readonly name: string;
  /** The version that was looked at; nothing in a list, which names none. */
  readonly version: string | null;
  readonly enabled: boolean;
  /** From when on it holds, and until when; RFC 3339. */
  readonly startsAt: string | null;
  readonly expiresAt: string | null;
}

/** A key vault as this person reaches it. It is only ever listed and read (R30). */
export interface Vault {
  /** Every secret that can be referred to, by name; never a value. */
  list(): Promise<readonly VaultSecret[]>;
  /** One secret, which has to be readable. Its value is dropped at once. */
  look(name: string, version?: string): Promise<VaultSecret>;
  /** Its value, to be used at once; refused where it expired or does not hold yet. */
  read(name: string, version?: string): Promise<SecretValue>;
}
