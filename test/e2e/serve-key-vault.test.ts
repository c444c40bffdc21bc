import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createCanary } from '../support/canary.ts';
import { createTeam, type Team } from '../support/server.ts';
import { newKey, openVaultServer, type VaultServer } from '../support/vault-server.ts';
import { appVariables } from '../support/vault-stage.ts';

const secret = createCanary('the secret of a connection', (core) => `s-${core}`);
const key = 'https://contoso.vault.azure.net/keys/cinch';
const [one, two] = [newKey('1'.repeat(32)), newKey('2'.repeat(32))];

let vault: VaultServer;
let team: Team;
let variables: Readonly<Record<string, string>>;
beforeAll(async () => {
  vault = await openVaultServer();
  team = await createTeam();
  const ca = join(team.home.home, 'ca.pem');
  writeFileSync(ca, vault.ca);
  variables = { ...appVariables, HTTPS_PROXY: vault.proxy, NO_PROXY: '127.0.0.1', NODE_EXTRA_CA_CERTS: ca };
});
afterAll(async () => {
  await team.end();
  await vault.close();
});

const byVault = ['--key-vault-key', key, '--key-vault-credential', 'environment'];
const serve = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  team.serve(argv, { ...variables, CINCH_KEY_FILE: '', ...env });
const read = [
  'connection',
  'exec',
  'company-data',
  '--',
  process.execPath,
  '-e',
  'process.stdout.write(process.env.CONN_TOKEN)',
];
const wrapped = () => vault.came.filter(({ path, authorization }) => authorization && /\/wrapkey/.test(path));

test('a key vault takes over from a key file at start, then a new version of its key, and opens what is stored', async () => {
  vault.keys.set('cinch', [one]);
  const file = join(team.home.home, 'key');
  const before = await serve(['--key-file', file]);
  const there = await team.join(before);
  await there.ok(
    ['connection', 'add', 'leadspace', 'Company data', '--secret', 'token=env:T', '--accept-terms', '2026-11'],
    {
      env: { T: secret.text },
    },
  );
  await before.stop();
  expect(vault.came).toEqual([]);

  const moved = await serve(['--key-file', file, ...byVault]);
  expect(moved.lines().map(({ event }) => event)).toContain('keys-wrapped-anew');
  await moved.stop();
  expect(wrapped()).toHaveLength(1);

  vault.keys.set('cinch', [one, two]);
  const now = await serve(byVault);
  expect(now.lines().map(({ event }) => event)).toContain('keys-wrapped-anew');
  expect(wrapped().map(({ path }) => path.split('/')[3])).toEqual([one.version, two.version]);
  const here = await team.join(now);
  expect((await here.ok(read)).stdout).toBe(secret.text);
  expect((await here.ok(['environment', 'show', 'team', '-o', 'json'])).json()).toMatchObject({
    secretStorage: 'key-vault',
  });
  const { items } = (await here.ok(['audit', 'list', '-o', 'json'])).json();
  expect(items.filter(({ actor }: { actor: string }) => actor === '(server)')).toHaveLength(2);
  await now.stop();

  const again = await serve(byVault);
  expect(again.lines().map(({ event }) => event)).not.toContain('keys-wrapped-anew');
  expect(again.written() + now.written() + moved.written()).not.toMatch(
    new RegExp(`${secret.text}|${vault.token}|client-secret`),
  );
});

test.each<readonly [string, readonly string[], Readonly<Record<string, string>>, number, string]>([
  [
    'an address of elsewhere',
    ['--key-vault-key', 'https://contoso.evil.example/keys/cinch'],
    {},
    2,
    'the address of a key is',
  ],
  [
    'a key without how to sign in',
    ['--key-vault-key', key],
    {},
    2,
    '`--key-vault-key` takes `--key-vault-credential` beside it',
  ],
  ['a credential that is not there', byVault, { AZURE_CLIENT_SECRET: '' }, 11, '`AZURE_CLIENT_SECRET` is not set'],
  ['a key that is gone', ['--key-vault-key', `${key}-gone`, ...byVault], {}, 11, 'has no key `cinch-gone`'],
  [
    'a vault that holds another key',
    ['--key-vault-key', `${key}-other`, ...byVault.slice(2)],
    {},
    11,
    '`--key-vault-key` does not name',
  ],
])('%s keeps the server from starting, with words', async (_, argv, env, exit, says) => {
  const ran = await team.home(['serve', '--listen', '127.0.0.1:0', ...argv], { env: { ...variables, ...env } });

  expect([ran.exit, ran.stdout, ran.stderr.replaceAll(/\n */g, ' ')]).toEqual([
    exit,
    '',
    expect.stringContaining(says),
  ]);
});
