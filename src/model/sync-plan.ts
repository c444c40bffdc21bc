import type { Setting } from '../fields/field.ts';
import type { Block } from '../kernel/block.ts';
import type { FieldChange } from './plan.ts';
import type { ByAt, CopyOf, SyncBase, SyncKind, SyncPut, SyncRemove } from './sync.ts';

/** The copy on this machine, and the environment it was copied from. */
export type SyncSide = 'local' | 'remote';

export const syncActions = ['create', 'change', 'rename', 'remove', 'blocked'] as const;
export type SyncAction = (typeof syncActions)[number];

/** What becomes of one record on one side. */
export interface SyncLine extends ByAt {
  readonly action: SyncAction;
  /** The side it is done to; `by` and `at` are of the change on the other. */
  readonly to: SyncSide;
  readonly kind: SyncKind;
  readonly id: string;
  readonly name: string;
  /** Its name before. */
  readonly from?: string;
  readonly fields: readonly FieldChange[];
  /** What stops it. */
  readonly blocked?: readonly Block[];
}

/** One field of a record that both sides changed, as it was when they last agreed (null also where that is not known). */
export interface SyncDifference {
  readonly field: string;
  readonly base: Setting | null;
  readonly local: Setting | null;
  readonly remote: Setting | null;
}

/**
 * Something that cannot be on both sides as both have it. `both`: changed on both; `removed`: removed on one, changed on
 * the other; `used`: removed on one, and something new of the other uses it; `name`: two records want one name. Whoever
 * wins a name keeps it, and the other record gets a free one.
 */
export interface SyncConflict {
  readonly why: 'both' | 'removed' | 'used' | 'name';
  readonly kind: SyncKind;
  readonly id: string;
  readonly name: string;
  readonly local: ByAt & { readonly removed: boolean };
  readonly remote: ByAt & { readonly removed: boolean };
  readonly fields: readonly SyncDifference[];
  /** `used`: what uses it. `name`: the other record. */
  readonly others: readonly { readonly kind: SyncKind; readonly name: string; readonly side: SyncSide }[];
  /** The side whose version counts; null while nobody decided, and then nothing is done about it. */
  readonly decided: SyncSide | null;
}

/** A stored secret that was not brought along, in a connection that goes over. */
export interface SyncHole {
  readonly side: SyncSide;
  readonly connection: string;
  readonly field: string;
}

/** What a sync would do, as it is shown, and the changes that do exactly that. */
export interface SyncPlan {
  readonly local: { readonly id: string; readonly displayName: string };
  readonly remote: { readonly id: string; readonly displayName: string };
  readonly counts: {
    readonly [S in SyncSide]: { readonly [A in SyncAction]: number };
  } & { readonly conflicts: number; readonly undecided: number; readonly holes: number };
  readonly lines: readonly SyncLine[];
  readonly conflicts: readonly SyncConflict[];
  readonly holes: readonly SyncHole[];
}

/** A change with the stored secrets that it brings along named, not held: they are released when it is carried out. */
export type PlannedSync = (
  | (SyncPut & { readonly ifRevision: number })
  | (SyncRemove & { readonly ifRevision: number })
) & {
  readonly brings?: readonly string[];
};

/** The plan with what carries it out: lists for each side, each all or nothing, in this order; and what both agree on then. */
export interface PlannedSyncs {
  readonly plan: SyncPlan;
  readonly batches: { readonly [S in SyncSide]: readonly (readonly PlannedSync[])[] };
  readonly base: readonly SyncBase[];
  readonly stays: CopyOf['stays'];
  /** Whether nothing stays out. Else the marks of the trails must stay where they are, so that it is looked at again. */
  readonly settled: boolean;
  /** Names that were made up for whoever lost theirs. Whether nothing else has them is for the caller to find out. */
  readonly invented: readonly {
    readonly kind: SyncKind;
    readonly id: string;
    readonly name: string;
    readonly displayName: string;
  }[];
}
