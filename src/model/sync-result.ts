import type { SyncPlan } from './sync-plan.ts';

/** One side, with the name by which this machine knows it. */
interface NamedSide {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
}

/** A plan with the names that this machine has for both sides, as it is shown. */
export interface NamedSyncPlan extends SyncPlan {
  readonly local: NamedSide;
  readonly remote: NamedSide;
}

/** What a sync did: the lines that were carried out, those that were stopped, and the conflicts that were left. */
export interface SyncResult extends NamedSyncPlan {
  readonly result: 'synced' | 'unchanged';
  /** Whether this run made the copy. */
  readonly made: boolean;
  readonly mirror: boolean;
  readonly syncedAt: string;
  /** Commands to go on with. */
  readonly next: readonly string[];
}
