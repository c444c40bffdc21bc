import { displayKey } from '../../kernel/name.ts';
import type { SyncBase } from '../../model/sync.ts';
import type { PlannedSyncs, SyncSide } from '../../model/sync-plan.ts';
import { aftersOf, baseOf } from './base-rows.ts';
import { conflictOf } from './conflicts.ts';
import { type Deed, deedsOn } from './deed.ts';
import { keyOf, type SyncGiven } from './given.ts';
import { blocksOf, countsOf, linesOf, namesIn } from './lines.ts';
import { type ListSizes, listsOf } from './lists.ts';
import { mendNames } from './name-clashes.ts';
import { mendTypes, mendUses } from './references.ts';
import { judge, keysOf, stayingOf, type Verdict, type Verdicts } from './verdict.ts';
import { waitingOf } from './waiting.ts';

// A list of the copy also keeps what was agreed on, and the door takes 10,000 changes.
const usual: ListSizes = { most: 9_999, each: 5_000 };

/**
 * What it takes to make both sides say the same. Pure: no clock, no ids; the order of what is given does not matter, nor
 * does what the clocks of the two sides say.
 */
export function planSync(given: SyncGiven, sizes: ListSizes = usual): PlannedSyncs {
  const { local, remote } = given;
  const stays = stayingOf(given, displayKey);
  const verdicts = verdictsOf(given, stays);
  mendUses(given, verdicts);
  mendTypes(verdicts);
  const invented = mendNames(given, verdicts);
  const deeds = [...deedsOn(given, verdicts, 'local'), ...deedsOn(given, verdicts, 'remote')];
  const nameOf = namesIn(given, verdicts);
  const blocks = blocksOf(given, verdicts, deeds, nameOf);
  const waits = waitingOf(verdicts, deeds, new Set(blocks.keys()));
  const isOut = (key: string) => blocks.has(key) || waits.has(key) || verdicts.get(key)?.undecided === true;
  const done = (side: SyncSide): readonly Deed[] => deeds.filter((it) => it.side === side && !isOut(it.key));
  const [here, there] = [done('local'), done('remote')];
  const lists = (side: SyncSide, its: readonly Deed[]) =>
    listsOf(verdicts, side, its, sizes).map((list) => list.map(({ change }) => change));
  const lines = linesOf(deeds, blocks, waits, nameOf);
  const conflicts = [...verdicts.values()].flatMap((verdict) =>
    verdict.conflicts.map((judged) => conflictOf(given, verdicts, verdict, judged, nameOf)),
  );
  const holes = [...here, ...there].flatMap(({ side, key, holes: fields }) =>
    fields.map((field) => ({ side, connection: nameOf(key), field })),
  );
  const afters = { local: aftersOf(here), remote: aftersOf(there) };
  const undecided = conflicts.filter(({ decided }) => decided === null).length;
  return {
    plan: {
      local: { id: local.id, displayName: local.displayName },
      remote: { id: remote.id, displayName: remote.displayName },
      counts: {
        local: countsOf(lines, 'local'),
        remote: countsOf(lines, 'remote'),
        conflicts: conflicts.length,
        undecided,
        holes: holes.length,
      },
      lines,
      conflicts,
      holes,
    },
    batches: { local: lists('local', here), remote: lists('remote', there) },
    base: [...verdicts.values()].flatMap((it): readonly SyncBase[] => (isOut(it.key) ? [] : baseOf(given, it, afters))),
    stays,
    settled: undecided === 0 && blocks.size === 0 && waits.size === 0,
    invented: invented.filter((it) => !isOut(keyOf(it))),
  };
}

// Users need the fate of the exports that they run, and connections that of the users they are shared with.
const judgedFirst = ['export/', 'user/'];

function verdictsOf(given: SyncGiven, stays: readonly string[]): Verdicts {
  const keys = keysOf(given, new Set(stays.map((id) => keyOf({ kind: 'user', id }))));
  const gone = new Set<string>();
  const found = new Map<string, Verdict>();
  const add = (key: string) => {
    const verdict = judge(given, key, gone);
    found.set(key, verdict);
    if (verdict.result === null && verdict.undecided !== true) gone.add(key);
  };
  for (const first of judgedFirst) for (const key of keys) if (key.startsWith(first)) add(key);
  for (const key of keys) if (!found.has(key)) add(key);
  return found;
}
