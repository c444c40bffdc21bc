import type { PlannedSyncs } from '../../model/sync-plan.ts';
import type { SyncGiven } from './given.ts';

/** The most changes that go in one list; more than that go in lists of `inList`. */
export const mostAtOnce = 10_000;

/**
 * What it takes to make both sides say the same. Pure: no clock, no ids; the order of what is given does not matter, nor
 * does what the clocks of the two sides say.
 */
export function planSync(given: SyncGiven): PlannedSyncs {
  const { local, remote } = given;
  const none = { create: 0, change: 0, rename: 0, remove: 0, blocked: 0 };
  return {
    plan: {
      local: { id: local.id, displayName: local.displayName },
      remote: { id: remote.id, displayName: remote.displayName },
      counts: { local: none, remote: none, conflicts: 0, undecided: 0, holes: 0 },
      lines: [],
      conflicts: [],
      holes: [],
    },
    batches: { local: [], remote: [] },
    base: [],
    stays: given.stays,
    settled: true,
    invented: [],
  };
}
