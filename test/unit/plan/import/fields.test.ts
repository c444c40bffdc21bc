import { describe, expect, test } from '@jest/globals';
import { catalog } from '../../../../src/catalog/index.ts';
import { airflowEntries, looksLikeAirflow } from '../../../../src/plan/import/airflow/entries.ts';
import { airflowKind } from '../../../../src/plan/import/airflow/kinds.ts';
import { imported } from '../../../../src/plan/import/imported.ts';
import { createNames } from '../../../../src/plan/import/names.ts';
import { isEncrypted, looksLikeRclone, rcloneEntries } from '../../../../src/plan/import/rclone/entries.ts';
import { rcloneKind } from '../../../../src/plan/import/rclone/kinds.ts';
import type { Sourced } from '../../../../src/plan/import/source-entry.ts';
import type { Tree } from '../../../../src/plan/manifest/tree.ts';

type Plain = string | number | null | { readonly [key: string]: Plain };

function treeOf(value: Plain): Tree {
  if (value === null || typeof value !== 'object') return { kind: 'scalar', at: 0, value };
  const entries = Object.entries(value).map(([key, inside]) => ({ key, at: 0, value: treeOf(inside) }));
  return { kind: 'map', at: 0, entries };
}

/** What one connection becomes: its settings, where each secret comes from, and what is told of it. */
async function became(entry: Sourced | undefined, kindOf: typeof airflowKind) {
  if (entry === undefined || 'finding' in entry) throw new Error('nothing was read');
  const kind = kindOf(entry);
  if ('code' in kind) throw new Error(kind.says);
  const type = await catalog.find(({ id }) => id === kind.type)?.load();
  const types = new Map(type === undefined ? [] : [[type.id, type]]);
  const { entry: stated, found, line } = imported(entry, { kindOf, types, set: new Map(), names: createNames() });
  const settings = Object.entries((stated?.settings ?? {}) as Record<string, unknown>);
  return {
    ...Object.fromEntries(settings.filter(([, value]) => !String(value).startsWith('${'))),
    secrets: [...found.values()].map(({ value, key }) => `${key}: ${value}`),
    told: line.told.map(({ key, says }) => `${key}: ${says.replace(/a connection to .* has no place/, 'no place')}`),
  };
}

const airflow = (connection: Plain) => {
  const [entry] = airflowEntries(treeOf({ x: connection }), () => 1) ?? [];
  return became(entry, airflowKind);
};
const rclone = (...lines: readonly string[]) => {
  const entries = rcloneEntries(['[x]', ...lines].join('\n'));
  return became('line' in entries ? undefined : entries[0], rcloneKind);
};
const keys = 'holds no key';

describe('of Airflow, as its providers read them', () => {
  const application = '72f988bf-86f1-41af-91ab-2d7cd011db47';
  const accounts: readonly (readonly [of: string, connection: { readonly [key: string]: Plain }, account: string])[] = [
    [
      'adls: the host is the account',
      { conn_type: 'adls', host: 'contosolake', login: 'app', password: 'k' },
      'contosolake',
    ],
    ['adls: the login is that of an application', { conn_type: 'adls', login: 'contosolake', password: 'k' }, ''],
    [
      'adls: an address of the account',
      { conn_type: 'adls', extra: { account_url: 'https://a1b.dfs.core.windows.net' } },
      'a1b',
    ],
    [
      'adls: what signs in comes first',
      { conn_type: 'adls', host: 'one', extra: { connection_string: 'AccountName=two2' } },
      'two2',
    ],
    ['wasb: the login is the account', { conn_type: 'wasb', login: 'contosodata', password: 'k' }, 'contosodata'],
    [
      'wasb: of an application the host is',
      { conn_type: 'wasb', login: application, host: 'abc.blob.core.windows.net', extra: { tenant_id: 't' } },
      'abc',
    ],
    ['wasb: a login of an application is none', { conn_type: 'wasb', login: 'appl', extra: { tenant_id: 't' } }, ''],
    [
      'wasb: the host before the login',
      { conn_type: 'wasb', login: 'one', host: 'https://two.blob.core.windows.net/' },
      'two',
    ],
    [
      'wasb: a signature before the host',
      {
        conn_type: 'wasb',
        host: 'https://one.blob.core.windows.net',
        extra: { sas_token: 'https://two.blob.core.windows.net?sig=s' },
      },
      'two',
    ],
    [
      'wasb: a connection string before all',
      {
        conn_type: 'wasb',
        host: 'https://one.blob.core.windows.net',
        extra: { connection_string: 'BlobEndpoint=https://two.blob.core.windows.net;SharedAccessSignature=s' },
      },
      'two',
    ],
    [
      'azure_data_lake: the extra says it',
      { conn_type: 'azure_data_lake', login: 'app', extra: { account_name: 'old1' } },
      'old1',
    ],
  ];
  test.each(accounts)('%s', async (_, connection, account) => {
    expect((await airflow(connection)) as object).toMatchObject(account === '' ? {} : { storageAccount: account });
    if (account === '') expect(await airflow(connection)).not.toHaveProperty('storageAccount');
  });

  test('a login that is no account is told, and one that is the account is not', async () => {
    const lake = { conn_type: 'adls', host: 'contosolake', login: 'app', password: 'k', extra: { tenant_id: 't' } };
    expect((await airflow(lake)).told).toEqual(
      ['login', 'password', 'extra.tenant_id'].map((key) => expect.stringMatching(`^${key}: .*${keys}`)),
    );
    expect((await airflow({ conn_type: 'wasb', login: 'one', host: 'one.blob.core.windows.net' })).told).toEqual([]);
  });

  test('a key of Synapse on demand leads to its workspace', async () => {
    const host = 'contoso-synapse-ondemand.sql.azuresynapse.net';
    expect(await airflow({ conn_type: 'azure_synapse', host })).toMatchObject({
      workspace: 'contoso-synapse',
      told: [],
    });
  });

  test('headers are read in any case, and what beside them has no place is told', async () => {
    const extra = { 'API-KEY': 'k', proxies: { https: 'p' } };
    expect(await airflow({ conn_type: 'http', host: 'https://api.brevo.com', extra })).toMatchObject({
      secrets: ['extra.API-KEY: k'],
      told: ['extra.proxies: no place for it'],
    });
  });

  test('an address says what an entry says, and loses nothing of it', async () => {
    const secret = '&private_key=KEY&extra__ssh__private_key=OTHER';
    expect(await airflow(`ssh://u:p%40@h.example:2022/schema?port=${secret}`)).toMatchObject({
      hostname: 'h.example:2022',
      username: 'u',
      secrets: ['extra.private_key: KEY'],
      told: expect.arrayContaining([
        'schema: no place for it',
        'extra.extra__ssh__private_key: `extra.private_key` says something else, and that was taken',
      ]),
    });
    const json = encodeURIComponent('{"account_name": 12345678901234567890}');
    expect(await airflow(`azure-data-lake://@/?__extra__=${json}&tenant=t`)).toMatchObject({
      storageAccount: '12345678901234567890',
      told: [
        expect.stringMatching(/^extra.account_name: it was/),
        'tenant: `__extra__` says something else, and that was taken',
      ],
    });
    expect((await airflow('sendgrid://:k@?__extra__=torn')).told).toEqual([
      expect.stringMatching(/^__extra__: it is no JSON/),
    ]);
  });
});

describe('what of an address has no place is told, part by part and without its value', () => {
  const secret = 'canary-5ecret-41c9';
  test.each<readonly [host: string, hostname: string, parts: string]>([
    ['h.example', 'h.example', ''],
    ['sftp://h.example:2022/', 'h.example:2022', ''],
    ['h.example:22', 'h.example', ''],
    ['2001:db8::7', '[2001:db8::7]', ''],
    ['[2001:db8::7]:2022', '[2001:db8::7]:2022', ''],
    [`ftp://u:${secret}@h.example/${secret}/`, 'h.example', 'scheme, account before the host and path'],
    [`sftp://h.example?${secret}#${secret}`, 'h.example', 'query and fragment'],
  ])('%s', async (host, hostname, parts) => {
    const said = parts === '' ? [] : [`host: no place for its ${parts}`];
    const connection = { conn_type: 'sftp', host };
    expect(await airflow(connection)).toMatchObject({ hostname, told: said });
    expect(await rclone('type = sftp', `host = ${host}`)).toMatchObject({ hostname, told: said });
    expect(JSON.stringify(await airflow(connection))).not.toContain(secret);
  });

  test('a port beside a host that has another is told', async () => {
    expect(await airflow({ conn_type: 'sftp', host: 'h.example:2022', port: 2200 })).toMatchObject({
      hostname: 'h.example:2022',
      told: ['port: no place for it'],
    });
  });

  test.each<readonly [what: string, more: { readonly [key: string]: Plain }, told: string]>([
    ['a path', { host: 'https://api.sendgrid.com/v3' }, 'host: no place for its path'],
    ['a port', { host: 'https://api.sendgrid.com:8443' }, 'host: no place for its port'],
    ['a port of its own', { host: 'api.sendgrid.com', port: 8443 }, 'port: no place for it'],
    ['a schema that is none', { host: 'api.sendgrid.com', schema: 'v3' }, 'schema: no place for it'],
    ['nothing else', { host: 'http://api.sendgrid.com:443/', port: 80, schema: 'HTTPS' }, ''],
  ])('%s of a known host', async (_, more, told) => {
    expect((await airflow({ conn_type: 'http', ...more })).told).toEqual(told === '' ? [] : [told]);
  });

  test('a storage account in another cloud, or with a container behind it', async () => {
    const of = (host: string) => airflow({ conn_type: 'wasb', host });
    expect((await of('https://abc.blob.core.chinacloudapi.cn/out')).told).toEqual([
      'host: no place for its domain and path',
    ]);
    expect((await of('abc.blob.core.windows.net')).told).toEqual([]);
    expect(await rclone('type = azureblob', 'endpoint = https://abc.blob.core.windows.net:444')).toMatchObject({
      storageAccount: 'abc',
      told: ['endpoint: no place for its port'],
    });
  });
});

describe('odd values', () => {
  const host = { conn_type: 'sftp', host: 'h.example', login: 'u' };
  test.each<readonly [what: string, connection: { readonly [key: string]: Plain }, told: string]>([
    [
      'a map where a text belongs',
      { ...host, password: { p: 'x' } },
      'password: it is a list or a map where a text was expected',
    ],
    ['half of a character', { ...host, description: 'a\ud800' }, 'description: it is not UTF-8 text'],
    ['a NUL in a secret', { ...host, password: 'a\0b' }, 'password: it holds a NUL character'],
    [
      'half of a character in a secret',
      { ...host, extra: { private_key: 'a\ud800' } },
      'extra.private_key: it is not UTF-8 text',
    ],
    ['a secret without end', { ...host, password: 'x'.repeat(70_000) }, 'password: it is longer than 65536 characters'],
    [
      'a key twice in an extra',
      { ...host, password: 'p', extra: '{"private_key": "a", "x": {"private_key": 1}, "private_key": "b"}' },
      'extra.private_key: it is there more than once; the last was taken',
    ],
  ])('%s is told, and not taken for a value', async (_, connection, told) => {
    const { told: all, secrets } = await airflow(connection);
    expect(all).toContain(told);
    expect(secrets.filter((it) => /a|x{9}/.test(it.replace(/^[^:]*/, '')))).toEqual([]);
  });

  test('what YAML merges into a connection belongs to it, and its own keys come first', async () => {
    const common = { '<<': { conn_type: 'ssh', host: 'other.example', extra: { port: 1 } } };
    const connection = { ...common, host: 'h.example', login: 'u', extra: { '<<': { private_key: 'K' } } };
    expect(await airflow(connection)).toMatchObject({ hostname: 'h.example', secrets: ['extra.private_key: K'] });
  });

  test('of rclone: a key twice, colons, old line ends, and lines that are no key', async () => {
    expect(await rclone('type = sftp', 'user = one', 'user = two', 'host: h.example')).toMatchObject({
      username: 'two',
      hostname: 'h.example',
      told: ['user: it is there more than once; the last was taken'],
    });
    expect(rcloneEntries('[a]\rtype = sftp\rhost = h')).toMatchObject([{ id: 'a', kind: 'sftp' }]);
    // The end of a key that somebody pasted over several lines.
    expect(rcloneEntries('[a]\ntype = sftp\nQ2FuYXJ5==')).toEqual({ line: 3 });
    expect(rcloneEntries('[:sftp,pass=canary:]\ntype = sftp')).toEqual([
      { id: '1', line: 1, finding: expect.objectContaining({ code: 'on-the-fly' }) },
    ]);
  });
});

test('a signature or connection string of rclone tells account and container', async () => {
  const signed = 'sas_url = https://abc.blob.core.windows.net/out?sig=s';
  expect(await rclone('type = azureblob', signed)).toMatchObject({ storageAccount: 'abc', container: 'out' });
  const whole = 'sas_url = https://abc.blob.core.windows.net/?sig=s';
  expect(await rclone('type = azureblob', whole)).not.toHaveProperty('container');
  expect(await rclone('type = azureblob', 'connection_string = AccountName=abc;AccountKey=k')).toMatchObject({
    storageAccount: 'abc',
    told: [expect.stringContaining(keys)],
  });
});

test('no text takes longer to look at than to read, however it is made', () => {
  const blank = ' \n'.repeat(50_000);
  expect(looksLikeRclone(`${blank}[a]\ntype = sftp\n`)).toBe(false);
  expect(looksLikeRclone(`${'\n'.repeat(60)}x`)).toBe(false);
  expect(looksLikeRclone('# a\n\n[a]\r\ntype = sftp\n')).toBe(true);
  expect(isEncrypted(`${blank}RCLONE_ENCRYPT`)).toBe(false);
  expect(looksLikeAirflow(`${blank}{"a": {"conn_type": "x"}}`)).toBe(true);
  expect(looksLikeAirflow(`x${blank}conn_type`)).toBe(false);
  const keys = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`k${at}`, 'v']));
  const tree = treeOf({ x: { conn_type: 'sftp', '<<': keys, extra: `{"a": "${'\\"'.repeat(100_000)}` } });
  expect(airflowEntries(tree, () => 1)).toMatchObject([{ unread: [{ key: 'extra' }] }]);
});
