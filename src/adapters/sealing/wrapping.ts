import type { SecretValue } from '../../kernel/secret-value.ts';
import type { WrappedKey } from '../../model/environment-record.ts';

/** A key that wraps data keys, and what has to be kept to find it again. */
export interface Wrapping {
  readonly key: Buffer;
  readonly with: WrappedKey['with'];
  /** Keys that opened before it did, and that nothing is wrapped with any more. */
  readonly older?: readonly Buffer[];
  /** What it was made from, where that was a passphrase: it can be wrapped with again. */
  readonly passphrase?: SecretValue;
}

/** A wrapping that was made, or why there is none: a clause in our own words, without any secret. */
export type MadeWrapping = { readonly wrapping: Wrapping } | { readonly says: string };

export interface MakeOptions {
  /** Counts only where one is used. */
  readonly passphrase?: SecretValue | undefined;
  /** Judges whether a key could be kept, and keeps none. */
  readonly dryRun?: boolean | undefined;
}

/** One place to keep wrapping keys. */
export interface WrappingStorage {
  /** The key that wrapped what is kept. Refused with `secret.locked`. */
  find(environmentId: string, how: WrappedKey['with']): Promise<Wrapping>;
  /** A key to wrap with from now on. */
  make(environmentId: string, how?: MakeOptions): Promise<MadeWrapping>;
  /** Whether what wrapped is what would wrap today, where that can be another without anything being told. */
  isCurrent?(how: WrappedKey['with']): Promise<boolean>;
  /** Lets go of a key that nothing is wrapped with any more. */
  forget(environmentId: string, how: WrappedKey['with']): Promise<void>;
}

/** Keys of a key vault, which wrap and unwrap there: no key ever comes here. */
export interface VaultKeys {
  /** The id of the one that wraps today, with its version. */
  current(): Promise<string>;
  /** Whether an id is of a key that was named, whichever version: nothing else is ever asked to open anything. */
  knows(id: string): boolean;
  wrap(id: string, bytes: Buffer): Promise<Buffer>;
  unwrap(id: string, bytes: Buffer): Promise<Buffer>;
}
