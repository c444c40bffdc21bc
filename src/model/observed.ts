import type { Purpose } from '../fields/connection-type.ts';
import type { Settings } from '../fields/field.ts';
import type { SecretValue } from '../kernel/secret-value.ts';
import type { ConnectionStatus, Lock } from './connection.ts';
import type { Ownership } from './ownership.ts';
import type { SecretAnswer } from './plan.ts';
import type { SharedWith } from './sharing.ts';
import type { Role } from './user.ts';

interface Seen {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly revision: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
  /** The manifest that owns it. */
  readonly manifest: Ownership | null;
}

/** Where a secret is, never what it is. */
type ObservedSecret =
  | { readonly source: 'stored' }
  | { readonly source: 'keyvault'; readonly secret: string; readonly version: string | null }
  | { readonly source: 'missing' };

export interface ObservedConnection extends Seen {
  readonly type: string;
  readonly purpose: Purpose;
  readonly status: ConnectionStatus;
  readonly settings: Settings;
  readonly secrets: { readonly [field: string]: ObservedSecret };
  /** Users by name where they are named. */
  readonly sharedWith: SharedWith;
  /** The version of the terms that was agreed to. */
  readonly terms: string | null;
  readonly lock: Lock | null;
}

export interface ObservedDependent extends Seen {
  readonly type: string;
  readonly status: 'active' | 'inactive';
  readonly connection: { readonly id: string; readonly name: string } | null;
  readonly settings: Settings;
  readonly schedule: string;
  readonly command: readonly string[] | null;
}

export interface ObservedUser extends Seen {
  readonly role: Role;
  /** Names of the exports that a runner may run. */
  readonly exports: readonly string[];
}

/** What is live of that which a manifest is about. */
export interface Observed {
  readonly connections: readonly ObservedConnection[];
  readonly exports: readonly ObservedDependent[];
  readonly enrichments: readonly ObservedDependent[];
  readonly users: readonly ObservedUser[];
}

/** Which things are looked at: those that go by these names, and, where it prunes, all that the manifest owns. */
export interface ObservedWanted {
  readonly names: { readonly [K in keyof Observed]: readonly string[] };
  readonly displayNames: { readonly [K in 'connections' | 'exports' | 'enrichments']: readonly string[] };
  readonly owned?: string;
  /** Everything there is, whatever its name. */
  readonly all?: boolean;
}

/** A secret that is given now, and where it would go. */
export interface ComparedSecret {
  /** Id of the connection. */
  readonly connection: string;
  readonly field: string;
  readonly given: SecretValue;
}

/** What the door is asked for the sake of manifests. */
export interface ManifestQueries {
  /** What is live of that which a manifest is about. */
  'manifest.observe': { input: ObservedWanted; result: Observed };
  /** Whether secrets that are given now are the ones that are kept; auditors learn nothing of it. */
  'manifest.secrets': {
    input: { readonly secrets: readonly ComparedSecret[] };
    result: { readonly answers: readonly SecretAnswer[] };
  };
}
