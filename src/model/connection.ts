import type { Purpose } from '../fields/connection-type.ts';
import type { Settings } from '../fields/field.ts';
import type { Ownership } from './ownership.ts';
import type { HostKey, LastTest } from './probe.ts';
import type { SharedWith } from './sharing.ts';

/** Where a secret is kept: sealed in the store, by name in the environment's key vault, or not here: a sync did not bring it along. */
export type KeptSecret =
  | { readonly source: 'stored'; readonly sealed: string; readonly key: number; readonly changedAt: string }
  | { readonly source: 'keyvault'; readonly secret: string; readonly version: string | null }
  | { readonly source: 'missing' };

export interface Consent {
  readonly version: string;
  readonly by: string;
  readonly at: string;
}

export interface Lock {
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** D17: complete, or waiting for a sign-in in a browser. */
export type ConnectionStatus = 'ready' | 'awaiting sign-in';

/** The last sign-in in a browser, or the token that was given in its place. */
export interface SignedIn {
  readonly at: string;
  readonly by: string;
  /** Until when it holds at the most, where that is known. */
  readonly expiresAt: string | null;
}

/** How many exports and enrichments use a connection; kept with it, and compared with what is found. */
export interface DependentCounts {
  readonly exports: number;
  readonly enrichments: number;
}

/** A named, stored use of a connection type (R1). */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly purpose: Purpose;
  readonly status: ConnectionStatus;
  readonly settings: Settings;
  readonly secrets: { readonly [field: string]: KeptSecret };
  readonly sharedWith: SharedWith;
  readonly consent: Consent | null;
  readonly lock: Lock | null;
  /** Nothing where none was needed or made. */
  readonly signIn?: SignedIn;
  /** The organisation of a type of the platform's own vendor (R8). */
  readonly tenant: string | null;
  /** Not part of its revision: they move when a dependent does. */
  readonly dependents: DependentCounts;
  /** Not part of its revision either. Absent until it is tested. */
  readonly tested?: LastTest;
  /** The key that its server was first seen with. */
  readonly hostKey?: HostKey;
  /** The manifest that owns it, where one does. */
  readonly manifest?: Ownership;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly revision: number;
}
