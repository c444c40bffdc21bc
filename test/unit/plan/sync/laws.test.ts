import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { block } from '../../../../src/kernel/block.ts';
import type { ByAt } from '../../../../src/model/sync.ts';
import type { PlannedSyncs, SyncConflict } from '../../../../src/model/sync-plan.ts';
import { keyOf, type SideSeen, type SyncGiven } from '../../../../src/plan/sync/given.ts';
import { planSync } from '../../../../src/plan/sync/plan-sync.ts';
import { type Edit, edit, edits } from './edits.ts';
import {
  gathered,
  type Options,
  planned,
  type SmallEnvironment,
  said,
  smallEnvironment,
  sync,
  told,
} from './small-world.ts';

type Step =
  | { readonly do: 'edit'; readonly where: number; readonly edit: Edit }
  | {
      readonly do: 'sync';
      readonly copy: number;
      readonly options: Options;
      readonly lists: number;
      readonly each: number;
    };

const option = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('edit' as const), where: fc.nat(2), edit: edits }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('sync' as const),
        copy: fc.nat(1),
        options: fc.record({
          prefer: option(fc.constantFrom('local' as const, 'remote' as const)),
          keepSecrets: fc.boolean(),
          withSecrets: fc.boolean(),
          oneWay: fc.constantFrom(undefined, undefined, block('only-looks', { role: 'auditor' })),
        }),
        // Few enough that some are killed between two lists, or between the two sides.
        lists: fc.constantFrom(0, 1, 2, 3, 99, 99, 99),
        each: fc.constantFrom(1, 2, 3, 9_999),
      }),
    },
  ),
  { minLength: 5, maxLength: 60 },
);

/** An environment and two copies of it, on which people work. */
function played(history: readonly Step[]): Played {
  const original = smallEnvironment('original');
  const copies = [smallEnvironment('one'), smallEnvironment('two')];
  const world: Played = { original, copies, made: new Map(), removed: new Set() };
  for (const [at, step] of history.entries()) {
    if (step.do === 'edit') {
      const where = [original, ...copies][step.where] as SmallEnvironment;
      const { made, removed } = edit(where, step.edit, () => `${where.id}-${at}`);
      if (made !== undefined) world.made.set(made, where.id);
      if (removed !== undefined) world.removed.add(removed);
    } else {
      const copy = copies[step.copy] as SmallEnvironment;
      sync(copy, original, step.options, { lists: step.lists, each: step.each });
    }
  }
  return world;
}

interface Played {
  readonly original: SmallEnvironment;
  readonly copies: readonly SmallEnvironment[];
  readonly made: Map<string, string>;
  readonly removed: Set<string>;
}

const ending = { prefer: 'local', keepSecrets: true } as const;

function settle({ original, copies: [one, two] }: Played, options: Options = ending) {
  const both = [one as SmallEnvironment, two as SmallEnvironment] as const;
  for (const copy of [...both, both[0]]) {
    const { plan, settled } = sync(copy, original, options);
    expect([plan.lines.filter(({ action }) => action === 'blocked'), settled]).toEqual([[], true]);
  }
  return both;
}

const runs = { numRuns: Number(process.env.SYNC_RUNS ?? 120) };

describe('an environment and two copies, edited at random, synced in any order and killed between lists', () => {
  test('say the same once everything is decided, and then have nothing left to bring over', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const world = played(history);
        const [one, two] = settle(world);
        expect(said(one)).toEqual(said(world.original));
        expect(said(two)).toEqual(said(world.original));
        for (const copy of [one, two]) {
          const { plan, batches, base } = sync(copy, world.original);
          expect([plan.lines, plan.conflicts, batches, base]).toEqual([[], [], { local: [], remote: [] }, []]);
        }
      }),
      runs,
    );
  });

  test('say the same however often they are synced without a decision, but for what is in conflict or waits', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { original, copies } = played(history);
        const [copy] = copies as [SmallEnvironment];
        sync(copy, original);
        const { plan, settled, batches } = sync(copy, original);
        expect(batches).toEqual({ local: [], remote: [] });
        expect(settled).toBe(plan.conflicts.length === 0 && plan.lines.length === 0);
        if (settled) expect(said(copy)).toEqual(said(original));
        expect(plan.lines.filter(({ action }) => action !== 'blocked')).toEqual([]);
      }),
      runs,
    );
  });

  test('lose nothing that nobody removed, but for one of two types of the same name', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const world = played(history);
        settle(world);
        const lost = [...world.made.keys()].filter(
          (key) => !world.removed.has(key) && !world.original.records.has(key) && !key.startsWith('type/'),
        );
        expect(lost).toEqual([]);
      }),
      runs,
    );
  });

  test('have all secrets alike once these are brought along, and then bring none', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const world = played(history);
        const [one] = settle(world);
        one.marks = undefined;
        sync(one, world.original, { ...ending, withSecrets: true });

        expect(secretsIn(one)).toEqual(secretsIn(world.original));
        one.marks = undefined;
        const { batches, base } = sync(one, world.original, { withSecrets: true });
        expect([batches, base]).toEqual([{ local: [], remote: [] }, []]);
      }),
      runs,
    );
  });
});

describe('a plan of such a sync', () => {
  const ways: fc.Arbitrary<Options> = fc.record({ withSecrets: fc.boolean(), keepSecrets: fc.boolean() });

  test('writes over nothing, and removes nothing, that the other side never had as it is', () => {
    fc.assert(
      fc.property(steps, ways, (history, options) => {
        const { original, copies } = played(history);
        const [copy] = copies as [SmallEnvironment];
        const { batches } = planned(copy, original, options);
        for (const [here, there, lists] of [
          [copy, original, batches.local],
          [original, copy, batches.remote],
        ] as const) {
          for (const change of lists.flat()) {
            const before = here.records.get(keyOf(change));
            const isOwn = change.origin.environment === here.id;
            if (before === undefined || isOwn || change.kind === 'type') continue;
            expect([...(there.ever.get(keyOf(change)) ?? [])]).toContain(told(before));
          }
        }
      }),
      runs,
    );
  });

  test('is the same in whatever order things are seen, however far apart the two clocks are', () => {
    fc.assert(
      fc.property(steps, ways, fc.constantFrom(-400, 400), (history, options, years) => {
        const { original, copies } = played(history);
        const given = gathered(copies[0] as SmallEnvironment, original, options);
        const plan = planSync(given);

        expect(JSON.stringify(planSync(turned(given)))).toBe(JSON.stringify(plan));
        expect(timeless(planSync(atAnotherTime(given, years)))).toBe(timeless(plan));
      }),
      runs,
    );
  });

  test('finds the same conflicts from either side', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { original, copies } = played(history);
        const given = gathered(copies[0] as SmallEnvironment, original);
        const { plan } = planSync(given);
        const other = planSync({ ...given, local: given.remote, remote: given.local });

        expect(conflictsOf(other.plan.conflicts)).toEqual(conflictsOf(plan.conflicts));
      }),
      runs,
    );
  });
});

test('a role that only looks changes nothing there, and takes what nobody here changed', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const { original, copies } = played(history);
      const [copy] = copies as [SmallEnvironment];
      const before = said(original);
      const oneWay = block('only-looks', { role: 'auditor' });
      const { plan } = sync(copy, original, { oneWay, keepSecrets: true });
      expect(said(original)).toEqual(before);
      expect(plan.lines.filter(({ to, action }) => to === 'remote' && action !== 'blocked')).toEqual([]);
      const again = sync(copy, original, { oneWay, keepSecrets: true });
      expect(again.batches).toEqual({ local: [], remote: [] });
    }),
    runs,
  );
});

test('a mirror says what its original says, and changes nothing there', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const original = smallEnvironment('original');
      const mirror = smallEnvironment('mirror');
      for (const [at, step] of history.entries()) {
        if (step.do === 'edit') edit(original, step.edit, () => `original-${at}`);
        else {
          const { lists, each } = step;
          const { batches, plan } = sync(mirror, original, { mirror: true }, { lists, each });
          expect([batches.remote, plan.conflicts]).toEqual([[], []]);
        }
      }
      sync(mirror, original, { mirror: true });
      expect(said(mirror)).toEqual(said(original));
    }),
    runs,
  );
});

function secretsIn({ records }: SmallEnvironment) {
  return Object.fromEntries(
    [...records.values()]
      .flatMap((it) => (it.kind === 'connection' ? [[it.id, it.content.secrets] as const] : []))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

function turned(given: SyncGiven): SyncGiven {
  const turn = <V>(map: ReadonlyMap<string, V>) => new Map([...map].toReversed());
  const side = (seen: SideSeen) => ({ ...seen, records: turn(seen.records), touched: turn(seen.touched) });
  return { ...given, base: turn(given.base), local: side(given.local), remote: side(given.remote) };
}

// The clock of the copy, so many years before or after what it says: in all that it was asked for, here and there.
function atAnotherTime(given: SyncGiven, years: number): SyncGiven {
  const { local, remote } = given;
  const moved = <T extends ByAt>(it: T): T => {
    const at = new Date(it.at);
    at.setUTCFullYear(at.getUTCFullYear() + years);
    return { ...it, at: at.toISOString() };
  };
  const records = [...local.records].map(
    ([key, it]) => [key, { ...it, made: moved(it.made), changed: moved(it.changed) }] as const,
  );
  const touched = [...local.touched].map(([key, it]) => [key, moved(it)] as const);
  const told = [...remote.touched].map(([key, it]) => {
    const isHere = it.sync?.environment === local.id;
    return [key, isHere && it.sync !== null ? { ...it, sync: moved(it.sync) } : it] as const;
  });
  return {
    ...given,
    local: { ...local, records: new Map(records), touched: new Map(touched) },
    remote: { ...remote, touched: new Map(told) },
  };
}

// All but the moments that records themselves have nothing to do with.
function timeless({ plan, batches, base }: PlannedSyncs): string {
  const lines = plan.lines.map(({ at: _, ...line }) => line);
  const lists = (these: PlannedSyncs['batches']['local']) =>
    these.map((list) =>
      list.map((it) => ({ ...it, origin: it.origin.environment, made: undefined, changed: undefined })),
    );
  const conflicts = plan.conflicts.map(({ local: _, remote: __, ...it }) => it);
  return JSON.stringify([plan.counts, lines, conflicts, lists(batches.local), lists(batches.remote), base]);
}

// Which of two records that want one name stands first is the side's that is called local.
function conflictsOf(conflicts: readonly SyncConflict[]): readonly string[] {
  return conflicts
    .flatMap(({ why, kind, name, id, others }) => {
      if (why !== 'name') return [[why, kind, id].join(' ')];
      return others.map((other) => [why, kind, ...[name, other.name].sort()].join(' '));
    })
    .sort();
}
