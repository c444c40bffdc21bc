import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planRemoval } from '../../../src/plan/removal.ts';
import { planReplace } from '../../../src/plan/replace.ts';
import { decisions, kinds, named, observed, usesOf } from './generated.ts';
import { lookAgain, realWorlds } from './real-world.ts';

const none = { export: { named: new Map(), rest: undefined }, enrichment: { named: new Map(), rest: undefined } };
const by = (removeOld: boolean) => ({ by: 'new', removeOld });

describe('planning a replacement', () => {
  test('everything moves that nothing else was decided for', () => {
    fc.assert(
      fc.property(observed, (seen) => {
        const { changes } = planReplace(seen, by(false), none);
        const moved = changes.filter(({ change }) => change.endsWith('.connect'));
        expect(named(moved).sort()).toEqual(
          kinds.flatMap((kind) => usesOf(seen, kind).map(({ name }) => `${kind} ${name}`)).sort(),
        );
        for (const change of moved) expect(change).toMatchObject({ connection: 'new' });
      }),
    );
  });

  test('with the old one removed it is the removal in which the rest moves; without, the same but for its last change', () => {
    const move = { do: 'move', to: 'new' } as const;
    fc.assert(
      fc.property(observed, decisions, (seen, chosen) => {
        const all = {
          export: { ...chosen.export, rest: chosen.export.rest ?? move },
          enrichment: { ...chosen.enrichment, rest: chosen.enrichment.rest ?? move },
        };
        const removal = planRemoval(seen, all);
        expect(planReplace(seen, by(true), chosen)).toEqual({ changes: removal.changes, stray: removal.stray });
        expect(planReplace(seen, by(false), chosen).changes).toEqual(removal.changes.slice(0, -1));
      }),
    );
  });

  test('the order in which dependents were seen does not matter', () => {
    fc.assert(
      fc.property(observed, decisions, fc.boolean(), (seen, chosen, removeOld) => {
        const turned = { ...seen, exports: seen.exports.toReversed(), enrichments: seen.enrichments.toReversed() };
        expect(planReplace(turned, by(removeOld), chosen)).toEqual(planReplace(seen, by(removeOld), chosen));
      }),
    );
  });
});

describe.each(kinds)('carrying a replacement out where every dependent is an %s', (kind) => {
  const worlds = realWorlds();
  afterEach(() => worlds.close());

  test('nothing uses the old connection, each dependent is on the new one as it was, and planning again is empty', async () => {
    await fc.assert(
      fc.asyncProperty(observed, fc.boolean(), async (seen, removeOld) => {
        const { admin, real } = await worlds.open(kind, seen);

        await admin.apply(planReplace(real, by(removeOld), none).changes);

        const after = await lookAgain(admin, kind);
        const status = (use: { status: string }) => (kind === 'export' ? 'active' : use.status);
        expect(after).toEqual({
          connections: removeOld ? ['new'] : ['new', 'old'],
          dependents: Object.fromEntries(
            usesOf(seen, kind).map((use) => [use.name, { connection: 'new', status: status(use) }]),
          ),
          damage: [],
        });
        if (removeOld) return;
        const { exports, enrichments } = await admin.query('connection.dependents', { connection: 'old' });
        expect(planReplace({ ...real, exports, enrichments }, by(false), none)).toEqual({ changes: [], stray: [] });
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
