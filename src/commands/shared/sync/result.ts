import { shellWord } from '../../../kernel/shell-word.ts';
import { withFlags } from '../../../kernel/with-flags.ts';
import {
  type PlannedSyncs,
  type SyncLine,
  type SyncPlan,
  type SyncSide,
  syncActions,
} from '../../../model/sync-plan.ts';
import type { NamedSyncPlan, SyncResult } from '../../../model/sync-result.ts';
import { commandLine } from '../command-line.ts';
import type { Pair } from './pair.ts';

// As many as a person does one after another.
const mostNext = 3;

interface Done {
  readonly plan: PlannedSyncs['plan'];
  readonly lines: readonly SyncLine[];
  readonly made: boolean;
  readonly mirror: boolean;
  readonly syncedAt: string;
}

/** A plan, with the names that this machine has for both sides. */
export function namedPlan({ copy, original }: Pair, plan: SyncPlan): NamedSyncPlan {
  return { ...plan, local: { ...plan.local, name: copy }, remote: { ...plan.remote, name: original } };
}

/** What a sync did, as a document: the lines that were carried out in all, and what is left of the last plan. */
export function resultOf(pair: Pair, { plan, lines: done, made, mirror, syncedAt }: Done): SyncResult {
  const lines = [...done, ...plan.lines.filter(({ action }) => action === 'blocked')];
  const { conflicts, undecided, holes } = plan.counts;
  const count = (side: SyncSide) =>
    Object.fromEntries(
      syncActions.map((action) => [action, lines.filter((it) => it.to === side && it.action === action).length]),
    ) as SyncPlan['counts'][SyncSide];
  const names = { local: pair.copy, remote: pair.original };
  const fill = plan.holes.slice(0, mostNext).map(({ side, connection, field }) => {
    const line = commandLine('connection edit', [connection], { secret: `${field}=prompt` });
    return withFlags(line, `--environment ${shellWord(names[side])}`);
  });
  const next = mirror ? [] : made ? [commandLine('environment use', [pair.copy])] : fill;
  const { local, remote } = namedPlan(pair, plan);
  return {
    local,
    remote,
    result: done.length > 0 || made ? 'synced' : 'unchanged',
    made,
    mirror,
    counts: { local: count('local'), remote: count('remote'), conflicts, undecided, holes },
    lines,
    conflicts: plan.conflicts,
    holes: plan.holes,
    syncedAt,
    next,
  };
}
