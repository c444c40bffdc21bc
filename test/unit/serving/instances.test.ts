import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServerFiles } from '../../../src/adapters/sqlite/server-files.ts';
import { createDigest } from '../../../src/adapters/system/digest.ts';
import type { SecretValue } from '../../../src/kernel/secret-value.ts';
import { readApiToken } from '../../../src/model/api-token.ts';
import type { Caller } from '../../../src/model/caller.ts';
import type { InstanceStores } from '../../../src/service/store/instance-stores.ts';
import { createInstances, makeFirst, recover } from '../../../src/shell/instances.ts';
import { identity } from '../../support/api.ts';
import { cheapSealing } from '../../support/fault-store.ts';

const digest = createDigest();
const about = { displayName: 'home', production: false, tenant: null };
const place = 'the file of the server';
const ana = identity('ana');

let folder: string;
let stores: InstanceStores;
let instances: ReturnType<typeof createInstances>;
let first: Caller;
let home: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cinch-instances-'));
  stores = createServerFiles({ file: join(folder, 'server.db'), digest, busyMs: 1000 });
  instances = createInstances({ stores, sealing: cheapSealing(), digest, issuer: ana.issuer });
  const made = await makeFirst(stores, { ...about, account: 'root', place, digest });
  first = holder(made.token);
  home = made.instanceId;
});
afterEach(async () => {
  await stores.close();
  rmSync(folder, { recursive: true, force: true });
});

function holder(token: SecretValue): Caller {
  const known = readApiToken(token.reveal(), digest);
  if (known === undefined) throw new Error('no token of cinch');
  return { kind: 'token', token: known.id, secretSum: known.secretSum };
}
const whoami = async (id: string, caller: Caller) => (await instances.open(id, caller)).query('whoami', {});
const refused = (id: string, caller: Caller) =>
  expect(whoami(id, caller)).rejects.toMatchObject({ code: 'identity.refused' });
const apply = async (id: string, caller: Caller, ...[changes]: Parameters<Awaited<ReturnType<typeof open>>['apply']>) =>
  (await open(id, caller)).apply(changes);
const open = (id: string, caller: Caller) => instances.open(id, caller);
const again = (instance?: string) => recover(stores, { instance, place, account: 'root', digest });
const hoursLeft = (expiresAt = '') => (Date.parse(expiresAt) - Date.now()) / 3_600_000;
const trail = async (id: string, caller: Caller) =>
  (await (await open(id, caller)).query('audit.list', {})).items.map(({ actor, action }) => `${actor} ${action}`);
const damage = async (id: string, caller: Caller) =>
  (await (await open(id, caller)).query('store.check', {})).findings.filter(({ severity }) => severity === 'damage');
const inviteAna = { change: 'user.add', name: 'ana@contoso.example', role: 'administrator' } as const;

test('the token that a server begins with lasts for 24 hours', async () => {
  const left = hoursLeft((await whoami(home, first)).token?.expiresAt);

  expect(left).toBeGreaterThan(23.9);
  expect(left).toBeLessThanOrEqual(24);
});

describe('a further instance', () => {
  test('made with a token is administered by a token of its own, which the one at home is not', async () => {
    const { instanceId, token, createdBy } = await instances.make(about, first);

    expect(createdBy).toBe('root');
    await refused(instanceId, first);
    const own = holder(token as SecretValue);
    expect(await whoami(instanceId, own)).toMatchObject({ user: 'root', role: 'administrator' });
    expect(hoursLeft((await whoami(instanceId, own)).token?.expiresAt)).toBeLessThanOrEqual(24);
    await refused(home, own);
    expect(await damage(instanceId, own)).toEqual([]);
  });

  test('made by a person is administered by that person, and no token of it is there', async () => {
    await apply(home, first, [inviteAna]);
    await whoami(home, ana);
    const { instanceId, token } = await instances.make(about, ana);

    expect(token).toBeNull();
    expect(await whoami(instanceId, ana)).toMatchObject({ user: 'ana@contoso.example', role: 'administrator' });
    expect((await (await open(instanceId, ana)).query('token.list', {})).items).toEqual([]);
  });

  test('is made by administrators of the first alone', async () => {
    const { instanceId, token } = await instances.make(about, first);

    await expect(instances.make(about, holder(token as SecretValue))).rejects.toMatchObject({ exit: 4 });
    expect(await instances.list()).toEqual([home, instanceId]);
  });
});

describe('a way back in', () => {
  test('takes the place of the token before it, and the trail says that the server made it', async () => {
    const { token, instanceId } = await again();
    const back = holder(token);

    expect(instanceId).toBe(home);
    await refused(home, first);
    expect(await whoami(home, back)).toMatchObject({ user: 'root', role: 'administrator' });
    expect(hoursLeft((await whoami(home, back)).token?.expiresAt)).toBeLessThanOrEqual(24);
    expect(await trail(home, back)).toEqual(['(server) token.create', '(server) token.revoke', 'root environment.add']);
    expect((await (await open(home, back)).query('audit.verify', {})).entries).toBe(3);
    expect(await damage(home, back)).toEqual([]);
  });

  test('leads into the instance that is named, and only there', async () => {
    const { instanceId } = await instances.make(about, first);
    const back = holder((await again(instanceId)).token);

    expect(await whoami(instanceId, back)).toMatchObject({ role: 'administrator' });
    await refused(home, back);
    await whoami(home, first);
  });

  test('ends with the first thing that another administrator does', async () => {
    await apply(home, first, [inviteAna]);
    await whoami(home, ana);
    await whoami(home, ana);
    const back = holder((await again()).token);
    expect(await whoami(home, back)).toMatchObject({ user: 'root' });

    await whoami(home, ana);
    await refused(home, back);
  });

  test('acts for nobody whom an issuer vouches for, so that one is made to act for where the first is gone', async () => {
    await apply(home, first, [inviteAna]);
    await whoami(home, ana);
    await apply(home, ana, [{ change: 'user.remove', user: 'root' }]);
    const { environmentRevision } = await (await open(home, ana)).query('whoami', {});
    const back = holder((await again()).token);

    expect(await whoami(home, back)).toMatchObject({
      user: 'root',
      role: 'administrator',
      environmentRevision: environmentRevision + 1,
    });
    expect((await trail(home, back)).slice(0, 2)).toEqual(['(server) token.create', '(server) user.add']);
    expect(await damage(home, back)).toEqual([]);
  });

  test('raises nobody who lost the role: another name is taken', async () => {
    await apply(home, first, [inviteAna]);
    await whoami(home, ana);
    await apply(home, ana, [{ change: 'user.edit', user: 'root', role: 'viewer' }]);
    const back = holder((await again()).token);

    expect(await whoami(home, back)).toMatchObject({ user: 'root-2', role: 'administrator' });
    const { items } = await (await open(home, back)).query('user.list', {});
    expect(items.find(({ name }) => name === 'root')).toMatchObject({ role: 'viewer' });
  });

  test('is refused where there is nothing, and into what is not there', async () => {
    await expect(again('0197-none')).rejects.toMatchObject({ code: 'not_found', exit: 6 });
    const empty = createServerFiles({ file: join(folder, 'empty.db'), digest, busyMs: 1000 });
    await expect(recover(empty, { instance: undefined, place, account: 'root', digest })).rejects.toMatchObject({
      code: 'serving.none',
    });
    await empty.close();
  });
});
