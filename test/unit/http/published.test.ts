import { describe, expect, test } from '@jest/globals';
import { problem } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { addUser } from '../../contract/stage.ts';
import { origin, identity as person, serve } from '../../support/api.ts';
import { madeInstance } from '../../support/instances.ts';

const root = { as: 'id.root' };
/** A server whose first administrator came with a token of the issuer. */
const served = async () => {
  const it = await serve();
  await it.world.as().apply([addUser('root@contoso.example', 'administrator')]);
  await it.world.caller(person('root')).apply([{ change: 'user.remove', user: 'admin' }]);
  return it;
};
const instance = '/v1/instances/one';
const patch = { 'content-type': 'application/json-patch+json' };
const assignment = (principal: string) => `${instance}/rbac/principals/${principal}/assignment`;
const shape = {
  httpStatusCode: expect.any(Number),
  errorCode: expect.any(String),
  message: expect.any(String),
  name: expect.any(String),
  resultSeverity: 'error',
  params: expect.any(Array),
};

describe('instances', () => {
  test('those in which who asks has a role are listed, and each is shown, in the shape of the public API', async () => {
    const { ask } = await serve();
    const one = {
      instanceId: 'one',
      name: 'test',
      instanceType: 'sandbox',
      provisioningState: 'active',
      tenantId: null,
      azureRegion: 'none',
      expiryTimeUtc: null,
      createdTimeUtc: expect.any(String),
      createdBy: 'admin',
    };

    expect(await ask('GET', '/v1/instances')).toMatchObject({ status: 200, json: [one] });
    expect(await ask('GET', '/v1/instances', { as: 'stranger' })).toMatchObject({ status: 200, json: [] });
    expect((await ask('GET', instance)).json).toEqual(one);
  });

  test('one is made by whoever may, and the answer is where it is', async () => {
    const made: unknown[] = [];
    const { ask, world } = await serve();
    const { ask: asked } = await serve({
      instances: {
        list: async () => ['two'],
        open: async () => world.as(),
        make: async (about, caller) => {
          made.push([about, caller]);
          return { ...madeInstance('two'), token: secretValue('the token') };
        },
        ready: async () => undefined,
      },
    });

    const { status, json } = await asked('POST', '/v1/instances', { body: { displayName: 'Two', production: true } });

    expect(status).toBe(201);
    expect(json).toMatchObject({
      instanceId: 'two',
      name: 'Two',
      instanceType: 'production',
      createdBy: 'admin',
      token: 'the token',
    });
    expect(made).toEqual([
      [
        { displayName: 'Two', production: true, tenant: null },
        { kind: 'account', name: 'admin' },
      ],
    ]);
    expect(await ask('POST', '/v1/instances', { body: { name: 'Two' } })).toMatchObject({ status: 400, json: shape });
  });
});

describe('roles', () => {
  test('are the product’s and ours beside them, and one of them is that of who asks', async () => {
    const { ask, world } = await serve();
    await world.as().apply([addUser('aud', 'auditor')]);

    const { json } = await ask('GET', `${instance}/rbac/roles`);

    expect(json.map(({ roleName }: { roleName: string }) => roleName)).toEqual([
      'Administrator',
      'Contributor',
      'Viewer',
      'Auditor',
      'Runner',
    ]);
    expect((await ask('GET', `${instance}/rbac/myrole`, { as: 'aud' })).json).toEqual({
      roleName: 'Auditor',
      description: expect.any(String),
    });
  });

  test('are assigned, changed and taken by the id that the directory knows, and each answer has all assignments', async () => {
    const { ask, world } = await served();
    const rolesOf = (json: { principalId: string; roles: string[] }[]) =>
      json.map(({ principalId, roles }) => `${principalId} ${roles.join()}`).sort();
    const put = (principal: string, body: object) =>
      ask('PUT', assignment(principal), { body, headers: patch, ...root });

    const added = await put('ana-id', { roles: ['Contributor'] });
    expect([added.status, rolesOf(added.json)]).toEqual([200, ['ana-id Contributor', 'root Administrator']]);
    const known = { principalId: 'ana-id', principalType: 'user', roles: ['Contributor'], instanceId: 'one' };
    expect(added.json).toContainEqual(known);
    expect((await world.caller(person('ana-id')).query('whoami', {})).role).toBe('contributor');

    const group = await put('team', { principalType: 'group', roles: ['viewer'] });
    expect(group.json).toContainEqual({ ...known, principalId: 'team', principalType: 'group', roles: ['Viewer'] });
    const again = await put('ana-id', { ...known, roles: ['viewer'] });
    expect(rolesOf(again.json)).toEqual(['ana-id Viewer', 'root Administrator', 'team Viewer']);
    expect((await ask('GET', `${instance}/rbac/assignments`, root)).json).toEqual(again.json);

    const taken = await ask('DELETE', assignment('ana-id'), root);
    expect([taken.status, rolesOf(taken.json)]).toEqual([200, ['root Administrator', 'team Viewer']]);
    expect(await ask('DELETE', assignment('ana-id'), root)).toMatchObject({ status: 404, json: shape });
  });

  test('an assignment says one role that there is, and of itself what its address says', async () => {
    const { ask } = await serve();
    const put = (body: object) => ask('PUT', assignment('ana'), { body, headers: patch });

    for (const [body, status] of [
      [{ roles: [] }, 422],
      [{ roles: ['Viewer', 'Contributor'] }, 422],
      [{ roles: ['Owner'] }, 422],
      [{ roles: ['Viewer'], principalId: 'bob' }, 400],
      [{ roles: ['Viewer'], instanceId: 'two' }, 400],
      [{ roles: ['Viewer'], more: 1 }, 400],
      [{}, 400],
    ] as const)
      expect(await put(body)).toMatchObject({ status, json: { ...shape, httpStatusCode: status } });
  });

  test('whoever may not is refused in the same shape', async () => {
    const { ask, world } = await serve();
    await world.as().apply([addUser('ana', 'contributor')]);
    const put = { body: { roles: ['Administrator'] }, headers: patch };

    expect(await ask('PUT', assignment('ana'), { ...put, as: 'ana' })).toMatchObject({ status: 403, json: shape });
    expect(await ask('GET', `${instance}/rbac/assignments`, { as: 'ana' })).toMatchObject({ status: 403, json: shape });
    expect(await ask('GET', instance, { as: null })).toMatchObject({ status: 401, json: shape });
    expect(await ask('GET', '/v1/instances/two')).toMatchObject({ status: 404, json: shape });
    expect((await ask('DELETE', assignment('admin'))).json.errorCode).toBe('user.last_administrator');
  });

  test('a store that is not there for the moment is not an instance that there is not', async () => {
    const { ask } = await serve({
      instances: {
        list: async () => ['one'],
        open: () => Promise.reject(problem('store.unreachable', { path: origin, says: 'is gone' })),
        make: async () => madeInstance(''),
        ready: async () => undefined,
      },
    });

    expect(await ask('GET', '/v1/instances')).toMatchObject({ status: 503, json: shape });
  });
});
