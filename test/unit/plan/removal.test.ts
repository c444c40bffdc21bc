import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blocksRemoval, type Dependent } from '../../../src/model/dependent.ts';
import { planRemoval } from '../../../src/plan/removal.ts';
import { decided, decisions, kinds, named, observed, usesOf } from './generated.ts';
import { lookAgain, realWorlds } from './real-world.ts';

const none = { export: { named: new Map(), rest: undefined }, enrichment: { named: new Map(), rest: undefined } };

describe('planning a removal', () => {
  test('the order in which dependents were seen does not matter', () => {
    fc.assert(
      fc.property(observed, decisions, (seen, chosen) => {
        const turned = { ...seen, exports: seen.exports.toReversed(), enrichments: seen.enrichments.toReversed() };
        expect(planRemoval(turned, chosen)).toEqual(planRemoval(seen, chosen));
      }),
    );
  });

  test('R24 D8 without decisions exactly the dependents that block are undecided, and nothing happens to any', () => {
    fc.assert(
      fc.property(observed, (seen) => {
        const { changes, undecided } = planRemoval(seen, none);
        const blocking = kinds.flatMap((kind) =>
          usesOf(seen, kind)
            .filter((use) => blocksRemoval(kind, use as Dependent))
            .map(({ name, status }) => ({ kind, name, status })),
        );
        expect(undecided.toSorted(byName)).toEqual(blocking.toSorted(byName));
        expect(named(changes)).toEqual([]);
      }),
    );
  });

  test('R25 a decision for one dependent goes before the one for all, and one decided is never undecided', () => {
    fc.assert(
      fc.property(observed, decisions, (seen, chosen) => {
        const { changes, undecided } = planRemoval(seen, chosen);
        for (const kind of kinds)
          for (const { name } of usesOf(seen, kind)) {
            const decision = chosen[kind].named.get(name) ?? chosen[kind].rest;
            const first = changes.find(
              (it) => 'dependent' in it && it.dependent === name && it.change.startsWith(kind),
            );
            const words = { disconnect: 'disconnect', deactivate: 'deactivate', remove: 'remove', move: 'connect' };
            expect(first?.change).toBe(decision === undefined ? undefined : `${kind}.${words[decision.do]}`);
            if (decision !== undefined) expect(undecided).not.toContainEqual(expect.objectContaining({ kind, name }));
          }
      }),
    );
  });

  test('every dependent and the connection are changed only at the revision that was seen', () => {
    fc.assert(
      fc.property(observed, decisions, (seen, chosen) => {
        const { changes } = planRemoval(seen, chosen);
        const firsts = new Map(
          changes.toReversed().flatMap((it) => ('dependent' in it ? [[named([it])[0], it.ifRevision]] : [])),
        );
        for (const kind of kinds)
          for (const { name, revision } of usesOf(seen, kind))
            if (firsts.has(`${kind} ${name}`)) expect(firsts.get(`${kind} ${name}`)).toBe(revision);
        expect(changes.at(-1)?.ifRevision).toBe(seen.connection.revision);
      }),
    );
  });

  test('the connection is removed last and exactly once', () => {
    fc.assert(
      fc.property(observed, decisions, (seen, chosen) => {
        const { changes } = planRemoval(seen, chosen);
        expect(changes.filter(({ change }) => change === 'connection.remove')).toHaveLength(1);
        expect(changes.at(-1)).toMatchObject({ change: 'connection.remove', connection: 'old' });
      }),
    );
  });

  test('a dependent is named in one change, but for an inactive enrichment that moves: it is not started by that', () => {
    fc.assert(
      fc.property(observed, decisions, (seen, chosen) => {
        const { changes } = planRemoval(seen, chosen);
        for (const kind of kinds)
          for (const { name, status } of usesOf(seen, kind)) {
            const its = changes.filter((it) => named([it])[0] === `${kind} ${name}`).map(({ change }) => change);
            const moved = its[0] === 'enrichment.connect' && status === 'inactive';
            expect(its).toHaveLength(Math.min(its.length, moved ? 2 : 1));
            if (moved) expect(its[1]).toBe('enrichment.deactivate');
          }
      }),
    );
  });

  test('names that use nothing here are strays, and are planned nothing', () => {
    fc.assert(
      fc.property(observed, decisions, (seen, chosen) => {
        const { changes, stray } = planRemoval(seen, chosen);
        const strays = kinds.flatMap((kind) =>
          [...chosen[kind].named.keys()]
            .filter((name) => !usesOf(seen, kind).some((use) => use.name === name))
            .map((name) => `${kind} ${name}`),
        );
        expect(stray.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(strays.sort());
        for (const name of strays) expect(named(changes)).not.toContain(name);
      }),
    );
  });
});

describe.each(kinds)('carrying a planned removal out where every dependent is an %s', (kind) => {
  const worlds = realWorlds();
  afterEach(() => worlds.close());

  test('D9 a decided plan leaves no dependent on the connection, no connection, and every other thing as it was', async () => {
    await fc.assert(
      fc.asyncProperty(observed, decided, async (seen, chosen) => {
        const { admin, real } = await worlds.open(kind, seen);

        await admin.apply(planRemoval(real, chosen).changes);

        const expected = usesOf(seen, kind).flatMap(({ name, status }): [string, object][] => {
          const decision = chosen[kind].named.get(name) ?? chosen[kind].rest;
          if (decision?.do === 'remove') return [];
          if (decision?.do !== 'move') return [[name, { connection: null, status: 'inactive' }]];
          return [[name, { connection: 'new', status: kind === 'export' ? 'active' : status }]];
        });
        expect(await lookAgain(admin, kind)).toEqual({
          connections: ['new'],
          dependents: Object.fromEntries(expected),
          damage: [],
        });
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  test('R24 a plan with something undecided is refused whole, and any other is carried out', async () => {
    await fc.assert(
      fc.asyncProperty(observed, decisions, async (seen, chosen) => {
        const { admin, real } = await worlds.open(kind, seen);
        const plan = planRemoval(real, chosen);
        const before = await lookAgain(admin, kind);

        const ended = await admin.apply(plan.changes).then(
          () => 'done',
          ({ code }: { code: string }) => code,
        );

        expect(ended).toBe(plan.undecided.length === 0 ? 'done' : 'connection.in_use');
        if (ended !== 'done') expect(await lookAgain(admin, kind)).toEqual(before);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});

function byName(one: { kind: string; name: string }, other: { kind: string; name: string }): number {
  return `${one.kind} ${one.name}` < `${other.kind} ${other.name}` ? -1 : 1;
}
