import type { Change } from '../../../model/change.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import { removalSteps } from '../../../plan/removal-steps.ts';
import type { Context } from '../../context.ts';
import type { Seen } from '../seen.ts';

/** Shows a connection with everything that uses it, and how much that matters. */
export async function showUse(context: Context, { connection, exports, enrichments }: Seen): Promise<void> {
  const { name, displayName, type } = connection;
  const { production } = await (await context.environment()).query('environment.show', {});
  const now = context.clock();
  await context.show('ConnectionUse', { connection: name, displayName, type, production, exports, enrichments, now });
}

/** Shows what is planned with what follows from it. What the door would refuse is refused before. */
export async function showPlan(context: Context, seen: Seen, changes: readonly Change[]): Promise<void> {
  const environment = await context.environment();
  await environment.apply(changes, { dryRun: true });
  const targets: ConnectionDetail[] = [];
  const named: Change[] = [];
  for (const change of changes) {
    if (change.change !== 'export.connect' && change.change !== 'enrichment.connect') named.push(change);
    else {
      const { connection } = change;
      const known = targets.find(({ name }) => name === connection);
      const to = known ?? ((await environment.query('connection.show', { connection })) as ConnectionDetail);
      if (known === undefined) targets.push(to);
      named.push({ ...change, connection: to.name });
    }
  }
  const { connection, exports, enrichments } = seen;
  const { name, sharedWith } = connection;
  const planned = { connection: name, sharedWith, changes: named, exports, enrichments, targets };
  await context.show('RemovalPlan', { steps: removalSteps(planned) });
}
