import type { ConnectionType, Purpose } from '../fields/connection-type.ts';
import type { Settings } from '../fields/field.ts';
import type { AuditEntry } from './audit.ts';
import type { ChangeName, Ref } from './change.ts';
import type { ConnectionStatus, Consent, DependentCounts, Lock, SignedIn } from './connection.ts';
import type { Run } from './dependent.ts';
import type { EnvironmentDetail } from './environment-detail.ts';
import type { KeyVault } from './key-vault.ts';
import type { ManifestQueries } from './observed.ts';
import type { Principal } from './principal.ts';
import type { HostKey, LastTest, TestResult } from './probe.ts';
import type { ReleaseName } from './release.ts';
import type { StoreFinding } from './store-finding.ts';
import type { SyncQueries, SyncSecret } from './sync.ts';
import type { TokenItem } from './token.ts';
import type { Role, WhoAmI } from './user.ts';
import type { VaultReference } from './vault-reference.ts';

/** Which part of a list: `limit` rows (all when absent), after a cursor, in an order. */
export interface Page {
  readonly limit?: number;
  readonly next?: string;
  /** A column, with `:desc` for the reverse order. */
  readonly sort?: string;
}

export interface Listed<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next page, or nothing when this is the last. */
  readonly next: string | null;
  /** How many there are in all, whatever the page. */
  readonly total: number;
}

export interface ConnectionFilter {
  readonly type?: string;
  readonly purpose?: Purpose;
  readonly shared?: 'administrators' | 'contributors' | 'users';
  readonly unused?: boolean;
  readonly locked?: boolean;
  readonly status?: ConnectionStatus;
  /** Those that hold a secret of this one's: the same reference, or the same stored value. */
  readonly usesSecretOf?: Ref;
  readonly search?: string;
}

/** What a contributor sees of a connection (R12). */
export interface ConnectionName {
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
}

/** Users by name where they are named (R15). */
export type SharedWithNames = 'administrators' | 'contributors' | readonly string[];

/** One row of the list (R3). */
export interface ConnectionItem extends ConnectionName {
  readonly id: string;
  readonly purpose: Purpose;
  readonly status: ConnectionStatus;
  /** Until when its sign-in holds at the most, where that is known. */
  readonly signInExpiresAt: string | null;
  readonly sharedWith: SharedWithNames;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly revision: number;
  readonly locked: boolean;
  readonly dependents: DependentCounts;
  /** The last live test, where there was one. */
  readonly tested: { readonly at: string; readonly result: TestResult } | null;
}

/** How a secret is shown: where it is, never what it is. */
export type ShownSecret = SyncSecret;

export interface ConnectionDetail extends ConnectionItem {
  readonly updatedBy: string;
  readonly settings: Settings;
  readonly secrets: { readonly [field: string]: ShownSecret };
  readonly consent: Consent | null;
  readonly lock: Lock | null;
  readonly tenant: string | null;
  readonly tested: LastTest | null;
  readonly hostKey: HostKey | null;
  readonly signIn: SignedIn | null;
}

export interface DependentItem {
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly status: 'active' | 'inactive';
  readonly connection: string | null;
  readonly connectionDisplayName: string | null;
  readonly schedule: string;
  readonly lastRun: { readonly at: string; readonly result: string } | null;
  readonly permission: 'edit' | 'view';
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly revision: number;
}

export interface DependentDetail extends DependentItem {
  readonly id: string;
  readonly updatedBy: string;
  readonly settings: Settings;
  /** What a run still needs: its connection, a sign-in, and usage fields (D18). */
  readonly lacks: readonly string[];
  /** For those who see inside: what `run` runs without another command, and the last runs, newest first. */
  readonly command?: readonly string[] | null;
  readonly runs?: readonly Run[];
}

/** What can be run, with what a run goes by. */
export interface RunItem {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly status: 'active' | 'inactive';
  readonly connection: string | null;
  readonly schedule: string;
  /** The moment of its schedule that it has not run for yet. */
  readonly due: string | null;
  readonly runningSince: string | null;
  readonly lastRun: DependentItem['lastRun'];
  readonly command: readonly string[] | null;
  readonly lacks: readonly string[];
}

export interface ConnectionDependents {
  readonly connection: string;
  readonly exports: readonly DependentItem[];
  readonly enrichments: readonly DependentItem[];
}

export interface DependentFilter {
  readonly type?: string;
  readonly connection?: Ref;
  readonly withoutConnection?: boolean;
  readonly status?: 'active' | 'inactive';
  readonly search?: string;
}

export interface UserItem {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  /** Names of the exports that a runner may run (D15). */
  readonly exports: readonly string[];
  /** Who an issuer has to vouch for, where that is known. */
  readonly principal: Principal | null;
  /** Whether it is an address that nobody has come with so far. */
  readonly invited: boolean;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly revision: number;
}

export interface AuditFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly target?: string;
  readonly since?: string;
  readonly refused?: boolean;
  readonly search?: string;
}

/** The kinds of things that go by a name of their own. */
export type NamedKind = 'connection' | 'export' | 'enrichment' | 'user' | 'type' | 'token';

/** Which names: those that begin like this; and of one type, with one role or on one connection, where that is given. */
export interface NameFilter {
  readonly kind: NamedKind;
  readonly startsWith: string;
  readonly type?: string;
  readonly role?: Role;
  /** The name of the connection that exports or enrichments are on. */
  readonly connection?: string;
  readonly limit: number;
}

export interface NameItem {
  readonly name: string;
  readonly displayName: string;
  readonly type: string | null;
}

interface Queries extends ManifestQueries, SyncQueries {
  /** Hints for whoever is typing: never more than the list of the kind shows the actor, and nothing where there is no such list for them. */
  names: { input: NameFilter; result: { readonly items: readonly NameItem[] } };
  whoami: { input: object; result: WhoAmI };
  can: {
    input: { readonly action: ChangeName | ReleaseName; readonly ref?: Ref };
    result: { readonly allowed: boolean; readonly action: ChangeName | ReleaseName; readonly why: string };
  };
  'environment.show': { input: object; result: EnvironmentDetail };
  /** Refused where none is linked. A runner sees it, because reading a reference takes it. */
  'keyvault.show': { input: object; result: KeyVault };
  /** Every reference into the key vault, or those to one secret. */
  'keyvault.references': {
    input: { readonly secret?: string };
    result: { readonly items: readonly VaultReference[] };
  };
  'type.list': { input: object; result: { readonly items: readonly ConnectionType[] } };
  'type.show': { input: { readonly type: string }; result: { readonly declaration: ConnectionType } };
  'connection.list': {
    input: ConnectionFilter & Page;
    result: Listed<ConnectionItem> | Listed<ConnectionName>;
  };
  'connection.show': { input: { readonly connection: Ref }; result: ConnectionDetail | ConnectionName };
  'connection.dependents': { input: { readonly connection: Ref }; result: ConnectionDependents };
  'connection.history': { input: { readonly connection: Ref } & Page; result: Listed<AuditEntry> };
  'export.list': { input: DependentFilter & Page; result: Listed<DependentItem> };
  'export.show': { input: { readonly dependent: Ref }; result: DependentDetail };
  'export.runs': {
    input: { readonly dependent?: Ref; readonly due?: boolean };
    result: { readonly items: readonly RunItem[] };
  };
  'enrichment.list': { input: DependentFilter & Page; result: Listed<DependentItem> };
  'enrichment.show': { input: { readonly dependent: Ref }; result: DependentDetail };
  'enrichment.runs': {
    input: { readonly dependent?: Ref; readonly due?: boolean };
    result: { readonly items: readonly RunItem[] };
  };
  'user.list': {
    /** `principal`: the id by which the directory knows it. */
    input: { readonly role?: Role; readonly search?: string; readonly principal?: string } & Page;
    result: Listed<UserItem>;
  };
  /** One's own; all of them for those who see inside. */
  'token.list': { input: { readonly search?: string } & Page; result: Listed<TokenItem> };
  'audit.list': { input: AuditFilter & Page; result: Listed<AuditEntry> };
  'audit.verify': {
    input: { readonly head?: string };
    result: { readonly entries: number; readonly head: string; readonly matches: boolean | null };
  };
  'store.check': { input: object; result: { readonly findings: readonly StoreFinding[] } };
}

export type QueryName = keyof Queries;
export type QueryInput<Q extends QueryName> = Queries[Q]['input'];
/** Every answer says at which revision of the environment it was true. */
export type QueryResult<Q extends QueryName> = Queries[Q]['result'] & { readonly environmentRevision: number };
