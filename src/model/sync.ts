import type { ConnectionType, Purpose } from '../fields/connection-type.ts';
import type { Settings } from '../fields/field.ts';
import type { SecretValue } from '../kernel/secret-value.ts';
import type { Consent, Lock, SignedIn } from './connection.ts';
import type { KeyVault } from './key-vault.ts';
import type { Principal } from './principal.ts';
import type { HostKey } from './probe.ts';
import type { SharedWith } from './sharing.ts';
import type { Role } from './user.ts';

/** What a sync brings over, in the order in which one needs the other. */
export const syncKinds = ['environment', 'type', 'user', 'connection', 'export', 'enrichment'] as const;
export type SyncKind = (typeof syncKinds)[number];

/** The id under which each side keeps what an environment says of itself: the sides' own ids differ. */
export const environmentItself = 'environment';

/** A place in the audit trail of an environment. Where the hash at that number is another one, its history is another one. */
export interface TrailMark {
  readonly seq: number;
  readonly hash: string;
}

/** Who changed something where it comes from, and when, by the clock there. */
export interface SyncOrigin {
  /** The environment that the change was made in: its id, and how it is called. */
  readonly environment: string;
  readonly displayName: string;
  readonly by: string;
  readonly at: string;
}

/** A secret as a sync speaks of it: never what it is. `missing` is a hole: it was not brought along. */
export type SyncSecret =
  | { readonly source: 'keyvault'; readonly secret: string; readonly version: string | null }
  | { readonly source: 'stored'; readonly changedAt: string }
  | { readonly source: 'missing' };

/** The manifest that owns a record, and whether it is as that left it. */
export interface SyncOwner {
  readonly id: string;
  readonly current: boolean;
}

interface Named {
  readonly name: string;
  readonly displayName: string;
}

/** What each kind is made of, as both sides compare it. Users, exports and connections are referred to by id. */
export interface SyncContents {
  environment: { readonly tenant: string | null; readonly keyVault: KeyVault | null };
  type: Named & { readonly declaration: ConnectionType };
  user: Named & {
    readonly role: Role;
    readonly exports: readonly string[] | null;
    readonly principal: Principal | null;
    readonly manifest: SyncOwner | null;
  };
  connection: Named & {
    readonly type: string;
    readonly purpose: Purpose;
    readonly settings: Settings;
    readonly secrets: { readonly [field: string]: SyncSecret };
    readonly sharedWith: SharedWith;
    readonly consent: Consent | null;
    readonly lock: Lock | null;
    readonly tenant: string | null;
    readonly hostKey: HostKey | null;
    /** Belongs to the stored refresh token: it travels with that or not at all. */
    readonly signIn: SignedIn | null;
    readonly manifest: SyncOwner | null;
  };
  export: SyncedDependent;
  enrichment: SyncedDependent;
}

interface SyncedDependent extends Named {
  readonly type: string;
  readonly status: 'active' | 'inactive';
  readonly connection: string | null;
  readonly lastConnection: string | null;
  readonly settings: Settings;
  readonly schedule: string;
  readonly scheduledAt: string | null;
  readonly command: readonly string[] | null;
  readonly manifest: SyncOwner | null;
}

/** Who did something, and when. */
export interface ByAt {
  readonly by: string;
  readonly at: string;
}

/** One record of one side. */
export type SyncRecord<K extends SyncKind = SyncKind> = {
  readonly [Kind in K]: {
    readonly kind: Kind;
    readonly id: string;
    /** Of the environment itself, the environment's own. */
    readonly revision: number;
    readonly content: SyncContents[Kind];
    readonly made: ByAt;
    readonly changed: ByAt;
  };
}[K];

/** A record that was changed since a mark: as it is now, or gone. */
export interface SyncChanged extends ByAt {
  readonly kind: SyncKind;
  readonly id: string;
  /** How it was called when it was last changed. */
  readonly name: string;
  readonly record: SyncRecord | null;
  /** Where the last change came from, if a sync wrote it. */
  readonly sync: SyncOrigin | null;
}

/** What the two sides last agreed on about one record; nothing where it was removed. */
export type SyncBase<K extends SyncKind = SyncKind> = {
  readonly [Kind in K]: {
    readonly kind: Kind;
    readonly id: string;
    readonly content: SyncContents[Kind] | null;
  };
}[K];

/** What a copy remembers of the environment it was copied from. */
export interface CopyOf {
  /** Its id, and the name by which this machine knew it. */
  readonly environment: string;
  readonly name: string;
  /** Whether nothing but a sync changes this copy. */
  readonly mirror: boolean;
  /** Up to where each trail was taken up. */
  readonly here: TrailMark;
  readonly there: TrailMark;
  /** Ids of users that no sync brings over in either direction: whoever keeps the copy. */
  readonly stays: readonly string[];
  readonly syncedAt: string;
}

/** Makes a record what it is elsewhere, with its id and with who and when; `ifRevision: 0` where there is none so far. */
export type SyncPut<K extends SyncKind = SyncKind> = {
  readonly [Kind in K]: {
    readonly change: 'sync.put';
    readonly kind: Kind;
    readonly id: string;
    readonly content: SyncContents[Kind];
    readonly made: ByAt;
    readonly changed: ByAt;
    /** Stored secrets that are brought along, of a connection; the others stay as they are here, or become holes. */
    readonly secrets?: { readonly [field: string]: SecretValue };
    /** Lets the secrets that are stored here go to the new target (D14). */
    readonly keepSecrets?: true;
    readonly origin: SyncOrigin;
  };
}[K];

export interface SyncRemove {
  readonly change: 'sync.remove';
  readonly kind: Exclude<SyncKind, 'environment'>;
  readonly id: string;
  readonly origin: SyncOrigin;
}

/** Keeps in the copy what both sides agree on now, and up to where. Of this machine only; no entry of the trail tells it. */
export interface SyncKeep {
  readonly change: 'sync.keep';
  readonly copyOf: CopyOf;
  readonly base: readonly SyncBase[];
  /** Forgets everything that was agreed on before. */
  readonly afresh?: true;
  /** The mark that was there when it began: another sync came between where it differs (exit 7). Null for the first. */
  readonly after: TrailMark | null;
}

/** Everything that only a sync does. */
export type SyncChange = SyncPut | SyncRemove | SyncKeep;

/** What the door is asked for the sake of syncs. */
export interface SyncQueries {
  /** Every record of a kind in the order of ids, a page at a time, or those of `ids` that there are. */
  'sync.records': {
    input: {
      readonly kind: SyncKind;
      readonly ids?: readonly string[];
      readonly after?: string;
      readonly limit?: number;
    };
    result: { readonly items: readonly SyncRecord[]; readonly next: string | null; readonly mark: TrailMark };
  };
  /**
   * What changed since a mark, by the trail, a stretch of it at a time: a record changed in several stretches comes with
   * each, always as it is now. `known` is false where this environment's history has no such mark.
   */
  'sync.changes': {
    input: { readonly since: TrailMark; readonly after?: number; readonly limit?: number };
    result: {
      readonly known: boolean;
      readonly items: readonly SyncChanged[];
      readonly next: number | null;
      readonly mark: TrailMark;
    };
  };
  /** What was last agreed on, in a copy: about these records, or a page of all. */
  'sync.base': {
    input: {
      readonly kind: SyncKind;
      readonly ids?: readonly string[];
      readonly after?: string;
      readonly limit?: number;
    };
    result: { readonly items: readonly SyncBase[]; readonly next: string | null };
  };
}
