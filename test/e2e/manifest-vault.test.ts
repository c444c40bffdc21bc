import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { terms } from '../support/fault-store.ts';
import { createKeptCli } from '../support/kept-cli.ts';
import { createVaultCli, type VaultCli } from '../support/vault-cli.ts';
import { failed } from '../support/vault-server.ts';

const url = 'https://contoso.vault.azure.net';

let cli: VaultCli;
beforeEach(async () => {
  cli = await createVaultCli(createKeptCli());
  cli.server.secrets.set('retail-sftp', { value: 'canary-5ecret-41b0' });
});
afterEach(() => cli.remove());

const drop = (secret: string) => ({
  type: 'sftp',
  settings: { hostname: 'sftp.partner.example', username: 'svc' },
  secrets: { password: { keyVault: secret } },
  terms,
});
const state = (secret: string, vault: object | undefined = { url, credential: 'environment', terms }) =>
  writeFileSync(
    join(cli.home, 'm.json'),
    JSON.stringify({ id: 'retail', ...(vault === undefined ? {} : { vault }), connections: { drop: drop(secret) } }),
  );
const apply = ['apply', '-f', 'm.json', '--yes'];
const names = async (...more: readonly string[]) =>
  (await cli.ok(['connection', 'list', '-o', 'name', ...more])).stdout.split('\n').filter(Boolean);

test('a manifest links its key vault, which lists its secrets once, and takes secrets from it; then all is the same', async () => {
  state('retail-sftp');
  const planned = await cli.ok(['environment', 'add', 'local']).then(() => cli.ok(['plan', '-f', 'm.json']));
  expect(planned.stdout).toMatch(/^\+ create {3}keyvault {4}contoso\n/);
  expect(cli.server.came).toEqual([]);

  const { stderr } = await cli.ok(apply);
  expect(stderr).toContain('contoso lists 1 secret\n');
  cli.server.came.length = 0;
  expect((await cli.ok([...apply, '-o', 'json'])).json().result).toBe('unchanged');
  expect(cli.server.came).toEqual([]);

  await cli.ok(['adopt', '--id', 'retail', '--out', 'live']);
  expect(readFileSync(join(cli.home, 'live/values.yaml'), 'utf8')).toContain(`vault_url: ${url}\n`);
  const plan = ['plan', '-f', 'live', '--values', 'live/values.yaml', '--exit-code'];
  expect((await cli.ok(plan)).stdout).toMatch(/^\d+ the same\n$/);
});

test('a secret that is not there, or a vault that cannot be listed, is told before anything is written', async () => {
  state('gone');
  const { exit, json } = await cli([...apply, '-o', 'json']);
  expect([exit, json().code]).toEqual([11, 'keyvault.secret_missing']);
  cli.server.fault = ({ authorization }) =>
    authorization === undefined ? undefined : failed(403, 'Forbidden', 'ForbiddenByRbac');
  expect((await cli(apply)).exit).toBe(11);

  expect(await names()).toEqual([]);
  expect((await cli(['keyvault', 'show'])).exit).not.toBe(0);
});

test('promote binds references to the vault of the other environment, and looks there before it writes', async () => {
  state('retail-sftp');
  for (const name of ['test', 'prod']) await cli.ok(['environment', 'add', name]);
  await cli.ok([...apply, '-e', 'test']);
  const promote = ['promote', '--from', 'test', '--to', 'prod', '--value', 'drop-hostname=sftp.prod.example', '--yes'];

  const unlinked = await cli(promote);
  expect([unlinked.exit, unlinked.stderr]).toEqual([8, expect.stringContaining('no key vault is linked')]);

  const other = 'https://fabrikam.vault.azure.net';
  await cli.ok(['keyvault', 'link', other, '--credential', 'environment', '--accept-terms', terms, '-e', 'prod']);
  cli.server.hosts.length = 0;
  cli.server.secrets.delete('retail-sftp');
  const missing = await cli([...promote, '-o', 'json']);
  expect([missing.exit, missing.json().code]).toEqual([11, 'keyvault.secret_missing']);
  expect(await names('-e', 'prod')).toEqual([]);

  cli.server.secrets.set('retail-sftp', { value: 'x' });
  await cli.ok(promote);
  expect(await names('-e', 'prod')).toEqual(['drop']);
  expect(cli.server.hosts.filter((host) => host.startsWith('contoso.'))).toEqual([]);
});
