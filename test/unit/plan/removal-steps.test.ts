import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DependentKind } from '../../../src/model/dependent.ts';
import { planRemoval } from '../../../src/plan/removal.ts';
import { type Planned, removalSteps } from '../../../src/plan/removal-steps.ts';
import { decided, decisions, observed } from './generated.ts';

const use = (name: string, schedule = 'daily 02:00 UTC', status: 'active' | 'inactive' = 'active') => ({
  name,
  schedule,
  status,
});
const remove = { change: 'connection.remove', connection: 'old' } as const;
const planned = (more: Partial<Planned>): Planned => ({
  connection: 'old',
  sharedWith: 'administrators',
  changes: [remove],
  exports: [],
  enrichments: [],
  targets: [{ name: 'new', status: 'ready', sharedWith: 'administrators' }],
  ...more,
});
const first = (more: Partial<Planned>) => removalSteps(planned(more))[0];

describe('the picture of a removal', () => {
  test('R17 what is disconnected or removed misses its schedule, unless it is off', () => {
    const disconnect = { changes: [{ change: 'export.disconnect', dependent: 'a' } as const, remove] };
    expect(first({ ...disconnect, exports: [use('a')] })).toEqual({
      does: 'disconnect',
      kind: 'export',
      name: 'a',
      misses: 'daily 02:00 UTC',
    });
    expect(first({ ...disconnect, exports: [use('a', 'off')] })).not.toHaveProperty('misses');
    const gone = { changes: [{ change: 'enrichment.remove', dependent: 'a' } as const, remove] };
    expect(first({ ...gone, enrichments: [use('a', 'refresh')] })).toMatchObject({ does: 'remove', misses: 'refresh' });
    expect(first({ ...gone, enrichments: [use('a', 'refresh', 'inactive')] })).not.toHaveProperty('misses');
  });

  const move = {
    changes: [{ change: 'export.connect', dependent: 'a', connection: 'new' } as const, remove],
    exports: [use('a')],
  };

  test('D17 what moves to a connection that awaits its sign-in waits with it', () => {
    expect(first(move)).toEqual({ does: 'move', kind: 'export', name: 'a', to: 'new' });
    const targets = [{ name: 'new', status: 'awaiting sign-in', sharedWith: 'administrators' } as const];
    expect(first({ ...move, targets })).toMatchObject({ waits: true });
  });

  test.each([
    ['contributors', 'administrators', { loses: true }],
    [['chloe'], ['carl'], { loses: true, gains: true }],
    ['administrators', ['chloe'], { gains: true }],
    ['contributors', 'contributors', {}],
  ] as const)('R13 moving from what %j may use to what %j may', (sharedWith, to, rights) => {
    const targets = [{ name: 'new', status: 'ready', sharedWith: to } as const];
    expect(first({ ...move, sharedWith, targets })).toEqual({
      does: 'move',
      kind: 'export',
      name: 'a',
      to: 'new',
      ...rights,
    });
  });

  test('D8 R22 an inactive enrichment loses its connection, or moves and stays inactive', () => {
    const enrichments = [use('idle', 'refresh', 'inactive')];
    expect(first({ enrichments })).toEqual({
      does: 'keep',
      kind: 'enrichment',
      name: 'idle',
      stopped: true,
      bare: true,
    });
    const changes = [
      { change: 'enrichment.connect', dependent: 'idle', connection: 'new' },
      { change: 'enrichment.deactivate', dependent: 'idle' },
    ] as const;
    expect(first({ enrichments, changes })).toEqual({
      does: 'move',
      kind: 'enrichment',
      name: 'idle',
      to: 'new',
      stopped: true,
    });
  });

  test('what is left stays, and says so', () => {
    expect(removalSteps(planned({ changes: [] }))).toEqual([{ does: 'keep', kind: 'connection', name: 'old' }]);
  });

  test('each dependent has one line that says what was decided for it, exports first, the connection last', () => {
    const words = { disconnect: 'disconnect', deactivate: 'deactivate', remove: 'remove', move: 'move' } as const;
    fc.assert(
      fc.property(observed, decided, (seen, chosen) => {
        const { changes } = planRemoval(seen, chosen);
        const timed = (uses: typeof seen.exports) => uses.map((it) => ({ ...it, schedule: 'refresh' }));
        const steps = removalSteps(
          planned({ changes, exports: timed(seen.exports), enrichments: timed(seen.enrichments) }),
        );
        const lines = (kind: DependentKind, uses: typeof seen.exports) =>
          uses
            .toSorted((one, other) => (one.name < other.name ? -1 : 1))
            .map(({ name, status }) => {
              const { do: does = 'disconnect' } = chosen[kind].named.get(name) ?? chosen[kind].rest ?? {};
              const idle = kind === 'enrichment' && status === 'inactive' && does === 'deactivate';
              return `${idle ? 'keep' : words[does]} ${kind} ${name}`;
            });
        expect(steps.map(({ does, kind, name }) => `${does} ${kind} ${name}`)).toEqual([
          ...lines('export', seen.exports),
          ...lines('enrichment', seen.enrichments),
          'remove connection old',
        ]);
      }),
    );
  });

  test('only what stays loses its connection', () => {
    fc.assert(
      fc.property(observed, decisions, (seen, chosen) => {
        const { changes } = planRemoval(seen, chosen);
        const timed = (uses: typeof seen.exports) => uses.map((it) => ({ ...it, schedule: 'refresh' }));
        const steps = removalSteps(
          planned({ changes, exports: timed(seen.exports), enrichments: timed(seen.enrichments) }),
        );
        for (const step of steps) expect(step.bare === true).toBe(step.does === 'keep');
      }),
    );
  });
});
