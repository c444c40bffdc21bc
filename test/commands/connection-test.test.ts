import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type SecretValue, secretValue } from '../../src/kernel/secret-value.ts';
import type { Change } from '../../src/model/change.ts';
import type { ConnectionDetail } from '../../src/model/query.ts';
import { createCanary } from '../support/canary.ts';
import { preparedKept } from '../support/kept-cli.ts';
import type { Prepared } from '../support/prepared.ts';
import { openServices, type Services } from '../support/services.ts';
import { openSshServer, type SshServer, sshKeys } from '../support/ssh-server.ts';

const canary = createCanary('the stored secret', (core) => core);
const fresh = createCanary('the new secret', (core) => core);
const folder = mkdtempSync(join(tmpdir(), 'cinch-test-'));
const authority = join(folder, 'ca.pem');
const hostKey = sshKeys().private;
let services: Services;
let server: SshServer;
let cli: Prepared;
let env: Record<string, string>;

beforeAll(async () => {
  services = await openServices([
    'api.sendgrid.com',
    'a.braze.com',
    'b.braze.com',
    'evil.example',
    'atlas.microsoft.com',
    'api.createsend.com',
  ]);
  writeFileSync(authority, services.ca);
  env = { HTTPS_PROXY: services.proxy, NODE_EXTRA_CA_CERTS: authority, FRESH: fresh.text };
});
afterAll(async () => {
  await services.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  services.came.length = 0;
  services.hosts.length = 0;
  services.answer = ({ headers, path }) => ({
    status: [path, ...Object.values(headers)].some((it) => String(it).includes(canary.text)) ? 200 : 401,
    body: { scopes: ['mail.send'], message: 'success', version: '2026a' },
  });
});
afterEach(() => cli.remove());

const terms = '2026-11';
const key = (name: string, type: string, settings = {}): Change => ({
  change: 'connection.add',
  type,
  displayName: name,
  settings,
  secrets: { [type === 'leadspace' ? 'token' : 'apiKey']: secretValue(canary.text) },
  terms,
});
const braze = (name: string) => key(name, 'braze', { restEndpointHostname: `${name}.braze.com` });
const run = (...argv: string[]) => cli(['connection', ...argv], { env });
const shown = async (connection: string) =>
  (await cli.door.query('connection.show', { connection })) as ConnectionDetail;

/** Nothing that was printed or kept, and nothing that was sent anywhere else, holds a secret. */
function expectHidden(hosts: readonly string[]): void {
  for (const it of [canary, fresh]) {
    expect(it.seenIn(cli.printed())).toBeUndefined();
    expect(it.seenIn(cli.kept())).toBeUndefined();
    for (const came of services.came.filter(({ host }) => !hosts.includes(host)))
      expect(it.seenIn(JSON.stringify(came))).toBeUndefined();
  }
  expect(services.hosts.filter((host) => !hosts.includes(host))).toEqual([]);
}

describe('connection test', () => {
  beforeEach(async () => {
    cli = await preparedKept([
      key('Mail', 'sendgrid'),
      key('Maps', 'azure-maps'),
      key('Companies', 'leadspace'),
      { change: 'connection.add', type: 'mailchimp', displayName: 'News', terms },
    ]);
  });

  test('one that works ends with 0, and what was found is kept without another revision', async () => {
    const { exit, stdout } = await run('test', 'mail', '-o', 'json');

    expect([exit, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({
        kind: 'TestList',
        items: [expect.objectContaining({ name: 'mail', result: 'ok', checked: true, stage: null })],
      }),
    ]);
    const { revision, tested, updatedAt, createdAt } = await shown('mail');
    expect([revision, updatedAt, tested]).toEqual([
      1,
      createdAt,
      expect.objectContaining({ result: 'ok', revision: 1 }),
    ]);
    const { items } = await cli.door.query('connection.history', { connection: 'mail' });
    expect(items.map(({ action }) => action)).toEqual(['connection.tested', 'connection.test', 'connection.add']);
    expectHidden(['api.sendgrid.com']);
  });

  test('it is told by `connection show` and in the wide list', async () => {
    await run('test', 'mail');

    expect((await run('show', 'mail')).stdout).toMatch(/last test {7}ok at \S+ by /);
    expect((await run('list', '-o', 'json', '--query', 'items[].tested.result')).stdout).toBe('["ok"]\n');
    const wide = (await run('list', '-o', 'csv', '--columns', 'name,tested')).stdout;
    expect(wide).toMatch(/^mail,ok 2\d{3}-/m);
    expect(wide).toMatch(/^companies,\r?$/m);
  });

  test('one that was changed since says so', async () => {
    await run('test', 'mail');
    await cli.ok(['connection', 'edit', 'mail', '--secret', 'apiKey=env:FRESH'], { env });

    expect((await run('show', 'mail')).stdout).toMatch(/ok at \S+ by \S+, before it was\s+changed/);
  });

  test('a wrong secret ends with 9 and tells the way out', async () => {
    services.answer = () => ({ status: 401, body: {} });

    const { exit, stdout, stderr } = await run('test', 'mail');

    expect([exit, stderr]).toEqual([9, 'hint: cinch connection edit mail --secret FIELD=SOURCE --test\n']);
    expect(stdout).toContain('mail\tsendgrid\twrong credential\tsign-in\t');
    expect((await shown('mail')).tested?.result).toBe('wrong credential');
  });

  test('a service that is busy ends with 12', async () => {
    services.answer = () => ({ status: 503 });

    expect((await run('test', 'mail')).exit).toBe(12);
  });

  test('one that awaits its sign-in ends with 15, and a type without a check with 0', async () => {
    expect([(await run('test', 'news')).exit, (await run('test', 'companies')).exit]).toEqual([15, 0]);
    expect((await shown('companies')).tested).toBeNull();
    expect(services.hosts).toEqual([]);
  });

  test('all of them, where some cannot be told, end with 13', async () => {
    const { exit, stdout } = await run('test', '--all');

    expect([exit, stdout.split('\n').map((line) => line.split('\t').slice(0, 3).join(' '))]).toEqual([
      13,
      [
        'NAME TYPE RESULT',
        'companies leadspace no check known',
        'mail sendgrid ok',
        'maps azure-maps ok',
        'news mailchimp inconclusive',
        '',
      ],
    ]);
  });

  test('JUnit for a pipeline: what fails fails, and what is not known is skipped', async () => {
    services.answer = ({ host }) => ({ status: host === 'atlas.microsoft.com' ? 403 : 200, body: { scopes: [] } });

    const { exit, stdout } = await run('test', '--all', '-o', 'junit');

    expect(exit).toBe(9);
    expect(stdout).toContain('<testsuite name="connection test" tests="4" failures="1" errors="0" skipped="2">');
    expect(stdout).toMatch(/name="maps" time="[\d.]+"><failure type="lacks permission" message="[^"]+"\/><\/testcase>/);
    expect(stdout).toMatch(/name="mail" time="[\d.]+"\/>/);
  });

  test('a key in a query string is nowhere but in the request', async () => {
    services.answer = () => ({ status: 403, body: { error: canary.text } });
    for (const format of ['json', 'junit', 'yaml', 'csv']) await run('test', 'maps', '-v', '-o', format);

    expect(services.came[0]?.path).toContain(canary.text);
    expectHidden(['atlas.microsoft.com']);
  });

  test('a selection by type and text, and none beside a name', async () => {
    const picked = async (...argv: string[]) => {
      const { stdout } = await run('test', ...argv, '-o', 'json', '--query', 'items[].name');
      return JSON.parse(stdout) as string[];
    };

    expect(await picked('--type', 'sendgrid')).toEqual(['mail']);
    expect(await picked('--search', 'ma', '--type', 'azure-maps')).toEqual(['maps']);
    expect((await run('test', 'mail', '--all')).exit).toBe(2);
    expect((await run('test')).exit).toBe(3);
  });

  test('only administrators test', async () => {
    await cli.door.apply([{ change: 'user.add', name: 'vic', role: 'auditor' }]);

    expect((await run('test', 'mail', '--as', 'vic')).exit).toBe(5);
    expect(services.hosts).toEqual([]);
  });
});

describe('a real server', () => {
  beforeEach(async () => {
    server = await openSshServer({ user: 'svc-cdp', password: canary.text, folders: ['nightly'], hostKey });
    const settings = { hostname: `127.0.0.1:${server.port}`, username: 'svc-cdp', exportFolder: 'nightly' };
    cli = await preparedKept([
      {
        change: 'connection.add',
        type: 'sftp',
        displayName: 'Drop',
        settings,
        secrets: { password: secretValue(canary.text) },
        terms,
      },
    ]);
  });
  afterEach(() => server.close());

  test('is signed in to once, its host key is remembered, and another one is refused', async () => {
    const told = (key: string) => `note: the host key ${key} of 127.0.0.1:${server.port} is remembered from now on\n`;
    const first = await run('test', 'drop');
    expect([first.exit, first.stderr]).toEqual([0, told(server.fingerprint)]);
    expect((await shown('drop')).hostKey).toEqual({
      host: `127.0.0.1:${server.port}`,
      fingerprint: server.fingerprint,
    });
    const { port } = server;
    await server.close();
    server = await openSshServer({ user: 'svc-cdp', password: canary.text, folders: ['nightly'], port });

    const changed = await run('test', 'drop');

    expect([changed.exit, changed.stdout]).toEqual([9, expect.stringContaining('host key changed')]);
    expect(server.attempts).toEqual([]);
    expect((await shown('drop')).hostKey?.fingerprint).not.toBe(server.fingerprint);
    const renewed = await run('test', 'drop', '--host-key', server.fingerprint);
    expect([renewed.exit, renewed.stderr]).toEqual([0, told(server.fingerprint)]);
    const again = await run('test', 'drop');
    expect([again.exit, again.stderr]).toEqual([0, '']);
    expectHidden([]);
  });

  test('is not told a stored secret at a target that is given in the same command (D14)', async () => {
    const other = await openSshServer({ user: 'svc-cdp', password: canary.text, folders: ['nightly'] });

    const moved = await run(
      'edit',
      'drop',
      '--hostname',
      `127.0.0.1:${other.port}`,
      '--keep-secrets',
      '--yes',
      '--test',
    );
    const attempts = [...other.attempts];
    await other.close();

    expect([moved.exit, attempts]).toEqual([3, []]);
    expect((await shown('drop')).settings.hostname).toBe(`127.0.0.1:${server.port}`);
  });

  test('gets the secret that is given with its new address', async () => {
    const other = await openSshServer({ user: 'svc-cdp', password: fresh.text, folders: ['nightly'] });

    const moved = await run(
      'edit',
      'drop',
      '--hostname',
      `127.0.0.1:${other.port}`,
      '--secret',
      'password=env:FRESH',
      '--test',
    );
    await other.close();

    expect([moved.exit, (await shown('drop')).hostKey?.fingerprint]).toEqual([0, other.fingerprint]);
    expect(moved.stderr).toContain(`note: the host key ${other.fingerprint} of 127.0.0.1:${other.port} is remembered`);
    expect(other.attempts).toEqual([{ method: 'password', password: fresh.text }]);
  });
});

describe('before it is saved', () => {
  beforeEach(async () => {
    cli = await preparedKept([braze('a'), braze('b'), key('Mail', 'sendgrid')]);
  });
  const takes = (...texts: string[]) => {
    services.answer = ({ headers }) => ({
      status: texts.some((text) => String(headers.authorization).includes(text)) ? 200 : 401,
      body: { scopes: [], message: 'success' },
    });
  };

  test('what works is added with its test', async () => {
    takes(fresh.text);

    const { exit, stdout } = await run(
      'add',
      'sendgrid',
      'More mail',
      '--secret',
      'apiKey=env:FRESH',
      '--accept-terms',
      terms,
      '--test',
    );

    expect([exit, stdout]).toEqual([0, 'created  connection more-mail  (revision 1)\n']);
    expect((await shown('more-mail')).tested).toMatchObject({ result: 'ok', revision: 1 });
  });

  test('what fails is not saved', async () => {
    const { exit, stdout, json } = await run(
      'add',
      'sendgrid',
      'More mail',
      '--secret',
      'apiKey=env:FRESH',
      '--accept-terms',
      terms,
      '--test',
      '-o',
      'json',
    );

    expect([exit, stdout, json()]).toEqual([
      9,
      '',
      expect.objectContaining({
        code: 'test.failed',
        tests: [expect.objectContaining({ name: 'more-mail', result: 'wrong credential' })],
      }),
    ]);
    await expect(shown('more-mail')).rejects.toMatchObject({ code: 'not_found' });
    expectHidden(['api.sendgrid.com']);
  });

  test('what cannot be told is saved with a warning', async () => {
    services.answer = () => ({ status: 500 });

    const { exit, stderr } = await run('edit', 'mail', '--secret', 'apiKey=env:FRESH', '--test');

    expect([exit, stderr]).toEqual([
      0,
      expect.stringContaining('warning: what is saved of `mail` is not known to work'),
    ]);
    expect((await shown('mail')).revision).toBe(2);
  });

  test('what cannot be accepted is not tested', async () => {
    const { exit } = await run(
      'add',
      'braze',
      'C',
      '--rest-endpoint-hostname',
      'https://evil.example',
      '--secret',
      'apiKey=env:FRESH',
      '--accept-terms',
      terms,
      '--test',
    );

    expect([exit, services.hosts]).toEqual([2, []]);
  });

  test('a token that the test used up is replaced by the one that the service gave, although nothing else is saved', async () => {
    const signedIn: Change = {
      change: 'connection.add',
      type: 'campaign-monitor',
      displayName: 'News',
      secrets: { refreshToken: secretValue(canary.text) },
      terms,
    };
    await cli.door.apply([signedIn]);
    // As services with rotation have it: a token serves once, and the one after it is in the answer.
    let given = canary.text;
    services.answer = ({ path, body }) => {
      if (path !== '/oauth/token') return { status: 403, body: {} };
      if (new URLSearchParams(body).get('refresh_token') !== given)
        return { status: 400, body: { error: 'invalid_grant' } };
      given = `${fresh.text}-${services.came.length}`;
      return { status: 200, body: { access_token: 'a', refresh_token: given } };
    };
    const heldToken = async () =>
      (await cli.door.release({ to: 'exec', connection: 'news' })).secrets.refreshToken as SecretValue;

    expect((await run('edit', 'news', '--set', 'clientId=7', '--test')).exit).toBe(9);
    expect([(await heldToken()).reveal(), (await shown('news')).settings.clientId]).toEqual([given, undefined]);

    const { answer } = services;
    services.answer = (came) =>
      came.path === '/oauth/token' ? answer(came) : { status: 200, body: { SystemDate: 'x' } };
    expect((await run('edit', 'news', '--set', 'clientId=7', '--test', '--dry-run')).exit).toBe(0);
    expect([(await heldToken()).reveal(), (await shown('news')).settings.clientId]).toEqual([given, undefined]);

    expect((await run('edit', 'news', '--set', 'clientId=7', '--test')).exit).toBe(0);
    expect([(await heldToken()).reveal(), (await shown('news')).settings.clientId]).toEqual([given, '7']);
    expectHidden(['api.createsend.com']);
  });

  test('a rotation tests all with the new secret, then saves all', async () => {
    takes(fresh.text);

    const { exit, stdout } = await run('edit', 'a', 'b', '--secret', 'apiKey=env:FRESH', '--test');

    expect([exit, stdout]).toEqual([
      0,
      'updated  connection a  (secrets.apiKey; revision 2)\nupdated  connection b  (secrets.apiKey; revision 2)\n2 updated\n',
    ]);
    expect(services.came.map(({ host }) => host).sort()).toEqual(['a.braze.com', 'b.braze.com']);
    expect(services.came.map((it) => canary.seenIn(JSON.stringify(it)))).toEqual([undefined, undefined]);
    expectHidden(['a.braze.com', 'b.braze.com']);
  });

  test('a rotation of which one fails saves none', async () => {
    services.answer = ({ host }) => ({ status: host === 'b.braze.com' ? 401 : 200, body: { message: 'success' } });

    const { exit, json } = await run('edit', 'a', 'b', '--secret', 'apiKey=env:FRESH', '--test', '-o', 'json');

    expect([exit, json().tests.map(({ name }: { name: string }) => name)]).toEqual([9, ['b']]);
    expect([(await shown('a')).revision, (await shown('b')).revision]).toEqual([1, 1]);
    expect((await shown('a')).tested).toBeNull();
  });

  test('connections are picked by the secret that they share', async () => {
    await cli.ok(['connection', 'edit', 'b', '--secret', 'apiKey=env:FRESH'], { env });

    expect((await run('list', '--uses-secret-of', 'a', '-o', 'name')).stdout).toBe('a\nmail\n');
    expect((await run('edit', '--uses-secret-of', 'a', '--secret', 'apiKey=env:FRESH')).stdout).toBe(
      'updated  connection a  (secrets.apiKey; revision 2)\nupdated  connection mail  (secrets.apiKey; revision 2)\n2 updated\n',
    );
    expect((await run('edit', '--type', 'braze', '--search', 'nothing', '--secret', 'apiKey=env:FRESH')).exit).toBe(6);
    expect((await run('edit', 'a', 'b', '--display-name', 'C')).exit).toBe(2);
    expect((await run('edit', 'a', 'b')).exit).toBe(2);
    expectHidden([]);
  });
});
