import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { terms } from '../support/fault-store.ts';
import { openTerminal } from '../support/pty.ts';
import { createVaultCli, type VaultCli } from '../support/vault-cli.ts';
import { failed } from '../support/vault-server.ts';

const url = 'https://contoso.vault.azure.net';
const seconds = (text: string) => Date.parse(text) / 1000;
const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * 86_400;
const drop = (displayName: string, secret: string) => [
  ...['connection', 'add', 'sftp', displayName, '--hostname', 'sftp.partner.example', '--username', 'svc'],
  ...['--secret', `password=keyvault:${secret}`, '--accept-terms', terms],
];

let cli: VaultCli;
beforeAll(async () => {
  cli = await createVaultCli();
  await cli.ok(['keyvault', 'link', url, '--credential', 'environment', '--accept-terms', terms]);
});
beforeEach(() => {
  const { server } = cli;
  server.fault = () => undefined;
  server.secrets.clear();
  server.secrets.set('retail-sftp', { value: 'x' });
  server.secrets.set('soon', { value: 'x', exp: inDays(10) });
  server.secrets.set('old', { value: 'x', exp: seconds('2026-01-05T00:00:00Z') });
  server.secrets.set('off', { value: 'x', enabled: false });
});
afterAll(() => cli.remove());

describe('keyvault link', () => {
  test('needs an agreement of its own, and lists the vault once to prove that it may', async () => {
    cli.server.came.length = 0;

    const without = await cli(['keyvault', 'link', 'https://fabrikam.vault.azure.net', '--credential', 'environment']);
    expect([without.exit, cli.server.came]).toEqual([14, []]);

    cli.server.fault = ({ authorization }) =>
      authorization === undefined ? undefined : failed(403, 'Forbidden', 'ForbiddenByRbac');
    const argv = ['keyvault', 'link', 'https://fabrikam.vault.azure.net', '--credential', 'environment'];
    const forbidden = await cli([...argv, '--accept-terms', terms, '-o', 'json']);

    expect([forbidden.exit, forbidden.json().code]).toEqual([11, 'keyvault.forbidden']);
    expect((await cli.ok(['keyvault', 'show', '-o', 'json'])).json().name).toBe('contoso');
  });

  test('R5 R32 is for administrators, who are told before anything is asked of the network', async () => {
    await cli.ok(['user', 'add', 'vic', '--role', 'viewer', '--if-exists', 'skip']);
    cli.server.came.length = 0;

    const refused = await cli(['keyvault', 'link', url, '--as', 'vic']);

    expect([refused.exit, cli.server.came]).toEqual([5, []]);
  });
});

describe('whoever signs in in a browser', () => {
  test('is sent there, and what the browser comes back with is exchanged with a proof and no secret', async () => {
    // What stands in for a browser answers as the service would, at the port that is named in the address.
    const folder = mkdtempSync(join(tmpdir(), 'cinch-browser-'));
    const come = `const p = new URL(process.argv[1]).searchParams; const body = new URLSearchParams({ code: 'code-of-the-person', state: p.get('state') }); fetch(p.get('redirect_uri'), { method: 'POST', body })`;
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\nexec ${process.execPath} -e "${come}" "$1"\n`, { mode: 0o755 });
    cli.server.came.length = 0;
    const argv = ['keyvault', 'link', url, '--credential', 'browser', '--dry-run'];
    // Nobody needs to know the organisation beforehand: the vault names it, and the person chooses who they are.
    const { HTTPS_PROXY, NODE_EXTRA_CA_CERTS } = cli.variables;
    const env = { HTTPS_PROXY, NODE_EXTRA_CA_CERTS, PATH: `${folder}:${process.env.PATH}` };

    const terminal = openTerminal(argv, { home: cli.home, env });
    await terminal.until('contoso lists 4 secrets');

    expect(await terminal.ended).toBe(0);
    const [login] = cli.server.came.filter(({ host }) => host.startsWith('login.'));
    expect(login?.body).toMatch(/code=code-of-the-person.*code_verifier=|code_verifier=.*code=code-of-the-person/);
    expect(login?.body).not.toContain('client_secret');
    rmSync(folder, { recursive: true });
  });
});

describe('a connection', () => {
  test('takes its secret from the vault, which is looked at when it is saved', async () => {
    await cli.ok(drop('Retail', 'retail-sftp'));
    const expiring = await cli.ok(drop('Soon', 'soon'));
    const cases = ['old', 'off', 'gone', 'a_b'];
    const refused = await Promise.all(cases.map((secret) => cli([...drop(`No ${secret}`, secret), '-o', 'json'])));

    const shown = (await cli.ok(['connection', 'show', 'retail', '-o', 'json'])).json();
    expect(shown.secrets).toEqual({ password: { source: 'keyvault', secret: 'retail-sftp', version: null } });
    expect(expiring.stderr).toContain('the secret soon of the key vault expires at');
    expect(refused.map((ran) => [ran.exit, ran.json().code])).toEqual([
      [11, 'keyvault.secret_expired'],
      [11, 'keyvault.secret_off'],
      [11, 'keyvault.secret_missing'],
      [2, 'keyvault.secret_name'],
    ]);
  });

  test('R29 that takes it from there is told how to go on, where a stored one is given', async () => {
    await cli.ok([...drop('Stays', 'retail-sftp'), '--if-exists', 'skip']);

    const refused = await cli(['connection', 'edit', 'stays', '--secret', 'password=env:X', '-o', 'json'], {
      env: { X: 'typed' },
    });

    expect([refused.exit, refused.json().code]).toEqual([8, 'connection.from_vault']);
    expect(refused.json().fix).toEqual(['cinch connection replace stays --with OTHER']);
  });
});

describe('keyvault check', () => {
  test('R31 tells of every secret that is used, with all that stops with it, and ends with 11 where one cannot be used', async () => {
    for (const [name, secret] of [
      ['One', 'retail-sftp'],
      ['Two', 'retail-sftp'],
      ['Three', 'soon'],
    ] as const)
      await cli.ok([...drop(name, secret), '--if-exists', 'skip']);
    await cli.ok(['export', 'add', 'Nightly', '--connection', 'one', '--if-exists', 'skip']);
    await cli.ok(['export', 'add', 'Weekly', '--connection', 'two', '--if-exists', 'skip']);

    const whole = await cli(['keyvault', 'check', '-o', 'json']);
    cli.server.secrets.set('retail-sftp', { value: 'x', enabled: false });
    cli.server.secrets.delete('soon');
    const broken = await cli(['keyvault', 'check', '-o', 'json']);

    cli.server.secrets.set('retail-sftp', { value: 'x', exp: seconds('2026-01-05T00:00:00Z') });
    cli.server.secrets.set('soon', { value: 'x', nbf: inDays(2) });
    const ended = await cli(['keyvault', 'check', '-o', 'json']);
    cli.server.secrets.set('retail-sftp', { value: 'x' });
    cli.server.secrets.set('soon', { value: 'x', exp: inDays(10) });
    const near = await cli(['keyvault', 'check', '--days', '9', '-o', 'json']);

    const results = (document: { items: readonly { secret: string; result: string }[] }) =>
      Object.fromEntries(document.items.map(({ secret, result }) => [secret, result]));
    expect([whole.exit, results(whole.json())]).toEqual([0, { 'retail-sftp': 'usable', soon: 'expiring' }]);
    expect([broken.exit, results(broken.json())]).toEqual([11, { 'retail-sftp': 'disabled', soon: 'missing' }]);
    expect([ended.exit, results(ended.json())]).toEqual([11, { 'retail-sftp': 'expired', soon: 'not yet' }]);
    expect([near.exit, results(near.json())]).toEqual([0, { 'retail-sftp': 'usable', soon: 'usable' }]);
    const [item] = broken.json().items;
    expect(item.connections.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['one', 'two']));
    expect(item.exports).toEqual(expect.arrayContaining(['nightly', 'weekly']));
  });

  test('tells along which sign-ins soon end, and what stops then', async () => {
    await cli.ok([
      'connection',
      'add',
      'facebook-ads-manager',
      'Ads',
      '--ad-account',
      'act_1',
      '--accept-terms',
      terms,
    ]);
    const token = ['--secret', 'refreshToken=env:TOKEN'];
    await cli.ok(['connection', 'authorize', 'ads', ...token], { env: { TOKEN: 'got elsewhere' } });
    await cli.ok(['export', 'add', 'Alike', '--connection', 'ads']);

    const soon = await cli.ok(['keyvault', 'check', '--days', '59', '-o', 'json']);
    const later = await cli.ok(['keyvault', 'check', '--days', '61', '-o', 'json']);

    const signIns = (document: { items: readonly { source: string }[] }) =>
      document.items.filter(({ source }) => source === 'sign-in');
    expect(signIns(soon.json())).toEqual([]);
    expect(signIns(later.json())).toMatchObject([
      { result: 'expiring', connections: [{ name: 'ads', field: 'refreshToken' }], exports: ['alike'] },
    ]);
  });

  test('calls nothing missing that it could not look at: a vault that lets nobody in is out of reach', async () => {
    await cli.ok([...drop('One', 'retail-sftp'), '--if-exists', 'skip']);
    cli.server.fault = ({ authorization }) =>
      authorization === undefined ? undefined : failed(403, 'Forbidden', 'ForbiddenByFirewall');
    const walled = await cli(['keyvault', 'check', '-o', 'json']);
    cli.server.fault = () => undefined;
    const unreached = await cli(['keyvault', 'check', '-o', 'json'], { env: { HTTPS_PROXY: 'http://127.0.0.1:9' } });
    const untrusted = await cli(['keyvault', 'check', '-o', 'json'], { env: { NODE_EXTRA_CA_CERTS: '' } });

    for (const ran of [walled, unreached, untrusted]) {
      expect(ran.exit).toBe(11);
      expect(new Set(ran.json().items.map(({ result }: { result: string }) => result))).toEqual(
        new Set(['unreachable']),
      );
    }
    expect(untrusted.stdout).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('is one of many reasons why a live test tells nothing: each connection says so, and no other test ends by it', async () => {
    await cli.ok([...drop('One', 'retail-sftp'), '--if-exists', 'skip']);
    await cli.ok([...drop('Three', 'soon'), '--if-exists', 'skip']);
    const testing = ['connection', 'test', 'one', 'three', '-o', 'json'];
    cli.server.secrets.delete('soon');

    for (const HTTPS_PROXY of ['http://127.0.0.1:9', 'nonsense']) {
      const ran = await cli(testing, { env: { HTTPS_PROXY } });
      const found = ran.json().items.map(({ name, code }: { name: string; code: string }) => [name, code]);
      expect([ran.exit, found]).toEqual([
        11,
        [
          ['one', 'secret-unavailable'],
          ['three', 'secret-unavailable'],
        ],
      ]);
    }
    const { items } = (await cli(testing)).json();
    expect(items.map(({ code }: { code: string }) => code)).toEqual([
      expect.not.stringContaining('secret'),
      'secret-unavailable',
    ]);
  });

  test('-o junit is a report of tests for a pipeline', async () => {
    await cli.ok([...drop('One', 'retail-sftp'), '--if-exists', 'skip']);
    cli.server.secrets.delete('retail-sftp');

    const { exit, stdout } = await cli(['keyvault', 'check', '-o', 'junit']);

    expect(exit).toBe(11);
    expect(stdout).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites tests="\d+" failures="\d+">\n/);
    expect(stdout).toContain('<failure type="missing" message="there is no secret');
  });
});

describe('the vault', () => {
  test('is asked for nothing by what needs nothing of it', async () => {
    cli.server.came.length = 0;
    for (const argv of [['keyvault', 'show'], ['keyvault', 'used-by'], ['connection', 'list'], ['doctor']])
      await cli.ok(argv);

    expect(cli.server.came).toEqual([]);
  });

  test('shows names, states and ends, and never a value', async () => {
    const listed = await cli.ok(['keyvault', 'secrets', '--search', 'O', '-o', 'json']);

    expect(listed.json().items.map(({ name, state }: { name: string; state: string }) => [name, state])).toEqual([
      ['off', 'disabled'],
      ['old', 'expired'],
      ['soon', 'expiring'],
    ]);
  });

  test('is not unlinked while a connection needs it', async () => {
    await cli.ok([...drop('One', 'retail-sftp'), '--if-exists', 'skip']);

    expect((await cli(['keyvault', 'unlink', '--yes'])).exit).toBe(8);
  });
});
