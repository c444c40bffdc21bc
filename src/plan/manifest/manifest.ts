import type { ConnectionType } from '../../fields/connection-type.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { CredentialKind } from '../../model/key-vault.ts';
import type { SecretReference } from '../../model/plan.ts';
import type { Role } from '../../model/user.ts';

/** Where parts of an entry stand, by their path in it (`settings.hostname`); the entry itself under the empty path. */
export type Places = ReadonlyMap<string, number>;

interface Stated {
  readonly name: string;
  readonly displayName?: string;
  readonly at: Places;
}

/** What an entry leaves out stays as it is; settings that are stated are stated whole. */
export interface StatedConnection extends Stated {
  readonly type: string;
  readonly settings?: { readonly [key: string]: unknown };
  readonly secrets: { readonly [field: string]: SecretReference };
  readonly share?: readonly string[];
  readonly terms?: string;
  /** A reason, or false for unlocked. */
  readonly lock?: string | false;
  readonly renamedFrom?: string;
  readonly keepSecrets?: true;
}

export interface StatedDependent extends Stated {
  readonly kind: DependentKind;
  /** Null for none. */
  readonly connection?: string | null;
  readonly type?: string;
  readonly settings?: { readonly [key: string]: unknown };
  readonly schedule?: string;
  /** What runs, as an argument list; null for nothing. */
  readonly command?: readonly string[] | null;
  /** Enrichments alone. */
  readonly active?: boolean;
  readonly renamedFrom?: string;
}

export interface StatedUser extends Stated {
  readonly role: Role;
  readonly exports?: readonly string[];
}

/** The key vault that the environment is to have linked (R27). */
export interface StatedVault {
  /** Exactly the address of a vault in a cloud that is known. */
  readonly url: string;
  readonly credential?: CredentialKind;
  readonly terms?: string;
}

/** What is to be, as the files state it. */
export interface Manifest {
  /** Owns what it states. */
  readonly id: string;
  readonly vault?: StatedVault;
  readonly connections: readonly StatedConnection[];
  readonly exports: readonly StatedDependent[];
  readonly enrichments: readonly StatedDependent[];
  readonly users: readonly StatedUser[];
  /** `[NAME=]disconnect|deactivate|remove|move:CONNECTION`, for what uses a connection that goes. */
  readonly onRemove: { readonly [K in DependentKind]: readonly string[] };
}

/** The declarations of the types that a manifest names. */
export type KnownTypes = ReadonlyMap<string, ConnectionType>;
