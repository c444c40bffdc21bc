import { isProblem } from '../../../kernel/problem.ts';
import type { Environment } from '../../../model/environment.ts';
import type { PlannedSyncs, SyncLine } from '../../../model/sync-plan.ts';
import type { SyncResult } from '../../../model/sync-result.ts';
import type { Context } from '../../context.ts';
import { bring } from './bring.ts';
import { type Found, lookAndPlan, type SyncOptions } from './look.ts';
import type { Pair } from './pair.ts';
import { resultOf } from './result.ts';

interface Syncing {
  readonly copy: Environment;
  readonly original: Environment;
  readonly options: SyncOptions;
  /** Whether the copy was made for it. */
  readonly made: boolean;
  /** Answers the plan that is to be carried out, or throws. */
  readonly settle: (found: Found) => Promise<PlannedSyncs>;
}

// Somebody may change things again and again, and then a person should hear of it.
const mostAttempts = 3;

/**
 * One sync: looks at both sides, lets what is found be settled, and brings it over. What moved meanwhile is looked at
 * anew; what was done by then stays done.
 */
export async function syncBoth(context: Context, pair: Pair, syncing: Syncing): Promise<SyncResult> {
  const { copy, original, made, settle } = syncing;
  const lines: SyncLine[] = [];
  const { options } = syncing;
  for (let attempt = 1; ; attempt += 1) {
    const found = await lookAndPlan(context, pair, { copy, original }, options);
    const planned = await settle(found);
    const { seen, known } = found;
    const syncedAt = context.clock();
    const about = { environment: seen.remote.id, name: pair.original, mirror: known.mirror, syncedAt };
    const done = (more: readonly SyncLine[]) => lines.push(...more);
    const { reason } = context.common;
    try {
      await bring({
        copy,
        original,
        seen,
        planned,
        known,
        about,
        ...options,
        reason,
        progress: context.progress,
        done,
      });
      return resultOf(pair, { plan: planned.plan, lines, made, mirror: known.mirror, syncedAt });
    } catch (error) {
      if (attempt === mostAttempts || !hasMoved(error)) throw error;
      context.io.note('something changed meanwhile; both sides are looked at again');
    }
  }
}

// What stands in the way on one side may be new there: the next look finds it.
function hasMoved(error: unknown): boolean {
  return isProblem(error) && (error.code === 'revision.moved' || error.code === 'sync.moved_on' || error.exit === 8);
}
