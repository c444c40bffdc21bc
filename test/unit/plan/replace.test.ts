import { expect, test } from '@jest/globals';
import type { Decision } from '../../../src/plan/removal.ts';
import { planReplace } from '../../../src/plan/replace.ts';

const use = (name: string, status: 'active' | 'inactive' = 'active', revision = 1) => ({ name, status, revision });
const observed = {
  connection: { name: 'old', revision: 7 },
  exports: [use('winback', 'active', 3), use('vip', 'active', 2)],
  enrichments: [use('lookup'), use('stopped', 'inactive', 5)],
};
const none = { named: new Map<string, Decision>(), rest: undefined };
const undecided = { export: none, enrichment: none };

test('everything moves at the revision that was seen, in the order of the names, and the old one stays', () => {
  expect(planReplace(observed, { by: 'new', removeOld: false }, undecided)).toEqual({
    stray: [],
    changes: [
      { change: 'export.connect', dependent: 'vip', connection: 'new', ifRevision: 2 },
      { change: 'export.connect', dependent: 'winback', connection: 'new', ifRevision: 3 },
      { change: 'enrichment.connect', dependent: 'lookup', connection: 'new', ifRevision: 1 },
      { change: 'enrichment.connect', dependent: 'stopped', connection: 'new', ifRevision: 5 },
      { change: 'enrichment.deactivate', dependent: 'stopped' },
    ],
  });
});

test('the old one is removed last, at the revision that was seen', () => {
  const { changes } = planReplace(observed, { by: 'new', removeOld: true }, undecided);
  expect(changes.at(-1)).toEqual({ change: 'connection.remove', connection: 'old', ifRevision: 7 });
});

test('what was decided for a name, or for all others, comes before moving', () => {
  const named = new Map<string, Decision>([['vip', { do: 'remove' }]]);
  const rest: Decision = { do: 'deactivate' };
  const decisions = { export: { named, rest: undefined }, enrichment: { named: new Map(), rest } };
  const { changes } = planReplace(observed, { by: 'new', removeOld: false }, decisions);
  expect(changes.map(({ change }) => change)).toEqual([
    'export.remove',
    'export.connect',
    'enrichment.deactivate',
    'enrichment.deactivate',
  ]);
});

test('a decision for a name that does not use it is stray', () => {
  const named = new Map<string, Decision>([['vipp', { do: 'remove' }]]);
  const { stray } = planReplace(
    observed,
    { by: 'new', removeOld: false },
    { ...undecided, export: { named, rest: undefined } },
  );
  expect(stray).toEqual([{ kind: 'export', name: 'vipp' }]);
});

test('with nothing observed there is nothing to do, but the removal', () => {
  const nothing = { ...observed, exports: [], enrichments: [] };
  expect(planReplace(nothing, { by: 'new', removeOld: false }, undecided).changes).toEqual([]);
  expect(planReplace(nothing, { by: 'new', removeOld: true }, undecided).changes).toHaveLength(1);
});
