import { nearest } from '../../../kernel/nearest.ts';
import { printable } from '../../../kernel/printable.ts';
import { problem } from '../../../kernel/problem.ts';
import type { PlannedSyncs, SyncConflict, SyncPlan, SyncSide } from '../../../model/sync-plan.ts';
import { conflictKey } from '../../../plan/sync/given.ts';
import { commandLine, type GivenFlags } from '../command-line.ts';
import type { Found } from './look.ts';

/** Which side counts: for all, and for what is named. */
export interface Preferred {
  readonly all: SyncSide | undefined;
  readonly named: ReadonlyMap<string, SyncSide>;
}

/** Reads `[NAME=]local|remote`, as `--prefer` has it; of one thing it says one side. */
export function preferredOf(given: readonly string[]): Preferred {
  const named = new Map<string, SyncSide>();
  let all: SyncSide | undefined;
  for (const text of given) {
    const at = text.lastIndexOf('=');
    const side = sideOf(text.slice(at + 1));
    const name = at < 0 ? undefined : text.slice(0, at);
    if (name === '') refuseForm();
    const before = name === undefined ? all : named.get(name);
    if (before !== undefined && before !== side) refuseContrary(name);
    if (name === undefined) all = side;
    else named.set(name, side);
  }
  return { all, named };
}

function refuseContrary(name: string | undefined): never {
  const about = name === undefined ? 'everything' : `\`${printable(name)}\``;
  throw problem('usage.arguments', { command: 'sync', says: `\`--prefer\` says both local and remote of ${about}` });
}

function sideOf(word: string): SyncSide {
  if (word === 'local' || word === 'remote') return word;
  return refuseForm();
}

function refuseForm(): never {
  throw problem('usage.flag_value', { flag: '--prefer', rule: '[NAME=]local|remote', example: '--prefer remote' });
}

/** What that says about conflicts, by their names or ids. */
export function decisionsIn({ conflicts }: Pick<SyncPlan, 'conflicts'>, { named }: Preferred): Map<string, SyncSide> {
  const decisions = new Map<string, SyncSide>();
  for (const it of conflicts) {
    const word = wordsOf(it).find((found) => named.has(found));
    const side = word === undefined ? undefined : named.get(word);
    if (side !== undefined) decisions.set(conflictKey(it), side);
  }
  return decisions;
}

/** What a conflict goes by in `--prefer`: by its key also where two have one name. */
function wordsOf(it: SyncConflict): readonly string[] {
  return [conflictKey(it), it.id, it.name];
}

/** What names one of several conflicts, and no other. */
export function wordFor(conflict: SyncConflict, all: readonly SyncConflict[]): string {
  const isOne = all.filter(({ name }) => name === conflict.name).length === 1;
  return isOne ? conflict.name : conflictKey(conflict);
}

/**
 * A plan with what `--prefer` says of what is named, also where a decision brings about another conflict. Every word that a
 * conflict goes by is added to `met`.
 */
export async function withPreferred(
  { planned, again }: Pick<Found, 'planned' | 'again'>,
  preferred: Preferred,
  met: Set<string>,
): Promise<PlannedSyncs> {
  let made = planned;
  let decisions: ReadonlyMap<string, SyncSide> = new Map();
  for (;;) {
    for (const word of made.plan.conflicts.flatMap(wordsOf)) met.add(word);
    const more = new Map([...decisions, ...decisionsIn(made.plan, preferred)]);
    if (more.size === decisions.size) return made;
    decisions = more;
    made = await again(decisions);
  }
}

/** Refuses names that no conflict has, for then something else would be decided otherwise than was meant. */
export function refuseStrays({ named }: Preferred, met: ReadonlySet<string>, flags: GivenFlags): void {
  const stray = [...named.keys()].find((name) => !met.has(name));
  if (stray === undefined || met.size === 0) return;
  const { prefer: _, ...others } = flags;
  const list = `${commandLine('sync', [], others)} --dry-run`;
  throw problem('not_found', { kind: 'conflict', ref: stray, nearest: nearest(stray, met), list });
}
