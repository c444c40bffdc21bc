import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CheckedSecret } from '../../../src/model/checked-secret.ts';
import type { ConnectionItem, DependentItem, UserItem } from '../../../src/model/query.ts';
import type { TokenItem } from '../../../src/model/token.ts';
import * as auditList from '../../../src/views/audit-list.ts';
import type { Column } from '../../../src/views/column.ts';
import * as configList from '../../../src/views/config-list.ts';
import * as connectionDependents from '../../../src/views/connection-dependents.ts';
import * as connectionList from '../../../src/views/connection-list.ts';
import * as enrichmentList from '../../../src/views/enrichment-list.ts';
import * as environmentList from '../../../src/views/environment-list.ts';
import * as exportList from '../../../src/views/export-list.ts';
import * as findingList from '../../../src/views/finding-list.ts';
import * as keyVaultCheck from '../../../src/views/key-vault-check.ts';
import { junit } from '../../../src/views/key-vault-junit.ts';
import * as keyVaultSecretList from '../../../src/views/key-vault-secret-list.ts';
import * as keyVaultUseList from '../../../src/views/key-vault-use-list.ts';
import { cellsOf, columnsFor } from '../../../src/views/output/cells.ts';
import { printTsv } from '../../../src/views/output/tsv.ts';
import { plain } from '../../../src/views/paint.ts';
import * as tokenList from '../../../src/views/token-list.ts';
import * as typeList from '../../../src/views/type-list.ts';
import * as userList from '../../../src/views/user-list.ts';
import { expectGolden } from '../../support/golden.ts';
import { anyName, obeyed } from './any-name.ts';
import { checkedSecrets, dependent, dependents, entries, items, names, now } from './samples.ts';

interface Sample {
  readonly columns: readonly Column<never>[];
  readonly empty: string;
  readonly items: readonly unknown[];
}

const environment = { current: false, displayName: 'Contoso', production: false, connections: 4, fault: null };

const lists: { readonly [name: string]: Sample } = {
  'connection-list': { ...connectionList, items },
  'export-list': { ...exportList, items: [dependent('vip-nightly', true), dependent('winback', false, null)] },
  'enrichment-list': { ...enrichmentList, items: [dependent('store-lookup', false)] },
  'connection-dependents': { ...connectionDependents, items: connectionDependents.rows(dependents) },
  'type-list': {
    ...typeList,
    items: [
      {
        id: 'sftp',
        name: 'SFTP',
        summary: 'Drops segments and tables as CSV files on an SFTP server',
        article: 'export-sftp.md',
        purpose: 'export',
        category: 'storage',
        status: 'current',
        addable: true,
        usesType: null,
        keyVault: true,
        shareable: true,
      } satisfies typeList.TypeItem,
    ],
  },
  'user-list': {
    ...userList,
    items: [
      {
        id: 'u1',
        name: 'ana@contoso.example',
        displayName: names.hebrew,
        exports: ['nightly'],
        role: 'administrator',
        createdAt: '2026-11-21T11:00:00.000Z',
        createdBy: 'ana@contoso.example',
        revision: 1,
        principal: { kind: 'user', issuer: 'https://issuer.example', subject: names.control },
        invited: false,
      },
      {
        id: 'u2',
        name: 'ben@contoso.example',
        displayName: 'Ben',
        exports: [],
        role: 'viewer',
        createdAt: '2026-11-20T11:00:00.000Z',
        createdBy: 'ana@contoso.example',
        revision: 1,
        principal: null,
        invited: true,
      },
    ] satisfies readonly UserItem[],
  },
  'token-list': {
    ...tokenList,
    items: [
      {
        id: '3kTMd9xQ',
        displayName: names.control,
        role: 'runner',
        exports: ['nightly', 'weekly'],
        user: 'ana@contoso.example',
        expiresAt: '2027-01-21T11:00:00.000Z',
        expired: false,
        lastUsedAt: '2026-11-21T11:00:00.000Z',
        createdAt: '2026-11-20T11:00:00.000Z',
        createdBy: 'ana@contoso.example',
        madeWith: '7wQe0aB2',
        bootstrap: false,
      },
      {
        id: '7wQe0aB2',
        displayName: 'laptop',
        role: 'viewer',
        exports: [],
        user: 'ben@contoso.example',
        expiresAt: '2026-11-01T11:00:00.000Z',
        expired: true,
        lastUsedAt: null,
        createdAt: '2026-10-20T11:00:00.000Z',
        createdBy: 'ana@contoso.example',
        madeWith: null,
        bootstrap: false,
      },
    ] satisfies readonly TokenItem[],
  },
  'audit-list': { ...auditList, items: entries },
  'environment-list': {
    ...environmentList,
    items: [
      { ...environment, name: 'prod', current: true, production: true, location: '/home/ana/.local/prod.sqlite' },
      { ...environment, name: 'test', location: '/mnt/test.sqlite', fault: 'it is held by another process' },
    ],
  },
  'key-vault-secret-list': {
    ...keyVaultSecretList,
    items: [
      { name: 'crm-key', state: 'disabled', startsAt: null, expiresAt: null, connections: 0 },
      { name: 'retail-sftp', state: 'expiring', startsAt: null, expiresAt: '2026-12-01T00:00:00.000Z', connections: 2 },
      { name: 'retail-next', state: 'not yet', startsAt: '2027-01-01T00:00:00.000Z', expiresAt: null, connections: 0 },
    ],
  },
  'key-vault-use-list': {
    ...keyVaultUseList,
    items: [
      {
        name: 'retail-drop',
        displayName: names.hebrew,
        type: 'sftp',
        field: 'password',
        secret: 'retail-sftp',
        version: null,
        exports: [{ name: 'vip-nightly' }, { name: 'winback' }],
        enrichments: [],
      },
      {
        name: 'retail-drop-2',
        displayName: 'Second',
        type: 'sftp',
        field: 'password',
        secret: 'retail-sftp',
        version: '0123456789abcdef0123456789abcdef',
        exports: [],
        enrichments: [],
      },
    ],
  },
  'key-vault-check': { ...keyVaultCheck, items: checkedSecrets },
  'config-list': {
    ...configList,
    items: [
      { key: 'output', value: 'json', origin: 'variable CINCH_OUTPUT', overrides: ['table (preference)'] },
      { key: 'language', value: null, origin: 'default', overrides: [] },
    ],
  },
  'finding-list': {
    ...findingList,
    items: [
      { check: 'store', result: 'ok', detail: '1,204 records hold together', fix: null },
      {
        check: 'unused',
        result: 'note',
        detail: `nothing uses ${names.control}`,
        fix: 'cinch connection list --unused',
      },
    ],
  },
};

describe.each(Object.keys(lists))('%s', (name) => {
  const list = lists[name] as Sample;
  const all = list.columns as readonly Column<unknown>[];
  const print = (columns: readonly Column<unknown>[], at?: string) =>
    printTsv(
      columns.map(({ header }) => header),
      cellsOf(columns, list.items, at),
    );

  test('shows its usual columns with short times, and every column with exact ones', () => {
    const usual = columnsFor(all, 'table');
    expectGolden(`lists/${name}`, `${print(usual, now)}\n${print(columnsFor(all, 'wide'))}\n${list.empty}\n`);
  });

  test('has a key and a header a column, each once, and a sentence for nothing', () => {
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    expect(new Set(all.map(({ header }) => header)).size).toBe(all.length);
    expect(list.empty).toMatch(/^[A-Z].*[^.]$/);
  });
});

describe('what a key vault check found', () => {
  test.each([80, 40])('is told at a terminal of %i columns with what stops beneath each', (columns) => {
    expectGolden(
      `pages/${columns === 80 ? '' : '40/'}key-vault-check`,
      keyVaultCheck.page(checkedSecrets, plain, columns),
    );
  });

  test('is a report of tests, whatever is in a name', () => {
    const hostile = { ...checkedSecrets[1], detail: `<&>"' ]]> ${names.control}` } as CheckedSecret;
    const text = junit({ vault: 'contoso', checkedAt: now, items: [...checkedSecrets, hostile] });

    expectGolden('drawings/key-vault-check.junit', text);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\0-\x1f]/);
  });
});

test('a contributor sees the names and types of connections and nothing else', () => {
  const [name] = items.map(({ name, displayName, type }) => ({ name, displayName, type }));
  const columns = connectionList.columnsOf([name as ConnectionItem]);
  expect(columns.map(({ key }) => key)).toEqual(['name', 'displayName', 'type']);
  expect(connectionList.columnsOf(items)).toBe(connectionList.columns);
});

test('who may use a connection is the same for every role that may see it', () => {
  const who = (item: Partial<ConnectionItem>) =>
    connectionList.columns.find(({ key }) => key === 'sharedWith')?.value({ ...(items[0] as ConnectionItem), ...item });
  expect(who({ purpose: 'export', sharedWith: 'administrators' })).toBe('administrators');
  expect(who({ purpose: 'export', sharedWith: ['ana', 'ben'] })).toBe('ana, ben');
  expect(who({ purpose: 'enrichment', sharedWith: 'administrators' })).toBe('contributors');
  expect(who({ purpose: 'miscellaneous', sharedWith: 'contributors' })).toBe('administrators');
});

test('no list lets through what a terminal obeys, whatever the names', () => {
  fc.assert(
    fc.property(anyName, anyName, anyName, (name, displayName, connectionDisplayName) => {
      const item: DependentItem = { ...dependent(name, true), displayName, connectionDisplayName };
      const rows = cellsOf(exportList.columns, [item], now);
      const text = printTsv(
        exportList.columns.map(({ header }) => header),
        rows,
      );
      expect(text).not.toMatch(obeyed);
      expect(text.split('\n')).toHaveLength(3);
    }),
  );
});
