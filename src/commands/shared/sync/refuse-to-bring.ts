import { isProblem, problem } from '../../../kernel/problem.ts';
import type { PlannedSyncs } from '../../../model/sync-plan.ts';
import type { Doors } from './look.ts';
import type { Pair } from './pair.ts';

/**
 * Refuses to bring secrets along from a side that hands none out to whoever syncs, before anything is written. There it is
 * audited as any refused release is, unless it is only tried out.
 */
export async function refuseToBring(
  pair: Pair,
  { copy, original }: Doors,
  { batches }: Pick<PlannedSyncs, 'batches'>,
  dryRun: boolean,
): Promise<void> {
  const sides = [
    { name: pair.original, door: original, lists: batches.local },
    { name: pair.copy, door: copy, lists: batches.remote },
  ];
  for (const { name, door, lists } of sides) {
    const first = lists.flat().find(({ brings = [] }) => brings.length > 0);
    if (door === undefined || first === undefined) continue;
    if ((await door.query('can', { action: 'connection.exec' })).allowed) continue;
    const { role } = await door.query('whoami', {});
    if (!dryRun)
      await door.release({ to: 'exec', connection: first.id }).catch((error: unknown) => {
        if (!isProblem(error) || error.code !== 'forbidden') throw error;
      });
    throw problem('sync.keeps_secrets', { name, role });
  }
}
