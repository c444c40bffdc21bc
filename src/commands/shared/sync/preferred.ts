import { problem } from '../../../kernel/problem.ts';
import type { SyncPlan, SyncSide } from '../../../model/sync-plan.ts';
import { conflictKey } from '../../../plan/sync/given.ts';

/** Which side counts: for all, and for what is named. */
export interface Preferred {
  readonly all: SyncSide | undefined;
  readonly named: ReadonlyMap<string, SyncSide>;
}

/** Reads `[NAME=]local|remote`, as `--prefer` has it. */
export function preferredOf(given: readonly string[]): Preferred {
  const named = new Map<string, SyncSide>();
  let all: SyncSide | undefined;
  for (const text of given) {
    const at = text.lastIndexOf('=');
    const side = sideOf(text.slice(at + 1));
    if (at >= 0) named.set(text.slice(0, at), side);
    else all = side;
  }
  return { all, named };
}

function sideOf(word: string): SyncSide {
  if (word === 'local' || word === 'remote') return word;
  throw problem('usage.flag_value', { flag: '--prefer', rule: '[NAME=]local|remote', example: '--prefer remote' });
}

/** What that says about conflicts, by their names or ids. */
export function decisionsIn({ conflicts }: SyncPlan, { named }: Preferred): Map<string, SyncSide> {
  const decisions = new Map<string, SyncSide>();
  for (const it of conflicts) {
    const side = named.get(it.name) ?? named.get(it.id);
    if (side !== undefined) decisions.set(conflictKey(it), side);
  }
  return decisions;
}
