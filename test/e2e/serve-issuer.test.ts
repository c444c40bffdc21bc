import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../support/cli.ts';
import { createTeam, type Server, type Team } from '../support/server.ts';
import { clientId, openWorkloadServers, serverAudience, type WorkloadServers } from '../support/workload-servers.ts';

let issuer: WorkloadServers;
let team: Team;
let server: Server;
let administrator: Cli;
let pipeline: Cli;
beforeAll(async () => {
  // What a server takes unless told.
  issuer = await openWorkloadServers(undefined, 'RS256');
  team = await createTeam();
  server = await team.serve(['--issuer', issuer.issuer, '--audience', serverAudience, '--client-id', clientId]);
  administrator = await team.join(server);
  pipeline = createCli();
});
afterAll(async () => {
  pipeline?.remove();
  await team?.end();
  await issuer?.close();
});

describe('a server whose people and pipelines an issuer vouches for', () => {
  test('tells whoever adds it how to sign in, and lets in by what an administrator gave', async () => {
    const { environment: env } = issuer;
    const added = await pipeline.ok(
      [
        'environment',
        'add',
        'team',
        '--url',
        server.url,
        '--instance',
        team.instanceId,
        '--sign-in',
        'github',
        '--scope',
        'manage',
      ],
      { env },
    );
    expect(added.stderr).toContain(`API tokens and sign-ins of ${issuer.issuer}`);

    const before = await pipeline(['whoami'], { env });
    expect([before.exit, before.stderr]).toEqual([5, expect.stringContaining('no role')]);

    await administrator.ok(['user', 'add', 'pipeline', '--app', clientId, '--role', 'auditor']);
    const after = await pipeline.ok(['whoami', '-o', 'json'], { env });
    expect(after.json()).toMatchObject({ user: 'pipeline', role: 'auditor' });
    const denied = await pipeline(['user', 'add', 'eve', '--role', 'viewer'], { env });
    expect(denied.exit).toBe(5);

    await administrator.ok(['user', 'remove', 'pipeline', '--yes']);
    expect((await pipeline(['whoami'], { env })).exit).toBe(5);
  });

  test('refuses a token of another audience, and says why in its log alone', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer.issuer, sub: clientId, client_id: clientId, iat: seconds, exp: seconds + 60 };
    const token = await issuer.sign({ ...claims, aud: 'https://other.example' }, { typ: 'at+jwt' });

    const ran = await pipeline(['whoami'], { env: { CINCH_TOKEN: token } });

    expect([ran.exit, ran.stderr]).toEqual([4, expect.not.stringContaining('audience')]);
    expect(await server.until('token-refused')).toMatchObject({ level: 'warn', reason: 'audience' });
    expect(server.written()).not.toContain(token.slice(0, 40));
  });
});
