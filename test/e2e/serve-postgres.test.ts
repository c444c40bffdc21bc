import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { createTeam, type Team } from '../support/server.ts';

let postgres: PostgresServer;
let team: Team;
beforeAll(async () => {
  postgres = await startPostgres();
  team = await createTeam({ CINCH_DATABASE_URL: postgres.url() });
}, 120_000);
afterAll(async () => {
  await team?.end();
  await postgres?.stop();
  await postgres?.remove();
});

describe('two servers on one PostgreSQL database', () => {
  test('are one environment: what is changed through one is there through the other, while either goes on', async () => {
    const [one, other] = [await team.serve(), await team.serve()];
    const [ana, bob] = [await team.join(one), await team.join(other)];

    await ana.ok(
      ['connection', 'add', 'leadspace', 'Company', '--secret', 'token=env:T', '--accept-terms', '2026-11'],
      {
        env: { T: 'of-the-service' },
      },
    );
    expect(await one.stop()).toBe(143);
    const exec = ['--', process.execPath, '-e', 'process.stdout.write(process.env.CONN_TOKEN)'];

    expect((await bob.ok(['connection', 'list', '-o', 'name'])).stdout).toBe('company\n');
    expect((await bob.ok(['connection', 'exec', 'company', ...exec])).stdout).toBe('of-the-service');
    expect((await bob.ok(['audit', 'verify'])).exit).toBe(0);
    expect((await ana(['connection', 'list', '--timeout', '2'])).exit).toBe(12);
    expect(other.written()).not.toContain('of-the-service');
  }, 120_000);

  test('a way back in is made beside them, in place of the token before', async () => {
    const server = await team.serve();
    const recover = ['serve', 'recover', '-o', 'json'];
    const { token } = (await team.home.ok(recover, { env: { CINCH_DATABASE_URL: postgres.url() } })).json();
    const role = async (bearer: string) => {
      const headers = { authorization: `Bearer ${bearer}` };
      return (await fetch(`${server.url}/v1/instances/${team.instanceId}/rbac/myrole`, { headers })).status;
    };

    expect([await role(token), await role(team.token)]).toEqual([200, 401]);
  }, 120_000);

  test('say that they are not ready while the database is away, and are again once it is back', async () => {
    const server = await team.serve();
    const ready = async () => (await fetch(`${server.url}/readyz`)).status;
    expect(await ready()).toBe(200);

    await postgres.stop();
    expect([await ready(), (await fetch(`${server.url}/healthz`)).status]).toEqual([503, 200]);
    await postgres.start();

    expect(await ready()).toBe(200);
  }, 120_000);
});
