import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as connectionUse from '../../../src/views/connection-use.ts';
import { type Paint, plain } from '../../../src/views/paint.ts';
import * as removalPlan from '../../../src/views/removal-plan.ts';
import * as sharing from '../../../src/views/sharing.ts';
import * as userShares from '../../../src/views/user-shares.ts';
import { expectGolden } from '../../support/golden.ts';
import { anyName, obeyed } from './any-name.ts';
import { dependent, dependents, names, now } from './samples.ts';

const use = {
  connection: 'retail-nightly-drop',
  displayName: 'Retail nightly drop',
  type: 'sftp',
  production: true,
  exports: [dependent('vip-segment-nightly', true), dependent('winback', false)],
  enrichments: [],
  now,
};
const steps = [
  { does: 'move', kind: 'export', name: 'vip-nightly', to: 'retail-drop-2027', waits: true, loses: true },
  { does: 'disconnect', kind: 'export', name: 'winback-weekly', misses: 'weekly sun 04:00 UTC' },
  { does: 'remove', kind: 'export', name: names.control, misses: 'refresh' },
  { does: 'deactivate', kind: 'enrichment', name: 'store-lookup' },
  { does: 'keep', kind: 'enrichment', name: 'idle', stopped: true, bare: true },
  { does: 'remove', kind: 'connection', name: 'retail-nightly-drop' },
] as const;
const shared = {
  verb: 'share',
  connection: 'retail-nightly-drop',
  type: 'sftp',
  administrators: 3,
  contributors: 1204,
  now: 'administrators',
  after: 'contributors',
  gain: ['chloe', 'carl'],
  lose: [],
  exports: [
    { name: 'vip-segment-nightly', createdBy: 'ana@contoso.example' },
    { name: names.control, createdBy: names.bidi },
  ],
} as const;
const unshared = {
  ...shared,
  verb: 'unshare',
  now: ['chloe', 'carl', 'zoe', 'yan'],
  after: 'administrators',
  gain: [],
  lose: ['chloe', 'carl', 'zoe', 'yan'],
} as const;
const many = Array.from({ length: 60 }, (_, at) => ({ name: `export-${at}`, createdBy: 'ana' }));

/** What is shown before a question, by the name of its golden file. */
const screens: { readonly [name: string]: (paint?: Paint, columns?: number) => string } = {
  'connection-use': (paint, columns) => connectionUse.text(use, paint, columns),
  'connection-use-hostile': (paint, columns) => connectionUse.text({ ...use, ...dependents }, paint, columns),
  'connection-use-short': (paint, columns) =>
    connectionUse.text(
      {
        ...use,
        production: false,
        exports: use.exports.map((it, at) => ({ ...it, name: `export-${at}`, createdBy: 'ana', lastRun: null })),
      },
      paint,
      columns,
    ),
  'connection-use-none': (paint, columns) =>
    connectionUse.text({ ...use, production: false, exports: [] }, paint, columns),
  'removal-plan': (paint, columns) => removalPlan.text({ steps }, paint, columns),
  'removal-plan-beside': (paint, columns) =>
    removalPlan.text({ steps: [{ does: 'move', kind: 'export', name: 'daily', to: 'new' }, steps[5]] }, paint, columns),
  'sharing-all': (paint, columns) => sharing.text(shared, paint, columns),
  'sharing-none-on-it': (paint, columns) =>
    sharing.text({ ...shared, after: ['chloe'], gain: ['chloe'], exports: [] }, paint, columns),
  unsharing: (paint, columns) => sharing.text(unshared, paint, columns),
  'unsharing-many': (paint, columns) =>
    sharing.text(
      { ...unshared, now: many.map(({ name }) => name), lose: many.map(({ name }) => name), exports: many },
      paint,
      columns,
    ),
  'user-shares': (paint, columns) =>
    userShares.text({ user: 'chloe', role: 'contributor', connections: ['news', 'drop'] }, paint, columns),
  'user-shares-none': (paint, columns) =>
    userShares.text({ user: 'vic', role: 'viewer', connections: [] }, paint, columns),
};
const marks = ['good', 'bad', 'warn', 'name', 'dim', 'strong'] as const;
const marked = {
  ...plain,
  ...Object.fromEntries(marks.map((mark) => [mark, (text: string) => `<${mark}>${text}</${mark}>`])),
} as Paint;

describe.each(Object.keys(screens))('the screen %s', (name) => {
  const screen = screens[name] as (paint?: Paint, columns?: number) => string;

  test.each([80, 40])('reads as it did at %d columns, and the same with its parts marked', (columns) => {
    const text = screen(plain, columns);
    expectGolden(`drawings/${name}-${columns}`, text);
    expect(screen(marked, columns).replace(/<\/?(?:good|bad|warn|name|dim|strong)>/g, '')).toBe(text);
    expect(text).toMatch(/^\n.*\S\n\n$/s);
    expect(text).not.toMatch(/[ ]\n/);
    expect(text).not.toMatch(obeyed);
  });

  test.each([80, 40])('no line is longer than %d columns but for a name that stays whole', (columns) => {
    for (const line of screen(plain, columns)
      .split('\n')
      .filter((it) => it.length > columns)) {
      const longest = Math.max(...line.split(' ').map((word) => word.length));
      expect([line, line.length - longest <= 30 && longest > 10]).toEqual([line, true]);
    }
  });
});

test('no name makes a terminal obey', () => {
  fc.assert(
    fc.property(anyName, anyName, fc.integer({ min: 20, max: 120 }), (name, other, columns) => {
      const item = { ...dependent('x', true), name, schedule: other, createdBy: other };
      const step = { does: 'move', kind: 'export', name, to: other, misses: name } as const;
      const text = [
        connectionUse.text({ ...use, connection: name, displayName: other, exports: [item] }, plain, columns),
        removalPlan.text({ steps: [step, { ...step, kind: 'connection', does: 'keep' }] }, plain, columns),
        sharing.text(
          {
            ...shared,
            connection: name,
            now: [name],
            after: [other],
            gain: [other],
            exports: [{ name, createdBy: other }],
          },
          plain,
          columns,
        ),
        userShares.text({ user: name, role: 'viewer', connections: [other] }, plain, columns),
      ].join('');
      expect(text).not.toMatch(obeyed);
    }),
  );
});

test('of very many the first are listed, and the rest is counted', () => {
  const exports = many.map(({ name }) => ({ ...dependent(name, true), createdBy: 'ana', lastRun: null }));
  expect(connectionUse.text({ ...use, exports }, plain, 100)).toContain('  and 10 more\n');
  const plan = removalPlan.text(
    { steps: [...exports.map(({ name }) => ({ ...steps[1], name })), steps[5]] },
    plain,
    100,
  );
  expect(plan).toContain('  and 10 more: 10 disconnect\n');
  expect(plan).toMatch(/- remove {6}connection {2}retail-nightly-drop\n\n$/);
});
