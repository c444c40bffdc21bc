import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sftp } from '../../../src/catalog/exports/sftp.ts';
import { problem } from '../../../src/kernel/problem.ts';
import { warning } from '../../../src/kernel/warning.ts';
import type { Applied, AppliedChange } from '../../../src/model/environment.ts';
import type { EnvironmentDetail } from '../../../src/model/query.ts';
import * as auditVerified from '../../../src/views/audit-verified.ts';
import * as can from '../../../src/views/can.ts';
import * as changeResult from '../../../src/views/change-result.ts';
import * as connection from '../../../src/views/connection.ts';
import * as connectionDependents from '../../../src/views/connection-dependents.ts';
import { dot, mermaid } from '../../../src/views/connection-graph.ts';
import * as connectionType from '../../../src/views/connection-type.ts';
import * as dependentView from '../../../src/views/dependent.ts';
import * as environment from '../../../src/views/environment.ts';
import type { Paint } from '../../../src/views/paint.ts';
import * as problemView from '../../../src/views/problem.ts';
import * as version from '../../../src/views/version.ts';
import * as whoAmI from '../../../src/views/who-am-i.ts';
import { expectGolden } from '../../support/golden.ts';
import { anyName, obeyed } from './any-name.ts';
import { dependent, dependents, detail, items, names } from './samples.ts';
import { shownType } from './shown-type.ts';

const marked: Paint = {
  good: (text) => `<good>${text}</good>`,
  bad: (text) => `<bad>${text}</bad>`,
  warn: (text) => `<warn>${text}</warn>`,
  name: (text) => `<name>${text}</name>`,
  dim: (text) => `<dim>${text}</dim>`,
  strong: (text) => `<strong>${text}</strong>`,
};

const applied = (changes: readonly AppliedChange[], dryRun = false): Applied => ({
  result: 'updated',
  dryRun,
  changes,
  warnings: [],
  environmentRevision: 9,
});
const change = (name: AppliedChange['change'], result: AppliedChange['result'], more = {}): AppliedChange => ({
  change: name,
  kind: name.split('.')[0] as AppliedChange['kind'],
  id: 'id',
  name: 'retail-nightly-drop',
  result,
  revision: 4,
  fields: [],
  ...more,
});
const removal = [
  change('export.disconnect', 'updated', { name: 'vip-nightly', fields: ['connection', 'status'] }),
  change('enrichment.connect', 'updated', { name: 'store-lookup', revision: 2 }),
  change('user.edit', 'unchanged', { name: names.control }),
  change('connection.remove', 'removed', { revision: null }),
];
const shownEnvironment: EnvironmentDetail = {
  id: 'env-1',
  displayName: 'Contoso',
  production: true,
  tenant: null,
  secretStorage: 'key-file',
  keyVersion: 2,
  createdAt: '2026-11-20T09:30:00.123Z',
  createdBy: 'ana',
  revision: 12,
  counts: { connections: 1204, exports: 1, enrichments: 0, users: 3 },
  auditHead: 'Jx0aB',
};
const missing = problem(
  'input.missing',
  { count: 2, why: 'asking is off (CI is set)' },
  {
    missing: [
      { input: 'hostname', flag: '--hostname sftp.partner.example', help: 'Name of the server' },
      { input: 'password', flag: '--secret password=env:VARIABLE' },
    ],
    issues: [
      { path: 'username', code: 'empty', message: 'User name is empty; leave it out instead, or unset it' },
      {
        path: 'hostname',
        flag: '--hostname',
        code: 'format',
        message: 'Host name has to be a host name',
        example: 'a.example',
      },
    ],
  },
);
const inUse = problem(
  'connection.in_use',
  { name: names.control, exports: 2, enrichments: 1 },
  {
    dependents: [
      { kind: 'export', name: 'vip-nightly', status: 'active' },
      { kind: 'enrichment', name: names.bidi, status: 'inactive' },
    ],
    candidates: [{ name: 'a', displayName: 'A', type: 'sftp' }],
    blockers: [{ name: 'locked-one', detail: 'locked by ana' }],
  },
);

const pages: { readonly [name: string]: (paint?: Paint) => string } = {
  connection: (paint) => connection.text(detail, paint),
  'connection-name': (paint) => connection.text({ name: 'drop', displayName: 'Drop', type: 'sftp' }, paint),
  'connection-dependents': (paint) => connectionDependents.text(dependents, paint),
  'connection-dependents-none': (paint) =>
    connectionDependents.text({ connection: 'unused', exports: [], enrichments: [] }, paint),
  'connection-dependents-mermaid': () => mermaid(dependents),
  'connection-dependents-dot': () => dot(dependents),
  export: (paint) => dependentView.text(dependent('vip-nightly', true), paint),
  'export-disconnected': (paint) => dependentView.text(dependent('winback', false, null), paint),
  'connection-type': (paint) => connectionType.text(shownType(sftp), paint),
  'who-am-i': (paint) =>
    whoAmI.text({ user: 'chloe', role: 'contributor', environment: 'prod', onBehalf: 'ana' }, paint),
  can: (paint) =>
    can.text({ allowed: true, action: 'connection.edit', why: 'administrator may' }, paint) +
    can.text(
      { allowed: false, action: 'export.edit', name: 'vip', why: 'its connection is not shared with you' },
      paint,
    ),
  environment: (paint) => environment.text({ ...shownEnvironment, name: 'prod' }, paint),
  'change-result': (paint) => changeResult.text(applied([change('connection.add', 'created', { revision: 1 })]), paint),
  'change-result-edit': (paint) =>
    changeResult.text(
      applied([change('connection.edit', 'updated', { fields: ['settings.hostname', 'secrets.password'] })]),
      paint,
    ),
  'change-result-unchanged': (paint) => changeResult.text(applied([change('connection.edit', 'unchanged')]), paint),
  'change-result-removal': (paint) => changeResult.text(applied(removal), paint),
  'change-result-dry-run': (paint) => changeResult.text(applied(removal, true), paint),
  'change-result-many': (paint) =>
    changeResult.text(
      applied([
        change('connection.add', 'created'),
        ...Array.from({ length: 9_999 }, () => change('connection.edit', 'unchanged')),
      ]),
      paint,
    ),
  'change-result-hints': (paint) => changeResult.hints(['cinch connection test drop', 'cinch export list'], paint),
  'audit-verified': (paint) =>
    [null, true, false]
      .map((matches) => auditVerified.text({ entries: 1204, head: 'Jx0aB', matches }, paint))
      .join('\n'),
  version: () => version.text({ version: '0.1.0', node: 'v24.21.0', platform: 'linux-x64' }),
  'problem-missing': (paint) => problemView.text(missing, paint),
  'problem-in-use': (paint) => problemView.text(inUse, paint),
  warnings: (paint) =>
    problemView.warnings(
      [warning('awaiting-sign-in', { name: names.control }), warning('secrets-kept', { fields: ['password'] })],
      paint,
    ),
};

describe.each(Object.keys(pages))('%s', (name) => {
  const page = pages[name] as (paint?: Paint) => string;

  test('reads as it did, and the same with its parts marked', () => {
    expectGolden(`pages/${name}`, page());
    const unmarked = page(marked).replace(/<\/?(?:good|bad|warn|name|dim|strong)>/g, '');
    expect(unmarked).toBe(page());
  });

  test('ends in one line break and in no spaces', () => {
    expect(page()).toMatch(/\S\n$/);
    expect(page()).not.toMatch(/[ ]\n/);
    expect(page()).not.toMatch(obeyed);
  });
});

describe('whatever the names', () => {
  const texts = fc.array(anyName, { minLength: 8, maxLength: 8 });

  test('no page lets through what a terminal obeys', () => {
    fc.assert(
      fc.property(texts, ([a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '']) => {
        const use = {
          ...dependent(a, true),
          displayName: b,
          schedule: c,
          createdBy: d,
          settings: { [e]: f },
          lacks: [g],
        };
        const all = { connection: h, exports: [use], enrichments: [{ ...use, name: g }] };
        const shown = [
          connection.text({
            ...detail,
            name: a,
            displayName: b,
            settings: { [c]: d },
            secrets: { [e]: { source: 'keyvault', secret: f, version: g } },
            sharedWith: [h],
          }),
          connection.text({ name: a, displayName: b, type: c }),
          dependentView.text(use),
          connectionDependents.text(all),
          mermaid(all),
          dot(all),
          whoAmI.text({ user: a, role: b, environment: c, onBehalf: d }),
          can.text({ allowed: true, action: a, name: b, why: c }),
          environment.text({ ...shownEnvironment, displayName: a, tenant: b, createdBy: c, auditHead: d }),
          changeResult.text(applied([change('connection.edit', 'updated', { name: a, fields: [b, c] })])),
          changeResult.hints([a, b]),
          auditVerified.text({ entries: 1, head: a, matches: true }),
          connectionType.text({
            ...shownType(sftp),
            id: a,
            label: b,
            summary: c,
            notes: [d, e],
            prerequisites: [f],
            article: g,
          }),
          problemView.text({
            detail: a,
            fix: [b],
            members: {
              missing: [{ input: c, flag: d, help: e }],
              blockers: [{ name: f, detail: g }],
              candidates: [{ name: a, displayName: h }],
            },
          }),
          problemView.warnings([{ code: 'limit', message: a }]),
        ];
        for (const text of shown) {
          expect(text).not.toMatch(obeyed);
          expect(text.endsWith('\n')).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a graph keeps its shape: a name is never read as syntax', () => {
    fc.assert(
      fc.property(anyName, anyName, (connectionName, name) => {
        const all = { connection: connectionName, exports: [dependent(name, true)], enrichments: [] };
        expect(mermaid(all).split('\n')).toHaveLength(4);
        expect(mermaid(all).replace(/"[^"]*"/g, '""')).toBe(
          'graph LR\n  connection[""]\n  export1[""] --> connection\n',
        );
        expect(dot(all).replace(/"(?:[^"\\]|\\.)*"/g, '""')).toBe(
          'digraph dependents {\n  rankdir=LR;\n  connection [label="", shape=folder];\n  export1 [label="", shape=box];\n  export1 -> connection;\n}\n',
        );
      }),
    );
  });
});

test('every secret of a page says where it is, never what it is', () => {
  expect(connection.text(detail)).toMatch(/passphrase {2}stored, changed 2026-11-02T08:00:00Z/);
  expect(connection.text({ ...detail, ...items[2] })).toContain('administrators and contributors');
});
