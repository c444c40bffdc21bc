import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCanary } from '../support/canary.ts';
import { type Cli, createCli } from '../support/cli.ts';
import { keys, openTerminal } from '../support/pty.ts';
import { createTeam, type Server, type Team } from '../support/server.ts';
import { createTestAuthority } from '../support/test-authority.ts';

const secret = createCanary('the secret of a connection', (core) => `s-${core}`);

let team: Team;
let server: Server;
let here: Cli;
let there: Cli;
beforeAll(async () => {
  team = await createTeam();
  server = await team.serve();
  here = createCli();
  await here.ok(['environment', 'add', 'team']);
  there = await team.join(server);
});
afterAll(async () => {
  here.remove();
  await team.end();
});

/** An answer without what differs between two environments whatever is done in them. */
function alike(text: string): unknown {
  const same = text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT');
  // The token that was acted with stands in the trail of a server alone.
  return same === '' ? '' : JSON.parse(same, (key, value) => (key === 'token' ? undefined : value));
}

describe('every command works on an environment of a server as on one of this machine', () => {
  const newsletter = ['mailchimp', 'Newsletter', '--accept-terms', '2026-11'];
  const drop = ['sftp', 'Drop', '--hostname', 'sftp.partner.example', '--username', 'svc', '--accept-terms', '2026-11'];
  const lines: readonly (readonly string[])[] = [
    ['connection', 'add', ...drop, '--secret', 'password=env:PASSWORD'],
    ['connection', 'add', ...drop, '--secret', 'password=env:PASSWORD'],
    ['connection', 'add', ...drop, '--name', 'other', '--hostname', '-oProxyCommand=x'],
    ['connection', 'add', ...newsletter, '--dry-run'],
    ['connection', 'add', 'sftp'],
    ['connection', 'list'],
    ['connection', 'show', 'drop'],
    ['connection', 'show', 'nothing'],
    ['connection', 'edit', 'drop', '--username', 'svc-2', '--if-revision', '1'],
    ['connection', 'edit', 'drop', '--username', 'svc-3', '--if-revision', '1'],
    ['connection', 'edit', 'drop', '--hostname', 'sftp.elsewhere.example'],
    ['connection', 'share', 'drop', '--with', 'contributors'],
    ['export', 'add', 'Nightly', '--connection', 'drop'],
    ['export', 'list'],
    ['connection', 'remove', 'drop', '--yes'],
    ['connection', 'dependents', 'drop'],
    ['connection', 'lock', 'drop', '--reason', 'month end'],
    ['connection', 'edit', 'drop', '--username', 'svc-4'],
    ['connection', 'unlock', 'drop'],
    ['can', 'connection.remove', 'drop'],
    ['user', 'list'],
    ['user', 'remove', 'nobody'],
    ['keyvault', 'show'],
    ['type', 'list'],
    ['connection', 'history', 'drop'],
    ['audit', 'list', '--limit', '2'],
    ['connection', 'remove', 'drop', '--exports', 'disconnect', '--confirm', 'drop'],
    ['export', 'show', 'nightly'],
    ['export', 'remove', 'nightly', '--yes'],
    ['whoami'],
  ];

  test.each(lines.map((line, at) => [`${at + 1}. ${line.join(' ')}`, line] as const))('%s', async (_, line) => {
    const env = { PASSWORD: secret.text };
    const [local, remote] = await Promise.all([
      here([...line, '-o', 'json'], { env }),
      there([...line, '-o', 'json'], { env }),
    ]);

    expect([remote.exit, alike(remote.stdout), alike(remote.stderr)]).toEqual([
      local.exit,
      alike(local.stdout),
      alike(local.stderr),
    ]);
  });

  test('and tells a person the same', async () => {
    const [local, remote] = await Promise.all([here(['audit', 'verify']), there(['audit', 'verify'])]);

    expect([remote.exit, remote.stdout.replaceAll(/\S{40,}/g, 'HEAD')]).toEqual([
      local.exit,
      local.stdout.replaceAll(/\S{40,}/g, 'HEAD'),
    ]);
  });

  test('doctor looks at the server', async () => {
    const { stdout } = await there.ok(['doctor']);

    expect(stdout).toContain(`team in ${server.url}`);
    expect(stdout).toMatch(/server\s+ok\s+answers .*, administrator there/);
  });

  test('names are completed, and nothing is where the server does not answer', async () => {
    await there.ok(
      ['connection', 'add', 'leadspace', 'Company data', '--secret', 'token=env:T', '--accept-terms', '2026-11'],
      { env: { T: secret.text } },
    );
    expect((await there(['__complete', 'connection', 'show', 'co'])).stdout).toContain('company-data');

    const gone = { CINCH_TOKEN: 'cinch_nonsense' };
    expect(await there(['__complete', 'connection', 'show', 'co'], { env: gone })).toMatchObject({
      exit: 0,
      stderr: '',
    });
    expect((await there(['__complete', 'environment', 'use', ''])).stdout).toContain('team');
  });

  test('a command gets the stored secrets, and the trail says so first', async () => {
    const line = [
      'connection',
      'exec',
      'company-data',
      '--',
      process.execPath,
      '-e',
      'process.stdout.write(process.env.CONN_TOKEN)',
    ];
    const { stdout } = await there.ok(line);

    expect(stdout).toBe(secret.text);
    expect((await there.ok(['audit', 'list', '--limit', '1', '-o', 'json'])).json().items[0]).toMatchObject({
      action: 'connection.exec',
    });
  });

  test.each([
    ['`--as`', ['--as', 'ana', 'whoami'], 2],
    ['a backup', ['environment', 'backup', 'team', '--to', 'x'], 2],
    ['a name that is taken', ['environment', 'restore', 'x', '--name', 'team'], 7],
  ])('%s is refused with words', async (_, line, exit) => {
    const ran = await there(line);

    expect([ran.exit, ran.stdout]).toEqual([exit, '']);
    expect(ran.stderr).toMatch(/^error: .*`team`/);
  });
});

describe('an environment on a server', () => {
  const add = (...argv: string[]) => ['environment', 'add', 'prod', ...argv];

  test.each<readonly [string, readonly string[], number, string]>([
    [
      'over plain HTTP elsewhere',
      ['--url', 'http://cinch.example', '--instance', 'a'],
      2,
      '`--url` takes an address with https',
    ],
    ['with a password in its address', ['--url', 'https://a:b@cinch.example', '--instance', 'a'], 2, '`--url` takes'],
    ['without saying which', ['--url', 'https://cinch.example'], 3, '--instance ID'],
    [
      'that does not answer',
      ['--url', 'http://127.0.0.1:65534', '--instance', 'a'],
      12,
      'cannot be reached (ECONNREFUSED)',
    ],
    [
      'with what the server keeps',
      ['--url', 'https://cinch.example', '--instance', 'a', '--production'],
      2,
      '`--production` takes nothing beside `--url`',
    ],
    ['with an odd id', ['--url', 'https://cinch.example', '--instance', '../a'], 2, '`--instance` takes'],
  ])('is not added %s', async (_, flags, exit, says) => {
    const ran = await here(add(...flags));

    expect([ran.exit, ran.stderr]).toEqual([exit, expect.stringContaining(says)]);
    expect((await here.ok(['environment', 'list', '-o', 'name'])).stdout).toBe('team\n');
  });

  test('is not added where something else answers', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'));
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as { port: number };

    const ran = await here(add('--url', `http://127.0.0.1:${port}`, '--instance', 'a'));
    other.close();

    expect([ran.exit, ran.stderr]).toEqual([12, expect.stringContaining('is no server of cinch')]);
  });

  test('has a name that is free among all, and may be told anew', async () => {
    const line = ['environment', 'add', 'team', '--url', server.url, '--instance', team.instanceId];

    expect((await here(line)).exit).toBe(7);
    expect((await there(line)).exit).toBe(7);
    expect((await there(['environment', 'add', 'team'])).exit).toBe(7);
    expect((await there.ok([...line, '--if-exists', 'skip', '-o', 'json'])).json().result).toBe('unchanged');
    expect((await there.ok([...line, '--if-exists', 'update', '-o', 'json'])).json().result).toBe('updated');
  });

  test('is told to whoever asks, where a person at a terminal leaves out what names it', async () => {
    const terminal = openTerminal(['environment', 'add', '--url', server.url], { home: here.home });
    await terminal.until('? Name of the environment');
    terminal.type('asked', keys.enter);
    await terminal.until('? Which environment there?');
    terminal.type('no/id', keys.enter);
    await terminal.until('it has to be the id of an instance');
    terminal.type(keys.ctrlU, team.instanceId, keys.enter);

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen().replace(/ \\\n +/g, ' ')).toContain(
      `cinch environment add asked --url ${server.url} --instance ${team.instanceId}`,
    );
  });

  test('is listed with its address, used, and forgotten here alone', async () => {
    const person = await team.join(server);
    await person.ok(['environment', 'add', 'mine']);
    expect((await person(['connection', 'list'])).exit).toBe(3);

    await person.ok(['environment', 'use', 'team']);
    const { items } = (await person.ok(['environment', 'list', '-o', 'json'])).json();
    expect(items).toEqual([
      expect.objectContaining({ name: 'mine', current: false, fault: null }),
      expect.objectContaining({ name: 'team', current: true, location: server.url, fault: null }),
    ]);

    const forgotten = await person.ok(['environment', 'remove', 'team']);
    expect(forgotten.stderr).toContain(`the server at ${server.url} keeps everything in it`);
    expect((await there.ok(['whoami'])).exit).toBe(0);
    person.remove();
  });

  test('without a token, or with a wrong one, is not signed in to', async () => {
    const without = await there(['connection', 'list'], { env: { CINCH_TOKEN: undefined } });
    const wrong = await there(['connection', 'list'], { env: { CINCH_TOKEN: `${team.token.slice(0, -1)}_` } });
    const { items } = (
      await there.ok(['environment', 'list', '-o', 'json'], { env: { CINCH_TOKEN: undefined } })
    ).json();

    expect([without.exit, wrong.exit]).toEqual([4, 4]);
    expect(items[0].fault).toContain('not signed in');
  });
});

describe('a server does not start', () => {
  test.each<readonly [string, readonly string[], number, string]>([
    ['for others without a certificate', ['--listen', '0.0.0.0:0'], 2, 'can be reached from other machines'],
    ['for others without a certificate, on IPv6', ['--listen', '[::]:0'], 2, 'can be reached from other machines'],
    [
      'with a certificate that is not there',
      ['--tls-cert', 'none.pem', '--tls-key', 'none.pem'],
      2,
      '`none.pem` of `--tls-cert` is not there',
    ],
    ['with half a certificate', ['--tls-cert', 'none.pem'], 2, '`--tls-cert` takes `--tls-key` beside it'],
    ['with what is no network', ['--trusted-proxy', '10.0.0.0/99'], 2, '`--trusted-proxy` takes a network'],
    [
      'with an issuer and nothing it calls this server',
      ['--issuer', 'https://login.example'],
      2,
      '`--issuer` takes `--audience` beside it',
    ],
    [
      'with an issuer of every tenant',
      ['--issuer', 'https://login.microsoftonline.com/common/v2.0', '--audience', 'a'],
      2,
      '--issuer',
    ],
    ['where there is no address', ['--listen', '8080'], 2, '`--listen` takes an address and a port'],
    [
      'at an address of another machine',
      ['--listen', '192.0.2.1:0', '--trusted-proxy', '10.0.0.0/8'],
      12,
      'is no address of this machine',
    ],
    ['at an address that is none', ['--public-url', 'http://cinch.example'], 2, '`--public-url` takes'],
    ['from a file that is not there', ['--database-file', 'none.db'], 6, 'holds no instance yet'],
    ['with keys that are not there', ['--subscription-key-file', 'none'], 2, '`none` of `--subscription-key-file`'],
  ])('%s', async (_, flags, exit, says) => {
    const ran = await team.home(['serve', ...flags]);

    expect([ran.exit, ran.stdout, ran.stderr]).toEqual([exit, '', expect.stringContaining(says)]);
    expect(ran.stderr).toMatch(/\nhint: /);
  });

  test('at a port that is taken', async () => {
    const { exit, stderr } = await team.home(['serve', '--listen', new URL(server.url).host]);

    expect([exit, stderr]).toEqual([12, expect.stringContaining('is taken by another program')]);
  });

  test('twice from the beginning', async () => {
    const { exit, stderr } = await team.home(['serve', 'init']);

    expect([exit, stderr]).toEqual([7, expect.stringContaining('holds an instance already')]);
  });
});

describe('a server that is told to end', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('by %s ends with %d', async (signal, code) => {
    expect(await (await team.serve()).stop(signal)).toBe(code);
  });

  test('finishes a change that has begun, and takes no other', async () => {
    const ending = await team.serve();
    const body = JSON.stringify({ changes: [{ change: 'user.add', name: 'late', role: 'viewer' }] });
    const headers = {
      authorization: `Bearer ${team.token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const request = ask(`${ending.url}/v1/instances/${team.instanceId}/manage/changes`, { method: 'POST', headers });
    const answered = once(request, 'response');
    request.write(body.slice(0, 10));
    // The server has the head of it once it answers another one that came later on.
    await fetch(`${ending.url}/healthz`);
    const ended = ending.stop('SIGTERM');
    await ending.until('stopping');
    await expect(fetch(`${ending.url}/healthz`)).rejects.toThrow();
    request.end(body.slice(10));

    const [{ statusCode }] = await answered;

    expect([statusCode, await ended]).toEqual([200, 143]);
    expect((await there.ok(['user', 'list', '-o', 'name'])).stdout).toContain('late');
  });
});

describe('what a server writes', () => {
  test('holds no token, no secret, no query and no body, whatever was asked', async () => {
    const canary = createCanary('what was asked', (core) => core);
    const headers = { authorization: `Bearer ${team.token}`, 'x-request-id': `"${canary.text}`, cookie: canary.text };
    for (const path of [
      `/v1/instances?x=${canary.text}`,
      `/${canary.text}`,
      `/v1/instances/${canary.text}/manage/connections`,
    ])
      await fetch(`${server.url}${path}`, { headers });
    await fetch(`${server.url}/v1/instances/${team.instanceId}/manage/changes`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: `{"changes":[{"change":"${canary.text}"}]}`,
    });
    await fetch(`${server.url}/v1/instances`, { headers: { authorization: `Bearer ${canary.text}` } });
    await fetch(`${server.url}/healthz`);

    const written = server.written();
    expect([canary.seenIn(written), secret.seenIn(written)]).toEqual([undefined, undefined]);
    expect(written).not.toContain(team.token.slice(-49));
    for (const line of server.lines())
      expect(line).toMatchObject({ time: expect.any(String), level: expect.any(String) });
    expect(server.lines().some(({ caller }) => caller === `token ${team.token.slice(6, 14)}`)).toBe(true);
  });

  test('for Prometheus goes to this machine, or to an address of its own', async () => {
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('cinch_http_requests_total{');
    expect((await fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404);

    const port = await freePort();
    const apart = await team.serve(['--metrics-listen', `127.0.0.1:${port}`]);
    expect((await fetch(`${apart.url}/metrics`)).status).toBe(404);
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('cinch_http_requests_total{');
    expect((await fetch(`http://127.0.0.1:${port}/v1/instances`)).status).toBe(404);
    await apart.stop();
  });
});

describe('a server with a certificate', () => {
  const authority = createTestAuthority(['localhost']);
  const other = createTestAuthority(['localhost']);

  test('is trusted by those who trust its authority alone, and takes up a new certificate', async () => {
    const [cert, key, ca] = ['cert.pem', 'key.pem', 'ca.pem'].map((name) => join(team.home.home, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(cert, authority.cert);
    writeFileSync(key, authority.key);
    writeFileSync(ca, authority.ca);
    const sealed = await team.serve(['--tls-cert', cert, '--tls-key', key]);
    const url = sealed.url.replace('127.0.0.1', 'localhost');
    const person = createCli();
    const add = ['environment', 'add', 'team', '--url', url, '--instance', team.instanceId];
    const env = { NODE_EXTRA_CA_CERTS: ca, CINCH_TOKEN: team.token };

    const stranger = await person(add);
    expect([stranger.exit, stranger.stderr]).toEqual([
      12,
      expect.stringContaining('certificate that is not trusted here'),
    ]);
    await person.ok(add, { env });
    expect((await person.ok(['whoami', '-o', 'json'], { env })).json().role).toBe('administrator');

    writeFileSync(cert, other.cert);
    sealed.process.kill('SIGHUP');
    await sealed.until('certificate-not-renewed');
    expect((await person(['whoami'], { env })).exit).toBe(0);

    writeFileSync(key, other.key);
    sealed.process.kill('SIGHUP');
    await sealed.until('certificate-renewed');
    expect((await person(['whoami'], { env })).exit).toBe(12);
    person.remove();
    await sealed.stop();
  });
});

describe('the key of the stored secrets', () => {
  test('is another one after two starts, while servers with either go on', async () => {
    const [old, next] = ['key', 'next-key'].map((name) => join(team.home.home, name)) as [string, string];
    await there.ok(
      ['connection', 'add', 'leadspace', 'Sealed', '--secret', 'token=env:T', '--accept-terms', '2026-11'],
      { env: { T: secret.text } },
    );
    writeFileSync(next, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
    const exec = [
      'connection',
      'exec',
      'sealed',
      '--',
      process.execPath,
      '-e',
      'process.stdout.write(process.env.CONN_TOKEN)',
    ];
    const released = async (at: Server) => (await (await team.join(at))(exec)).stdout;

    const both = await team.serve(['--key-file', old, '--key-file', next]);
    const turned = await team.serve(['--key-file', next, '--key-file', old]);
    expect(turned.lines().filter(({ event }) => event === 'keys-wrapped-anew').length).toBeGreaterThan(0);
    expect([await released(both), await released(turned)]).toEqual([secret.text, secret.text]);

    const alone = await team.serve(['--key-file', next]);
    expect(await released(alone)).toBe(secret.text);
    const before = await team.join(server);
    expect((await before(exec)).exit).toBe(11);
    expect((await there.ok(['audit', 'list', '-o', 'json'])).json().items).toContainEqual(
      expect.objectContaining({ actor: '(server)', fields: ['key'] }),
    );
    expect((await there.ok(['audit', 'verify'])).exit).toBe(0);
    const back = await team.serve(['--key-file', old, '--key-file', next]);
    for (const it of [both, turned, alone, back]) await it.stop();
  });
});

describe('further instances', () => {
  test('are made by an administrator of the home instance, and the token in the answer administers them', async () => {
    const headers = { authorization: `Bearer ${team.token}`, 'content-type': 'application/json' };
    const made = await fetch(`${server.url}/v1/instances`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ displayName: 'second' }),
    });
    const { instanceId, token } = (await made.json()) as { instanceId: string; token: string };
    const env = { CINCH_TOKEN_SECOND: token };

    await there.ok(['environment', 'add', 'second', '--url', server.url, '--instance', instanceId]);

    expect(made.status).toBe(201);
    expect((await there.ok(['whoami', '-e', 'second', '-o', 'json'], { env })).json()).toMatchObject({
      role: 'administrator',
    });
    expect((await there.ok(['connection', 'list', '-e', 'second', '-o', 'json'], { env })).json().items).toEqual([]);
    expect((await there(['whoami', '-e', 'second'])).exit).toBe(4);
    await there.ok(['environment', 'remove', 'second']);
  });
});

async function freePort(): Promise<number> {
  const found = createServer();
  await once(found.listen(0, '127.0.0.1'), 'listening');
  const { port } = found.address() as { port: number };
  found.close();
  await once(found, 'close');
  return port;
}
