import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTeam, type Server, type Team } from '../support/server.ts';

let team: Team;
let server: Server;
beforeAll(async () => {
  team = await createTeam();
  server = await team.serve();
});
afterAll(() => team.end());

const ask = async (token: string, path: string, body?: object) => {
  const answer = await fetch(`${server.url}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: answer.status, stored: answer.headers.get('cache-control'), json: await answer.json() };
};
const role = (id: string) => `/v1/instances/${id}/rbac/myrole`;

test('an instance is made with a token of its own, told once; a way back in is made while the server runs', async () => {
  const made = await ask(team.token, '/v1/instances', { displayName: 'Second' });

  expect([made.status, made.stored]).toEqual([201, expect.stringContaining('no-store')]);
  const { token, instanceId } = made.json as { token: string; instanceId: string };
  expect(await ask(token, role(instanceId))).toMatchObject({ status: 200, json: { roleName: 'Administrator' } });
  expect((await ask(team.token, role(instanceId))).status).toBe(401);
  expect(JSON.stringify(await ask(token, `/v1/instances/${instanceId}`))).not.toContain(token);

  const home = (await team.home.ok(['serve', 'recover', '-o', 'json'])).json();
  expect([home.kind, home.instanceId]).toEqual(['ServerMade', team.instanceId]);
  expect((await ask(home.token, role(team.instanceId))).status).toBe(200);
  expect((await ask(team.token, role(team.instanceId))).status).toBe(401);
  const second = (await team.home.ok(['serve', 'recover', '--instance', instanceId, '-o', 'json'])).json();
  expect((await ask(second.token, role(instanceId))).status).toBe(200);
  expect((await ask(token, role(instanceId))).status).toBe(401);

  for (const shown of [token, home.token, second.token, team.token]) expect(server.written()).not.toContain(shown);
});

test.each([
  ['a second beginning', ['serve', 'init'], 7, 'cinch serve recover'],
  ['an odd id', ['serve', 'recover', '--instance', '../x'], 2, '`--instance` takes'],
  ['a server that is not there', ['serve', 'recover', '--database-file', 'none.db'], 6, 'cinch serve init'],
])('%s is refused, with what to do instead', async (_, line, exit, says) => {
  const ran = await team.home(line);

  expect([ran.exit, ran.stdout, ran.stderr]).toEqual([exit, '', expect.stringContaining(says)]);
});
