import type { Setting, Settings } from '../../fields/field.ts';
import { type Block, block } from '../../kernel/block.ts';
import type { CredentialKind } from '../../model/key-vault.ts';
import type { Observed, ObservedConnection, ObservedDependent } from '../../model/observed.ts';
import type { Ownership } from '../../model/ownership.ts';
import type { FieldChange, PlanLine, PlannedChange, SecretAnswer } from '../../model/plan.ts';
import type { KnownTypes, Manifest } from '../manifest/manifest.ts';
import type { Decisions } from '../removal.ts';

/**
 * When a change comes: what goes first lets go of names, connections come before what uses them, users before they are
 * shared with, and a connection goes after everything on it.
 */
export const phases = [
  'vault-linked',
  'dependents-go',
  'users-come',
  'connections-renamed',
  'connections-come',
  'dependents-renamed',
  'dependents-come',
  'connections-go',
  'runners-come',
  'users-go',
] as const;
export type Phase = (typeof phases)[number];

/** Changes that belong to one thing and are never parted; renames go together, because names may be exchanged. */
export interface Group {
  readonly phase: Phase;
  readonly key: string;
  readonly changes: readonly PlannedChange[];
}

/** A line of the plan and what carries it out; nothing where it is blocked or the same. */
export interface Piece {
  readonly line: PlanLine;
  readonly groups: readonly Group[];
}

export interface PlanOptions {
  /** Removes what the manifest owns and no longer states. */
  readonly prune: boolean;
  /** Takes what another manifest owns. */
  readonly takeOver: boolean;
  /** Leaves what nobody owns to whoever made it: the names of an import were made up from those of another tool. */
  readonly spareOwn?: boolean;
  readonly keepSecrets: boolean;
  /** What becomes of what uses a connection that goes. */
  readonly decisions: { readonly export: Decisions; readonly enrichment: Decisions };
}

export interface LinkedVault {
  readonly name: string;
  readonly url: string;
  readonly credential: CredentialKind;
  readonly uses: number;
}

/** All that planning looks at. */
export interface Planning {
  readonly manifest: Manifest;
  readonly observed: Observed;
  readonly types: KnownTypes;
  /** By `connection/field`; nothing is known of the others. */
  readonly answers: ReadonlyMap<string, SecretAnswer>;
  readonly environment: {
    readonly id: string;
    readonly displayName: string;
    readonly tenant: string | null;
    readonly revision: number;
  };
  /** The key vault that is linked, and how many connections take secrets from it. */
  readonly vault: LinkedVault | undefined;
  readonly options: PlanOptions;
}

/** A connection as it will be: what it is called, how the door is told of it, and its type. */
export interface Target {
  readonly name: string;
  /** Its id, or the name of one that is still to come. */
  readonly ref: string;
  readonly type: string;
}

/** Stated things with what they are about: a live record, or nothing yet. */
export interface Matched {
  readonly connections: ReadonlyMap<string, ObservedConnection | undefined>;
  readonly exports: ReadonlyMap<string, ObservedDependent | undefined>;
  readonly enrichments: ReadonlyMap<string, ObservedDependent | undefined>;
  /** The connections that there are when the plan is done, by their names then. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Exports, by their names then, as the door is told of them. */
  readonly exportRefs: ReadonlyMap<string, string>;
  /** Roles of users, as they will be. */
  readonly roles: ReadonlyMap<string, string>;
}

/** Which fields of settings differ, and how. */
export function settingChanges(before: Settings, after: Settings): readonly FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) =>
    sameSetting(before[key], after[key])
      ? []
      : [{ field: `settings.${key}`, before: before[key] ?? null, after: after[key] ?? null }],
  );
}

/** Settings that are to be set, and those that are to go. */
export function settingEdits(
  before: Settings,
  after: Settings,
): { readonly set?: Settings; readonly unset?: readonly string[] } {
  const changed = Object.keys(after).filter((key) => !sameSetting(before[key], after[key]));
  const unset = Object.keys(before).filter((key) => !(key in after));
  return {
    ...(changed.length === 0 ? {} : { set: Object.fromEntries(changed.map((key) => [key, after[key] as Setting])) }),
    ...(unset.length === 0 ? {} : { unset: unset.sort() }),
  };
}

export function fieldChange(field: string, before: Setting | null, after: Setting | null): readonly FieldChange[] {
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }];
}

/** Who owns it already, as a field that changes, and what stops another owner from taking it. */
export function ownershipOf(
  live: { readonly manifest: Ownership | null },
  { manifest, options }: Planning,
): { readonly fields: readonly FieldChange[]; readonly blocked: readonly Block[] } {
  const owner = live.manifest?.id ?? null;
  if (owner === manifest.id) return { fields: [], blocked: [] };
  if (owner !== null && !options.takeOver) return { fields: [], blocked: [block('foreign', { manifest: owner })] };
  if (owner === null && options.spareOwn === true && !options.takeOver)
    return { fields: [], blocked: [block('made-by-hand', {})] };
  return { fields: [{ field: 'manifest', before: owner, after: manifest.id }], blocked: [] };
}

/** Who changed it after the manifest was applied last, where somebody did. */
export function driftOf(
  live: {
    readonly manifest: Ownership | null;
    readonly revision: number;
    readonly updatedBy: string;
    readonly updatedAt: string;
  },
  { manifest }: Planning,
): PlanLine['drifted'] {
  const since = live.manifest?.id === manifest.id && live.revision > live.manifest.revision;
  return since ? { by: live.updatedBy, at: live.updatedAt } : undefined;
}

/** The mark that a change makes its subject belong to the manifest, and the leave to take it from another. */
export function owned({ manifest, options }: Planning): { readonly manifest: string; readonly takeOver?: true } {
  return { manifest: manifest.id, ...(options.takeOver ? { takeOver: true } : {}) };
}

function sameSetting(one: Setting | undefined, other: Setting | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
