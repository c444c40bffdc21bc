import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PlannedSyncs } from '../../../../src/model/sync-plan.ts';
import { type Edit, edit, edits } from './edits.ts';
import { type Options, type SmallEnvironment, said, smallEnvironment, sync } from './small-world.ts';

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
function played(history: readonly Step[], each?: (plan: PlannedSyncs, world: Played) => void) {
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
      const plan = sync(copy, original, step.options, { lists: step.lists, each: step.each });
      each?.(plan, world);
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

function settle({ original, copies: [one, two] }: Played) {
  const both = [one as SmallEnvironment, two as SmallEnvironment] as const;
  for (const copy of [...both, both[0]]) {
    const { plan, settled } = sync(copy, original, ending);
    expect([plan.lines.filter(({ action }) => action === 'blocked'), settled]).toEqual([[], true]);
  }
  return both;
}

const runs = { numRuns: Number(process.env.SYNC_RUNS ?? 400) };

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
});
