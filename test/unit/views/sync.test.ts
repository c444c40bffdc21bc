import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SyncConflict, SyncLine } from '../../../src/model/sync-plan.ts';
import type { NamedSyncPlan, SyncResult } from '../../../src/model/sync-result.ts';
import { type Paint, plain } from '../../../src/views/paint.ts';
import * as syncConflict from '../../../src/views/sync-conflict.ts';
import * as syncPlan from '../../../src/views/sync-plan.ts';
import * as syncResult from '../../../src/views/sync-result.ts';
import { expectGolden } from '../../support/golden.ts';
import { anyName, obeyed } from './any-name.ts';
import { names } from './samples.ts';

const ana = { by: 'ana', at: '2026-11-20T09:30:00.000Z' };
const chloe = { by: 'chloe@contoso.example', at: '2026-11-21T16:05:12.120Z' };
const local = { id: 'env-1', name: 'laptop', displayName: 'laptop' };
const remote = { id: 'env-2', name: 'team', displayName: 'Contoso' };
const none = { create: 0, change: 0, rename: 0, remove: 0, blocked: 0 };
const line = (more: Partial<SyncLine>): SyncLine => ({
  action: 'change',
  to: 'local',
  kind: 'connection',
  id: 'id',
  name: 'retail-nightly-drop',
  fields: [],
  ...ana,
  ...more,
});
const lines: readonly SyncLine[] = [
  line({
    action: 'create',
    name: 'news',
    fields: [
      { field: 'type', before: null, after: 'mailchimp' },
      { field: 'sharedWith', before: null, after: ['chloe', 'carl'] },
    ],
  }),
  line({
    fields: [{ field: 'settings.hostname', before: 'sftp.partner.example', after: 'sftp2.partner.example' }],
    ...chloe,
  }),
  line({ action: 'rename', kind: 'export', from: 'nightly', name: 'vip-nightly' }),
  line({ action: 'remove', kind: 'user', name: names.control }),
  line({
    to: 'remote',
    action: 'blocked',
    name: 'drop',
    blocked: [{ code: 'secrets-again', message: 'it would send stored secrets to another target' }],
  }),
];
const onlySeen = line({
  to: 'remote',
  action: 'blocked',
  name: 'drop',
  blocked: [{ code: 'only-looks', message: 'your role there is auditor, which changes nothing' }],
});
const conflict: SyncConflict = {
  why: 'both',
  kind: 'connection',
  id: 'id',
  name: 'partner-drop',
  local: { ...ana, removed: false },
  remote: { ...chloe, removed: false },
  fields: [
    { field: 'settings.hostname', base: 'a.example', local: 'b.example', remote: 'c.example' },
    { field: 'sharedWith', base: null, local: ['chloe'], remote: 'contributors' },
  ],
  others: [],
  decided: null,
};
const removed: SyncConflict = {
  ...conflict,
  why: 'removed',
  remote: { ...chloe, removed: true },
  fields: conflict.fields.slice(0, 1),
  decided: 'local',
};
const used: SyncConflict = {
  ...conflict,
  why: 'used',
  local: { ...ana, removed: true },
  fields: [],
  others: [
    { kind: 'export', name: 'nightly', side: 'remote' },
    { kind: 'enrichment', name: 'firms', side: 'remote' },
  ],
};
const sameName: SyncConflict = {
  ...conflict,
  why: 'name',
  fields: [],
  others: [{ kind: 'connection', name: 'partner-drop', side: 'remote' }],
};
const holes = [
  { side: 'local', connection: 'retail-nightly-drop', field: 'password' },
  { side: 'remote', connection: 'news', field: 'refreshToken' },
] as const;
const plan: NamedSyncPlan = {
  local,
  remote,
  counts: {
    local: { create: 1, change: 1, rename: 1, remove: 1, blocked: 0 },
    remote: { ...none, blocked: 1 },
    conflicts: 4,
    undecided: 3,
    holes: 2,
  },
  lines,
  conflicts: [conflict, removed, used, sameName],
  holes,
};
const nothing: NamedSyncPlan = {
  local,
  remote,
  counts: { local: none, remote: none, conflicts: 0, undecided: 0, holes: 0 },
  lines: [],
  conflicts: [],
  holes: [],
};
const many = Array.from({ length: 250 }, (_, at) => line({ action: 'create', name: `made-${at}` }));
const result: SyncResult = {
  ...plan,
  result: 'synced',
  made: false,
  mirror: false,
  counts: { ...plan.counts, remote: none },
  lines: lines.slice(0, 4),
  syncedAt: '2026-11-21T17:00:00.000Z',
  next: [],
};
const whole = { ...result.counts, local: { ...none, create: 250 }, conflicts: 0, undecided: 0, holes: 0 };

/** What a sync shows, by the name of its golden file. */
const drawings: { readonly [name: string]: (paint: Paint, columns: number) => string } = {
  'sync-plan': (paint, columns) => syncPlan.text(plan, paint, columns),
  'sync-plan-nothing': (paint, columns) => syncPlan.text(nothing, paint, columns),
  'sync-conflict': (paint, columns) => syncConflict.text({ local, remote, conflict }, paint, columns),
  'sync-conflict-removed': (paint, columns) => syncConflict.text({ local, remote, conflict: removed }, paint, columns),
  'sync-conflict-used': (paint, columns) => syncConflict.text({ local, remote, conflict: used }, paint, columns),
  'sync-conflict-name': (paint, columns) => syncConflict.text({ local, remote, conflict: sameName }, paint, columns),
  'sync-result': (paint, columns) => syncResult.text(result, paint, columns),
  'sync-result-stopped': (paint, columns) =>
    syncResult.text(
      {
        ...result,
        lines: [...lines.slice(0, 1), onlySeen],
        counts: { ...whole, local: { ...none, create: 1 }, remote: { ...none, blocked: 1 } },
        conflicts: [],
        holes: [],
      },
      paint,
      columns,
    ),
  'sync-result-many': (paint, columns) =>
    syncResult.text({ ...result, lines: many, counts: whole, conflicts: [], holes: [] }, paint, columns),
  'sync-result-nothing': (paint, columns) =>
    syncResult.text(
      { ...result, ...nothing, local: result.local, remote: result.remote, result: 'unchanged' },
      paint,
      columns,
    ),
};
const marks = ['good', 'bad', 'warn', 'name', 'dim', 'strong'] as const;
const marked = {
  ...plain,
  ...Object.fromEntries(marks.map((mark) => [mark, (text: string) => `<${mark}>${text}</${mark}>`])),
} as Paint;

describe.each(Object.keys(drawings))('the drawing %s', (name) => {
  const draw = drawings[name] as (paint: Paint, columns: number) => string;

  test.each([80, 40])('reads as it did at %d columns, the same with its parts marked, and fits', (columns) => {
    const text = draw(plain, columns);
    expectGolden(`drawings/${name}-${columns}`, text);
    expect(draw(marked, columns).replace(/<\/?(?:good|bad|warn|name|dim|strong)>/g, '')).toBe(text);
    expect(text).not.toMatch(/[ ]\n/);
    expect(text).not.toMatch(obeyed);
    // The head of a line stands whole, as in every plan.
    for (const it of text.split('\n').filter((found) => found.length > columns && !/^[-+~>x!] /.test(found))) {
      const longest = Math.max(...it.split(' ').map((word) => word.length));
      expect([it, longest > 10 && it.length - longest <= 30]).toEqual([it, true]);
    }
  });
});

test('of something new that is stopped it tells what it is, not what it was', () => {
  const fields = [
    { field: 'name', before: null, after: 'drop' },
    { field: 'displayName', before: null, after: 'Drop' },
  ];
  expect(syncPlan.text({ ...nothing, lines: [{ ...onlySeen, fields }] })).toContain('      displayName: Drop\n');
});

test('a plan of more than a person reads lists the first and counts the rest', () => {
  const text = syncPlan.text({ ...nothing, lines: many, counts: whole });
  expect(text).toContain('made-199');
  expect(text).not.toContain('made-200');
  expect(text).toContain('  and 50 more\nlaptop: 250 to create\n');
});

test('no name makes a terminal obey', () => {
  fc.assert(
    fc.property(anyName, anyName, fc.integer({ min: 20, max: 120 }), (name, other, columns) => {
      const sides = {
        local: { id: 'a', displayName: name, name },
        remote: { id: 'b', displayName: other, name: other },
      };
      const hostile: SyncConflict = {
        ...used,
        name,
        local: { by: other, at: name, removed: true },
        fields: [{ field: name, base: other, local: name, remote: [other] }],
        others: [{ kind: 'export', name: other, side: 'remote' }],
      };
      const hostilePlan: NamedSyncPlan = {
        ...plan,
        ...sides,
        lines: [line({ name, from: other, by: other, fields: [{ field: other, before: name, after: other }] })],
        conflicts: [hostile, { ...hostile, why: 'name' }],
        holes: [{ side: 'local', connection: name, field: other }],
      };
      const text = [
        syncPlan.text(hostilePlan, plain, columns),
        syncConflict.text({ ...sides, conflict: hostile }, plain, columns),
        syncResult.text(
          {
            ...result,
            ...hostilePlan,
            ...sides,
          },
          plain,
          columns,
        ),
      ].join('');
      expect(text).not.toMatch(obeyed);
    }),
  );
});
