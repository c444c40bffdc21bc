import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RemoteSignIn } from '../../src/model/remote.ts';
import { type Cli, createCli, type Ran } from '../support/cli.ts';
import {
  clientId,
  openWorkloadServers,
  pipelineCanary,
  serverAudience,
  type WorkloadServers,
  writeRemote,
} from '../support/workload-servers.ts';

let servers: WorkloadServers;
let server: Server;
let url = '';
/** What the server says of signing in, and everything that came to it. */
let offer: unknown;
const came: string[] = [];
beforeAll(async () => {
  servers = await openWorkloadServers();
  server = createServer((request, response) => {
    came.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    response.writeHead(offer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(offer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await servers.close();
});

let cli: Cli;
beforeEach(() => {
  cli = createCli();
  offer = undefined;
  came.length = 0;
});
afterEach(() => cli.remove());

const file = () => join(cli.home, 'remotes', 'prod.json');
const known = (signIn: RemoteSignIn) => writeRemote(cli.home, 'prod', { url, instance: 'instance-1', signIn });
const kept = () => JSON.parse(readFileSync(file(), 'utf8')).signIn as RemoteSignIn;
const ofGithub = (): RemoteSignIn => ({
  kind: 'github',
  issuer: servers.issuer,
  clientId,
  scope: 'manage',
  audience: serverAudience,
});

function expectNothingSecret({ stdout, stderr }: Ran, ...more: readonly string[]): void {
  for (const secret of [pipelineCanary, ...servers.given, ...more]) expect(stdout + stderr).not.toContain(secret);
}

describe('login', () => {
  test('from a GitHub workflow shows that it works, and keeps nothing, because every run signs in by itself', async () => {
    known(ofGithub());

    const ran = await cli.ok(['login', '-o', 'json'], { env: servers.environment });

    expect(ran.json()).toEqual({
      apiVersion: 'cinch/v1',
      kind: 'SignedIn',
      environment: 'prod',
      server: url,
      with: 'github',
      issuer: servers.issuer,
      kept: false,
      trouble: null,
    });
    expectNothingSecret(ran);
    expect(came).toEqual([]);
  });

  test('with another way makes that the way from then on, by what the server says once', async () => {
    known({ kind: 'token' });
    offer = { issuer: servers.issuer, audience: serverAudience, clientId, scope: 'manage' };

    const first = await cli.ok(['login', '-e', 'prod', '--with', 'github'], { env: servers.environment });
    expect(kept()).toEqual(ofGithub());
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    offer = { issuer: 'https://evil.example', audience: 'evil', clientId: 'evil', scope: 'evil' };
    const second = await cli.ok(['login', '-e', 'prod'], { env: servers.environment });

    expect(came).toHaveLength(1);
    expect(came[0]).toMatch(/^GET \/v1\/sign-in /);
    expect(came[0]).not.toMatch(/authorization/i);
    expect(kept()).toEqual(ofGithub());
    expectNothingSecret(first);
    expectNothingSecret(second);
  });

  test.each([
    ['that takes API tokens alone', { issuer: null }, 'login.refused', 4],
    ['that names no application', { issuer: 'https://login.example', audience: 'a' }, 'login.refused', 4],
    ['that says nothing of it', undefined, 'login.refused', 4],
    ['that sends escapes', { issuer: 'https://login.example', clientId: '\u001b[2J' }, 'login.refused', 4],
    ['that leads to an open line', { issuer: 'http://login.example', clientId: 'c', scope: 's' }, 'login.refused', 4],
  ])('to a server %s is refused, and nothing is kept', async (_, said, code, exit) => {
    known({ kind: 'token' });
    offer = said;

    const ran = await cli(['login', '--with', 'github', '-o', 'json'], { env: servers.environment });

    expect([ran.exit, ran.json().code]).toEqual([exit, code]);
    expect(ran.stderr).not.toContain('\\u001b');
    expect(kept()).toEqual({ kind: 'token' });
  });

  test('with the token of `az` asks `az` for one for this server, and shows nothing of what it says', async () => {
    const bin = join(cli.home, 'bin');
    mkdirSync(bin);
    const az = join(bin, 'az');
    const script = (body: string) => writeFileSync(az, `#!/bin/sh\n${body}\n`);
    known({ kind: 'azure-cli', audience: 'api://cinch' });
    const expires = Math.floor(Date.now() / 1000) + 3600;
    script(
      `echo "$@" > ${cli.home}/az-args\necho '{"accessToken":"az-t0ken-canary","expires_on":${expires},"expiresOn":"2099-01-01 00:00:00.000000"}'`,
    );
    chmodSync(az, 0o755);
    const env = { PATH: `${bin}:${process.env.PATH}` };

    const ran = await cli.ok(['login'], { env });
    expect(readFileSync(join(cli.home, 'az-args'), 'utf8')).toContain('--resource api://cinch');
    expectNothingSecret(ran, 'az-t0ken-canary');

    script('echo "ERROR: run az login; az-t0ken-canary" >&2; exit 1');
    const refused = await cli(['login'], { env });
    expect(refused.exit).toBe(4);
    expect(refused.stderr).toContain('nobody is signed in to `az`');
    expectNothingSecret(refused, 'az-t0ken-canary');
  });

  test.each(['browser', 'device-code'] as const)(
    'with %s, where nobody can be asked, ends with 15 and with what to do',
    async (kind) => {
      known({ ...ofGithub(), kind });

      const ran = await cli(['login', '--no-input', '-o', 'json']);

      expect(ran.exit).toBe(15);
      expect(ran.json()).toMatchObject({
        code: 'login.waits',
        fix: ['cinch login --environment prod --with-token', 'cinch login --environment prod'],
      });
    },
  );

  test('with a token where no keychain is keeps nothing, and says so with the variable that takes it', async () => {
    known({ kind: 'browser' });

    const ran = await cli(['login', '--with-token'], { input: 'cinch_t0ken-canary\n' });

    expect(ran.exit).toBe(11);
    expect(ran.stderr).toContain('`CINCH_TOKEN`');
    expectNothingSecret(ran, 't0ken-canary');
    expect(kept()).toEqual({ kind: 'browser' });
  });

  test('with a token that was not sent, or where none can be asked, says what is missing', async () => {
    known({ kind: 'token' });

    expect((await cli(['login', '--with-token'])).exit).toBe(2);
    expect((await cli(['login', '--no-input'])).exit).toBe(15);
    expect((await cli(['login', '--with-token', '--with', 'browser'])).exit).toBe(2);
  });

  test('to an environment of this machine is refused, and to one that is not there too', async () => {
    await cli.ok(['environment', 'add', 'test']);

    const local = await cli(['login', '-e', 'test', '-o', 'json']);
    expect([local.exit, local.json().code]).toEqual([2, 'login.local']);
    const none = await cli(['login', '-e', 'prdo', '-o', 'json']);
    expect([none.exit, none.json().code]).toEqual([6, 'environment.none']);
  });

  test('says that a variable goes before it', async () => {
    known(ofGithub());

    const ran = await cli.ok(['login'], { env: { ...servers.environment, CINCH_TOKEN: 'cinch_variable-canary' } });

    expect(ran.stderr).toContain('`CINCH_TOKEN` is set');
    expectNothingSecret(ran, 'variable-canary');
  });
});

describe('logout', () => {
  test('forgets what is kept, and says where nothing was', async () => {
    known(ofGithub());

    const ran = await cli.ok(['logout', '-o', 'json']);

    expect(ran.json()).toEqual({
      apiVersion: 'cinch/v1',
      kind: 'SignedOut',
      environment: 'prod',
      forgotten: false,
      revoked: false,
    });
    expect(kept()).toEqual(ofGithub());
  });
});
