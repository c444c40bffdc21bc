import { sftp } from '../../../src/catalog/exports/sftp.ts';
import { problem } from '../../../src/kernel/problem.ts';
import { warning } from '../../../src/kernel/warning.ts';
import type { Applied, AppliedChange } from '../../../src/model/environment.ts';
import type { EnvironmentDetail } from '../../../src/model/environment-detail.ts';
import * as auditVerified from '../../../src/views/audit-verified.ts';
import * as can from '../../../src/views/can.ts';
import * as changeResult from '../../../src/views/change-result.ts';
import * as connection from '../../../src/views/connection.ts';
import * as connectionDependents from '../../../src/views/connection-dependents.ts';
import { dot, mermaid } from '../../../src/views/connection-graph.ts';
import * as connectionToEdit from '../../../src/views/connection-to-edit.ts';
import * as connectionType from '../../../src/views/connection-type.ts';
import * as dependentView from '../../../src/views/dependent.ts';
import * as differences from '../../../src/views/differences.ts';
import * as environment from '../../../src/views/environment.ts';
import * as findingList from '../../../src/views/finding-list.ts';
import { type Paint, plain } from '../../../src/views/paint.ts';
import * as problemView from '../../../src/views/problem.ts';
import * as threeWay from '../../../src/views/three-way.ts';
import * as version from '../../../src/views/version.ts';
import * as whoAmI from '../../../src/views/who-am-i.ts';
import { copyOf } from '../../contract/sync-stage.ts';
import { dependent, dependents, detail, names } from './samples.ts';
import { shownType } from './shown-type.ts';

/** The answer to some changes. */
export const applied = (changes: readonly AppliedChange[], dryRun = false): Applied => ({
  result: 'updated',
  dryRun,
  changes,
  warnings: [],
  environmentRevision: 9,
});

/** What became of one change. */
export const change = (name: AppliedChange['change'], result: AppliedChange['result'], more = {}): AppliedChange => ({
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

export const shownEnvironment: EnvironmentDetail = {
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
  copyOf: null,
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
    candidates: [{ id: '1', name: 'a', displayName: 'A', type: 'sftp' }],
    blockers: [{ name: 'locked-one', detail: 'locked by ana' }],
  },
);

// A screen leaves a line to what is asked under it.
const screen = (text: string) => text.replace(/^\n|\n(?=\n$)/g, '');

/** Every page once, by the name of its golden file. */
export const pages: { readonly [name: string]: (paint?: Paint, columns?: number) => string } = {
  connection: (paint, columns) => connection.text(detail, paint, columns),
  'connection-name': (paint, columns) =>
    connection.text({ name: 'drop', displayName: 'Drop', type: 'sftp' }, paint, columns),
  'connection-dependents': (paint, columns) => connectionDependents.text(dependents, paint, columns),
  'connection-dependents-none': (paint, columns) =>
    connectionDependents.text({ connection: 'unused', exports: [], enrichments: [] }, paint, columns),
  'connection-dependents-mermaid': () => mermaid(dependents),
  'connection-dependents-dot': () => dot(dependents),
  export: (paint, columns) => dependentView.text(dependent('vip-nightly', true), paint, columns),
  'export-disconnected': (paint, columns) => dependentView.text(dependent('winback', false, null), paint, columns),
  'connection-type': (paint, columns) => connectionType.text(shownType(sftp), paint, columns),
  'who-am-i': (paint, columns) =>
    whoAmI.text({ user: 'chloe', role: 'contributor', environment: 'prod', onBehalf: 'ana' }, paint, columns),
  can: (paint, columns) =>
    can.text({ allowed: true, action: 'connection.edit', why: 'administrator may' }, paint, columns) +
    can.text(
      { allowed: false, action: 'export.edit', name: 'vip', why: 'its connection is not shared with you' },
      paint,
      columns,
    ),
  'environment-copy': (paint, columns) =>
    [false, true]
      .map((mirror) => ({ ...shownEnvironment, name: 'offline', copyOf: copyOf({ mirror, name: 'prod' }) }))
      .map((copy) => environment.text(copy, paint, columns))
      .join('\n'),
  'connection-holes': (paint, columns) => {
    const secrets = { clientSecret: { source: 'missing' }, refreshToken: { source: 'missing' } } as const;
    return connection.text({ ...detail, status: 'awaiting sign-in', secrets }, paint, columns);
  },
  environment: (paint, columns) => environment.text({ ...shownEnvironment, name: 'prod' }, paint, columns),
  'change-result': (paint, columns) =>
    changeResult.text(applied([change('connection.add', 'created', { revision: 1 })]), paint, columns),
  'change-result-edit': (paint, columns) =>
    changeResult.text(
      applied([change('connection.edit', 'updated', { fields: ['settings.hostname', 'secrets.password'] })]),
      paint,
      columns,
    ),
  'change-result-unchanged': (paint, columns) =>
    changeResult.text(applied([change('connection.edit', 'unchanged')]), paint, columns),
  'change-result-removal': (paint, columns) => changeResult.text(applied(removal), paint, columns),
  'change-result-dry-run': (paint, columns) => changeResult.text(applied(removal, true), paint, columns),
  'change-result-many': (paint, columns) =>
    changeResult.text(
      applied([
        change('connection.add', 'created'),
        ...Array.from({ length: 9_999 }, () => change('connection.edit', 'unchanged')),
      ]),
      paint,
      columns,
    ),
  'audit-verified': (paint, columns) =>
    [null, true, false]
      .map((matches) => auditVerified.text({ entries: 1204, head: 'Jx0aB', matches }, paint, columns))
      .join('\n'),
  doctor: (paint = plain, columns = 80) =>
    findingList.page(
      [
        { check: 'runtime', result: 'ok', detail: 'Node 24.21.0 on linux x64', fix: null },
        { check: 'organisation', result: 'note', detail: 'not named', fix: 'cinch environment edit --tenant ID' },
        {
          check: 'records',
          result: 'problem',
          detail: `2 damaged: retail-nightly-drop, ${names.control}`,
          fix: 'cinch environment restore FILE --name OTHER',
        },
      ],
      paint,
      columns,
    ),
  version: () => version.text({ version: '0.1.0', node: 'v24.21.0', platform: 'linux-x64' }),
  'connection-to-edit': (paint, columns) =>
    screen(
      connectionToEdit.text(
        {
          name: 'retail-nightly-drop',
          displayName: names.control,
          type: 'SFTP',
          revision: 4,
          exports: Object.values(names).map((name) => ({ name })),
          enrichments: [{ name: 'store-lookup' }],
        },
        paint,
        columns,
      ),
    ),
  'connection-to-edit-unused': (paint, columns) =>
    screen(
      connectionToEdit.text(
        { name: 'drop', displayName: 'Drop', type: 'SFTP', revision: 1, exports: [], enrichments: [] },
        paint,
        columns,
      ),
    ),
  differences: (paint, columns) =>
    screen(
      differences.text(
        {
          name: 'retail-nightly-drop',
          differences: [
            { label: 'Host name', before: 'sftp.partner.example', after: 'sftp2.partner.example' },
            { label: 'Password', before: null, after: 'kept, and sent to the new target' },
            { label: 'Export folder', before: names.control, after: names.bidi },
          ],
          uses: Array.from({ length: 12 }, (_, at) => ({
            kind: at < 11 ? 'export' : 'enrichment',
            name: at === 3 ? names.control : `vip-segment-${at}`,
            schedule: 'daily 02:00 Europe/Amsterdam',
          })),
        },
        paint,
        columns,
      ),
    ),
  'differences-without-effect': (paint, columns) =>
    screen(
      differences.text(
        {
          name: 'drop',
          differences: [{ label: 'Display name', before: 'Drop', after: 'Retail drop' }],
          uses: null,
        },
        paint,
        columns,
      ) + differences.text({ name: 'drop', differences: [], uses: [] }, paint, columns),
    ),
  'three-way': (paint, columns) =>
    screen(
      threeWay.text(
        {
          name: 'retail-nightly-drop',
          by: names.control,
          revision: 5,
          fields: [
            {
              label: 'Host name',
              base: 'sftp.partner.example',
              theirs: 'sftp9.partner.example',
              mine: names.bidi,
              aside: 'both changed it',
            },
            { label: 'User name', base: 'svc-cdp', theirs: 'bob', mine: 'svc-cdp', aside: 'they changed it' },
          ],
        },
        paint,
        columns,
      ),
    ),
  'problem-missing': (paint, columns) => problemView.text(missing, paint, columns),
  'problem-in-use': (paint, columns) => problemView.text(inUse, paint, columns),
  warnings: (paint, columns) =>
    problemView.warnings(
      [warning('awaiting-sign-in', { name: names.control }), warning('secrets-kept', { fields: ['password'] })],
      paint,
      columns,
    ),
};
