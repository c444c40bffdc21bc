import { type Block, block } from '../../kernel/block.ts';
import { type SyncKind, syncKinds } from '../../model/sync.ts';
import { type SyncAction, type SyncLine, type SyncPlan, type SyncSide, syncActions } from '../../model/sync-plan.ts';
import { usesVault } from './after-state.ts';
import { nameIn } from './conflicts.ts';
import type { Deed } from './deed.ts';
import type { SyncGiven } from './given.ts';
import { fieldChanges, type NameOf } from './shown.ts';
import type { Verdicts } from './verdict.ts';
import { movesVault } from './waiting.ts';

/** What stops a record, and the side on which it does. */
export interface Stop {
  readonly side: SyncSide;
  readonly block: Block;
}

/** What stops records on either side, by key: those are left alone on both. */
export function blocksOf(
  { oneWay }: SyncGiven,
  verdicts: Verdicts,
  deeds: readonly Deed[],
  nameOf: NameOf,
): ReadonlyMap<string, readonly Stop[]> {
  const found = new Map<string, Stop[]>();
  for (const { key, side, blocked, kind, before, after } of deeds) {
    if (oneWay !== undefined && side === 'remote') {
      found.set(key, [{ side, block: oneWay }]);
      continue;
    }
    const all = [...blocked];
    if (kind === 'environment' && movesVault(before?.content, after)) {
      const uses = [...verdicts.values()]
        .filter((it) => it.undecided !== true && usesVault(it.kind, it[side]?.content) && usesVault(it.kind, it.result))
        .map((it) => nameOf(it.key));
      if (uses.length > 0) all.push(block('vault-used', { uses: uses.sort() }));
    }
    if (all.length > 0) found.set(key, [...(found.get(key) ?? []), ...all.map((it) => ({ side, block: it }))]);
  }
  return found;
}

/** What is done, and what is not and why, a line for each record of each side. */
export function linesOf(
  deeds: readonly Deed[],
  blocks: ReadonlyMap<string, readonly Stop[]>,
  waits: ReadonlyMap<string, string>,
  nameOf: NameOf,
): readonly SyncLine[] {
  // What is stopped on one side alone is told there.
  const isTold = ({ key, side }: Deed) => blocks.get(key)?.some((it) => it.side === side) ?? true;
  const lines = deeds.filter(isTold).map((deed): SyncLine => {
    const { key, kind, id, side, before, after, origin } = deed;
    const waitsFor = waits.get(key);
    const stops = blocks.get(key)?.filter((it) => it.side === side);
    const blocked =
      stops?.map((it) => it.block) ??
      (waitsFor === undefined ? undefined : [block('waits', { kind: kindOf(waitsFor), name: nameOf(waitsFor) })]);
    const was = before === undefined ? undefined : nameIn(before.content, id);
    const name = after === null ? (was ?? id) : nameIn(after, id);
    const action: SyncAction =
      blocked !== undefined
        ? 'blocked'
        : after === null
          ? 'remove'
          : was === undefined
            ? 'create'
            : was === name
              ? 'change'
              : 'rename';
    return {
      action,
      to: side,
      kind,
      id,
      name,
      ...(was === undefined || was === name ? {} : { from: was }),
      fields: after === null ? [] : fieldChanges(kind, before?.content ?? null, after, nameOf),
      ...(blocked === undefined ? {} : { blocked }),
      by: origin.by,
      at: origin.at,
    };
  });
  const order = new Map(
    lines.map((line) => [line, `${line.to} ${syncKinds.indexOf(line.kind)} ${line.name} ${line.id}`]),
  );
  return lines.sort((one, other) => ((order.get(one) ?? '') < (order.get(other) ?? '') ? -1 : 1));
}

export function countsOf(lines: readonly SyncLine[], side: SyncSide): SyncPlan['counts'][SyncSide] {
  const counts = Object.fromEntries(syncActions.map((action) => [action, 0])) as Record<SyncAction, number>;
  for (const { to, action } of lines) if (to === side) counts[action] += 1;
  return counts;
}

/** How a record is called: as it will be, as it is, or as it is known to be where it was not touched. */
export function namesIn({ local, remote }: SyncGiven, verdicts: Verdicts): NameOf {
  return (key) => {
    const verdict = verdicts.get(key);
    const content = verdict?.result ?? verdict?.local?.content ?? verdict?.remote?.content;
    const id = key.slice(key.indexOf('/') + 1);
    if (content) return nameIn(content, id);
    const touched = local.touched.get(key) ?? remote.touched.get(key);
    return touched?.name ?? local.names.get(key) ?? remote.names.get(key) ?? id;
  };
}

function kindOf(key: string): SyncKind {
  return key.slice(0, key.indexOf('/')) as SyncKind;
}
