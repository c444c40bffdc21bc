import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../support/cli.ts';
import { type OidcServer, openOidc, signInAsPerson } from '../support/oidc-server.ts';
import { openTerminal } from '../support/pty.ts';
import { createTeam, type Server, type Team } from '../support/server.ts';
import {
  clientId,
  openWorkloadServers,
  pipelineCanary,
  serverAudience,
  type WorkloadServers,
} from '../support/workload-servers.ts';

let servers: WorkloadServers;
let oidc: OidcServer;
let team: Team;
let server: Server;
let admin: Cli;
let pipeline: Cli;
beforeAll(async () => {
  servers = await openWorkloadServers(pipelineCanary, 'RS256');
  oidc = await openOidc({
    resource: serverAudience,
    client: { client_secret: undefined, token_endpoint_auth_method: 'none' },
  });
  team = await createTeam();
  const trust = ['--issuer', servers.issuer, '--audience', serverAudience, '--client-id', clientId];
  server = await team.serve(trust);
  admin = await team.join(server);
  pipeline = createCli();
});
afterAll(async () => {
  pipeline.remove();
  await team.end();
  await servers.close();
  await oidc.close();
});

const place = () => `${server.url}/v1/instances/${team.instanceId}/manage/whoami`;
const presenting = (token: string, at = place()) => fetch(at, { headers: { authorization: `Bearer ${token}` } });

describe('a pipeline without any secret of ours', () => {
  test('is nobody until it was given a role, and then works as on this machine', async () => {
    const env = servers.environment;
    const about = ['--url', server.url, '--instance', team.instanceId, '--sign-in', 'github', '--scope', 'manage'];
    await pipeline.ok(['environment', 'add', 'prod', ...about], { env });

    const before = await pipeline(['connection', 'list'], { env });
    expect(before.exit).toBe(5);
    await admin.ok(['user', 'add', 'ci', '--app', clientId, '--role', 'auditor']);

    expect((await pipeline.ok(['whoami', '-o', 'json'], { env })).json()).toMatchObject({ role: 'auditor' });
    expect((await pipeline.ok(['connection', 'list', '-o', 'json'], { env })).json().items).toEqual([]);
    const change = await pipeline(['user', 'add', 'eve', '--role', 'administrator'], { env });
    expect(change.exit).toBe(5);
  });

  test('is not signed in where the pipeline does not vouch for it, whatever else is there', async () => {
    const ran = await pipeline(['whoami', '-o', 'json'], {
      env: { AZURE_CLIENT_SECRET: 'x', AZURE_CLIENT_ID: clientId },
    });

    expect([ran.exit, ran.json().code]).toEqual([4, 'login.lacking']);
  });
});

describe('a token over the wire', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const good = () => ({
    iss: servers.issuer,
    aud: serverAudience,
    sub: clientId,
    client_id: clientId,
    scope: 'manage',
    iat: now(),
    exp: now() + 300,
  });
  const hostile: readonly [string, () => Promise<string> | string, string][] = [
    ['of another issuer', () => servers.sign({ ...good(), iss: 'https://evil.example' }), 'issuer'],
    ['for another service', () => servers.sign({ ...good(), aud: 'https://graph.example' }), 'audience'],
    ['of an application that is not known', () => servers.sign({ ...good(), sub: 'x', client_id: 'x' }), 'client'],
    ['that has ended', () => servers.sign({ ...good(), iat: now() - 900, exp: now() - 100 }), 'expired'],
    ['that does not count yet', () => servers.sign({ ...good(), nbf: now() + 600 }), 'early'],
    ['that is not signed', () => `${encoded({ alg: 'none' })}.${encoded(good())}.c2ln`, 'algorithm'],
    ['of another algorithm', () => `${encoded({ alg: 'HS256' })}.${encoded(good())}.c2ln`, 'algorithm'],
    ['that is none', () => 'garbage', 'form'],
  ];

  test('is refused in the same words whatever is wrong, at every door, and the log alone says what', async () => {
    expect((await presenting(team.token)).status).toBe(200);
    const said = new Set<string>();
    for (const [, make] of hostile) {
      const answer = await presenting(await make());
      const { instance: _, requestId: __, ...document } = (await answer.json()) as Record<string, unknown>;
      said.add(JSON.stringify([answer.status, document]));
    }
    expect(said.size).toBe(1);
    expect([...said][0]).toContain('"token.refused"');

    const reasons = server.lines().filter(({ event }) => event === 'token-refused');
    expect(reasons.map(({ reason }) => reason)).toEqual(hostile.map(([, , reason]) => reason));
  });

  test('that is guessed at locks its address out, and nobody who was let in from there', async () => {
    const statuses: number[] = [];
    for (let each = 0; each < 6; each += 1) statuses.push((await presenting(`guess-${each}`)).status);

    expect(statuses.slice(-2)).toEqual([429, 429]);
    const locked = await presenting('guess');
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await locked.json()).toMatchObject({ code: 'rate.locked', exit: 12 });
    expect((await presenting(team.token)).status).toBe(200);
  });

  test('is not said to be wrong while the keys of its issuer cannot be had', async () => {
    const gone = await openWorkloadServers(pipelineCanary, 'RS256');
    const claims = { ...good(), iss: gone.issuer };
    const other = await team.serve(['--issuer', gone.issuer, '--audience', serverAudience]);
    const token = await gone.sign(claims);
    await gone.close();

    const answer = await presenting(token, `${other.url}/v1/instances/${team.instanceId}/manage/whoami`);

    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ code: 'token.unjudged', exit: 12, retryable: true });
  });

  test('is in no line of the log, nor anything that vouched for it', () => {
    expect(servers.given.length).toBeGreaterThan(0);
    for (const secret of [...servers.given, team.token, pipelineCanary]) expect(server.written()).not.toContain(secret);
  });
});

describe('a person', () => {
  test('signs in in a browser for one run where no keychain is, with the role that an administrator gave', async () => {
    const own = await team.serve(['--issuer', oidc.origin, '--audience', serverAudience, '--client-id', 'app-1']);
    const home = createCli();
    // A subject is one of the issuer whose server it is told.
    await (await team.join(own)).ok(['user', 'add', 'ana', '--subject', 'ana', '--role', 'contributor']);
    await home.ok([
      'environment',
      'add',
      'prod',
      '--url',
      own.url,
      '--instance',
      team.instanceId,
      '--sign-in',
      'browser',
    ]);

    const terminal = openTerminal(['whoami'], { home: home.home, env: { PATH: join(home.home, 'nothing') } });
    const screen = await terminal.until('waiting for at most 5 minutes');
    const address = /http:\S+\/auth\?\S+(?:\n\S+)*/.exec(screen)?.[0].replaceAll('\n', '') ?? '';
    await fetch(await signInAsPerson(address));

    expect([await terminal.ended, terminal.screen()]).toEqual([0, expect.stringMatching(/role +contributor/)]);
    home.remove();
  });
});

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
