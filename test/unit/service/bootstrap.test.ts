import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSealing } from '../../../src/adapters/sealing/sealing.ts';
import { createSqlite } from '../../../src/adapters/sqlite/create.ts';
import { openSqlite } from '../../../src/adapters/sqlite/driver.ts';
import { createDigest } from '../../../src/adapters/system/digest.ts';
import { makeApiToken, tokenBytes } from '../../../src/model/api-token.ts';
import type { Caller, Identity } from '../../../src/model/caller.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { recoverAdministrator } from '../../../src/service/recover.ts';
import { seedEnvironment } from '../../../src/service/seed.ts';
import { createService } from '../../../src/service/service.ts';

const issuer = 'https://issuer.example';
const digest = createDigest();
const make = () => makeApiToken(randomBytes(tokenBytes.id + tokenBytes.secret), digest);
const identity = (subject: string, more: Partial<Identity> = {}): Identity => ({
  kind: 'identity',
  principal: 'user',
  issuer,
  subject,
  email: `${subject}@contoso.example`,
  displayName: subject,
  groups: [],
  appRoles: [],
  ...more,
});

describe('the token that an environment begins with', () => {
  const first = make();
  let folder: string;
  let now: number;
  let driver: ReturnType<typeof openSqlite>;
  let as: (caller: Caller) => Environment;
  let withoutIssuer: typeof as;
  const token = ({ id, secretSum }: ReturnType<typeof make>): Caller => ({ kind: 'token', token: id, secretSum });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cinch-bootstrap-'));
    const path = join(folder, 'home.db');
    now = Date.UTC(2026, 0, 1);
    let ids = 0;
    const clock = () => new Date(now++).toISOString();
    const newId = () => `id-${String(++ids).padStart(6, '0')}`;
    const expiresAt = new Date(now + 86_400_000).toISOString();
    const { id, secretSum } = first;
    const seed = { displayName: 'home', production: false, tenant: null, account: 'admin' };
    await createSqlite(path, `${path}.draft`, (it) =>
      seedEnvironment(it, { ...seed, token: { id, secretSum, expiresAt } }, { clock, newId, digest }),
    );
    driver = openSqlite({ path });
    const sealing = createSealing({ env: {}, askPassphrase: async () => undefined, cost: 2 ** 4 });
    const ports = { driver, digest, clock, newId, sealing, served: true };
    as = (caller) => createService({ ...ports, caller, issuer });
    withoutIssuer = (caller) => createService({ ...ports, caller });
  });
  afterEach(async () => {
    await driver.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const refusedAs = (caller: Caller) =>
    expect(as(caller).query('whoami', {})).rejects.toMatchObject({ code: 'identity.refused' });
  const whoami = (caller: Caller) => as(caller).query('whoami', {});
  const invite = (name: string, role: 'administrator' | 'viewer') =>
    as(token(first)).apply([{ change: 'user.add', name: `${name}@contoso.example`, role }]);

  test('acts as the first administrator, as often as it takes, for a day', async () => {
    expect(await whoami(token(first))).toMatchObject({ user: 'admin', role: 'administrator', token: { id: first.id } });
    expect((await as(token(first)).query('token.list', {})).items).toMatchObject([
      { id: first.id, displayName: 'bootstrap', bootstrap: true },
    ]);
    expect(
      (await as(token(first)).query('store.check', {})).findings.filter(({ severity }) => severity === 'damage'),
    ).toEqual([]);
    now += 86_400_000;
    await refusedAs(token(first));
  });

  test('ends with the first thing that an invited administrator does, which the trail tells', async () => {
    await invite('ana', 'administrator');
    await whoami(token(first));
    const ana = identity('ana');
    await as(ana).query('connection.list', {});

    await refusedAs(token(first));
    const { items } = await as(ana).query('audit.list', { limit: 1 });
    expect(items).toMatchObject([
      { actor: 'ana@contoso.example', action: 'token.revoke', target: { id: first.id, name: 'bootstrap' } },
    ]);
    expect((await as(ana).query('audit.verify', {})).entries).toBeGreaterThan(3);
    expect((await as(ana).query('store.check', {})).findings.filter(({ severity }) => severity === 'damage')).toEqual(
      [],
    );
  });

  test('ends when another token of an administrator is used, and not when it is made', async () => {
    const { id, secretSum, ...next } = make();
    await as(token(first)).apply([
      { change: 'token.create', id, secretSum, displayName: 'mine', role: 'administrator' },
    ]);
    await whoami(token(first));
    await whoami(token({ id, secretSum, ...next }));

    await refusedAs(token(first));
    expect(await whoami(token({ id, secretSum, ...next }))).toMatchObject({ user: 'admin' });
  });

  test('outlives people who are no administrators, and a group of administrators that nobody came from', async () => {
    await invite('vic', 'viewer');
    await whoami(identity('vic'));
    const principal = { kind: 'group', subject: 'g-1' } as const;
    await as(token(first)).apply([{ change: 'user.add', name: 'admins', role: 'administrator', principal }]);
    await expect(whoami(identity('eve', { groups: ['g-2'] }))).rejects.toMatchObject({ code: 'identity.unassigned' });
    await whoami(token(first));

    await whoami(identity('eve', { groups: ['g-1'] }));
    await refusedAs(token(first));
  });

  test('is all there is where no issuer vouches for anybody', async () => {
    const add = {
      change: 'user.add',
      name: 'team',
      role: 'viewer',
      principal: { kind: 'group', subject: 'g-1' },
    } as const;

    await expect(withoutIssuer(token(first)).apply([add])).rejects.toMatchObject({
      code: 'identity.no_issuer',
      exit: 2,
    });
  });

  test('a second one ends like the first, although its store was known to hold none', async () => {
    await invite('ana', 'administrator');
    await whoami(identity('ana'));
    await whoami(identity('ana'));
    const second = make();
    const expiresAt = new Date(now + 86_400_000).toISOString();
    await recoverAdministrator(
      { driver, digest, clock: () => new Date(now++).toISOString(), newId: () => 'id-of-nobody' },
      { account: 'admin', token: { id: second.id, secretSum: second.secretSum, expiresAt } },
    );
    await whoami(token(second));
    await whoami(identity('ana'));

    await refusedAs(token(second));
  });

  test('can be revoked by hand', async () => {
    await invite('ana', 'administrator');
    await as(token(first)).apply([{ change: 'token.revoke', token: 'bootstrap' }]);

    await refusedAs(token(first));
    expect(await whoami(identity('ana'))).toMatchObject({ role: 'administrator' });
  });
});
