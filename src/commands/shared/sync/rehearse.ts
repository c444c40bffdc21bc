import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { commandLine, type GivenFlags } from '../command-line.ts';
import { lookAndPlan, type SyncOptions } from './look.ts';
import { openSide } from './open-side.ts';
import type { Pair } from './pair.ts';
import { type Preferred, refuseStrays, withPreferred } from './preferred.ts';
import { refuseToBring } from './refuse-to-bring.ts';
import { namedPlan } from './result.ts';
import { exitOf } from './settling.ts';

interface Rehearsal {
  readonly options: SyncOptions;
  readonly preferred: Preferred;
  readonly skipConflicts: boolean;
  readonly given: GivenFlags;
}

/** The plan alone, with the exit code that carrying it out would end with. */
export async function rehearse(context: Context, pair: Pair, rehearsal: Rehearsal): Promise<Outcome> {
  const { options, preferred, skipConflicts, given } = rehearsal;
  const original = await openSide(context, pair.original);
  const copy = pair.there ? await openSide(context, pair.copy) : undefined;
  const met = new Set<string>();
  const found = await lookAndPlan(context, pair, { copy, original }, options);
  const planned = await withPreferred(found, preferred, met);
  refuseStrays(preferred, met, given);
  const { plan } = planned;
  await refuseToBring(pair, { copy, original }, planned, true);
  const exit = exitOf(plan, skipConflicts);
  const does = plan.lines.some(({ action }) => action !== 'blocked') && (exit === 0 || exit === 13);
  const next = !does ? [] : [commandLine('sync', [], given)];
  return { kind: 'SyncPlan', data: namedPlan(pair, plan), next, exit };
}
