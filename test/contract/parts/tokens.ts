import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { makeApiToken, tokenBytes } from '../../../src/model/api-token.ts';
import type { Caller, Identity } from '../../../src/model/caller.ts';
import type { ChangeOf } from '../../../src/model/change.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { allowed, mayTry, type Operation } from '../../../src/model/policy.ts';
import { isWithin, weaker } from '../../../src/model/role-order.ts';
import { daysAfter, tokenLimits } from '../../../src/model/token.ts';
import { type Role, roles } from '../../../src/model/user.ts';
import { addUser, apply, everything, issuer, type Open, refused, stages, trail } from '../stage.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

/** A token as it is made where it is used: what is sent of it, and who comes with it. */
function fresh(displayName: string, role: Role, more: Partial<ChangeOf<'token.create'>> = {}) {
  const { id, secretSum, token } = makeApiToken(randomBytes(tokenBytes.id + tokenBytes.secret), digest);
  const create: ChangeOf<'token.create'> = { change: 'token.create', id, secretSum, displayName, role, ...more };
  const caller: Caller = { kind: 'token', token: id, secretSum };
  return { id, secretSum, token, create, caller };
}

const revoke = (token: string) => ({ change: 'token.revoke', token }) as const;

export function describeTokens(open: Open): void {
  const { furnished } = stages(open);
  /** One person of each role, who came from outside. */
  const served = async () => {
    const stage = await furnished();
    const { world, admin } = stage;
    const { items } = await admin.query('export.list', {});
    const nightly = items.find(({ name }) => name === 'nightly')?.name ?? '';
    const people = new Map<Role, Environment>();
    for (const role of roles) {
      const exports = role === 'runner' ? { exports: [nightly, 'weekly'] } : {};
      await apply(admin, { ...addUser(`${role}@contoso.example`, role), ...exports });
      const identity: Identity = {
        kind: 'identity',
        principal: 'user',
        issuer,
        subject: role,
        email: `${role}@contoso.example`,
        displayName: role,
        groups: [],
        appRoles: [],
      };
      const door = world.caller(identity);
      await door.query('whoami', {});
      people.set(role, door);
    }
    const of = (role: Role) => people.get(role) as Environment;
    return {
      ...stage,
      root: of('administrator'),
      of,
      async make(door: Environment, displayName: string, role: Role, more: Partial<ChangeOf<'token.create'>> = {}) {
        const made = fresh(displayName, role, more);
        await apply(door, made.create);
        return { ...made, door: world.caller(made.caller) };
      },
    };
  };

  describe('API tokens', () => {
    test('act as their maker with their own role at the most, and the trail names both', async () => {
      const { root, make } = await served();
      const { door, id } = await make(root, 'pipeline', 'contributor');

      const self = await door.query('whoami', {});
      await apply(door, { change: 'export.edit', dependent: 'weekly', schedule: 'off' });
      await refused(door.query('audit.list', {}), 'forbidden');
      await refused(apply(door, { change: 'connection.remove', connection: 'drop' }), 'forbidden');

      expect(self).toMatchObject({
        user: 'administrator@contoso.example',
        role: 'contributor',
        onBehalf: null,
        token: { id, expiresAt: expect.any(String) },
      });
      const entries = await trail(root, 4);
      expect(entries.map(({ actor, action, outcome, token }) => [actor, action, outcome, token])).toEqual([
        ['administrator@contoso.example', 'token.create', 'done', undefined],
        ['administrator@contoso.example', 'export.edit', 'done', id],
        ['administrator@contoso.example', 'audit.list', 'refused', id],
        ['administrator@contoso.example', 'connection.remove', 'refused', id],
      ]);
      expect(entries[0]).toMatchObject({
        target: { kind: 'token', id, name: 'pipeline' },
        fields: ['role', 'expiresAt'],
      });
      expect((await root.query('audit.verify', {})).entries).toBeGreaterThan(0);
    });

    test('are refused in the same words whether unknown, revoked, expired, or with another secret', async () => {
      const { root, make, world } = await served();
      const { door, id, secretSum } = await make(root, 'one', 'viewer');
      await door.query('whoami', {});
      const sum = digest('another');
      const strangers: readonly Caller[] = [
        fresh('unknown', 'viewer').caller,
        { kind: 'token', token: id, secretSum: sum },
        { kind: 'token', token: id, secretSum: `${secretSum}A` },
        { kind: 'token', token: id, secretSum: secretSum.slice(1) },
        { kind: 'token', token: id, secretSum: '' },
        { kind: 'token', token: id.toLowerCase() === id ? id.toUpperCase() : id.toLowerCase(), secretSum },
        { kind: 'token', token: '', secretSum },
        { kind: 'token', token: "' OR 1 = 1 --", secretSum },
        { kind: 'token', token: '-'.repeat(8), secretSum: '-'.repeat(43) },
      ];

      const told = new Set<string>();
      for (const stranger of strangers)
        told.add(JSON.stringify(await refused(world.caller(stranger).query('whoami', {}), 'identity.refused')));
      await apply(root, revoke(id));
      const gone = await refused(door.query('whoami', {}), 'identity.refused');
      await refused(apply(door, { change: 'connection.unlock', connection: 'drop' }), 'identity.refused');
      await refused(door.release({ to: 'exec', connection: 'drop' }), 'identity.refused');

      told.add(JSON.stringify(gone));
      expect(told.size).toBe(1);
      expect(gone).toMatchObject({ exit: 4, status: 401 });
    });

    test('expire: to the moment, and at 90 days unless told', async () => {
      const { root, make } = await served();
      await make(root, 'usual', 'viewer');
      const [usual] = (await root.query('token.list', {})).items;
      if (usual === undefined) throw new Error('one token');
      const now = usual.createdAt;
      const { door } = await make(root, 'short', 'viewer', {
        expiresAt: new Date(Date.parse(now) + 90_000).toISOString(),
      });
      await door.query('whoami', {});

      let code = 'answered';
      for (let tries = 0; tries < 200 && code === 'answered'; tries += 1)
        code = await door.query('whoami', {}).then(
          () => 'answered',
          (error: { code: string }) => error.code,
        );

      expect(code).toBe('identity.refused');
      expect(usual).toMatchObject({ expiresAt: daysAfter(now, 90), expired: false });
      expect((await root.query('token.list', { search: 'short' })).items[0]?.expired).toBe(true);
    });

    test.each(['2020-01-01T00:00:00.000Z', '2036-01-01T00:00:00.000Z', 'tomorrow', '', '2026-06-01'])(
      'do not live until %j',
      async (expiresAt) => {
        const { root } = await served();

        await refused(apply(root, fresh('one', 'viewer', { expiresAt }).create), 'input.refused');
      },
    );

    test('are never above whoever makes them, nor above whom they are for', async () => {
      const { root, of } = await served();

      for (const maker of roles)
        for (const role of roles) {
          const code = await apply(
            of(maker),
            fresh(`${maker} ${role}`, role, role === 'runner' ? { exports: ['nightly'] } : {}).create,
          ).then(
            () => 'made',
            (error: { code: string }) => error.code,
          );
          expect([maker, role, code]).toEqual([maker, role, isWithin(role, maker) ? 'made' : 'token.above']);
        }
      await refused(
        apply(root, fresh('for', 'administrator', { user: 'contributor@contoso.example' }).create),
        'token.above',
      );
    });

    test('give no right that the role of the token, or that of its user, does not give now: every role and operation', async () => {
      const { root, make, admin } = await served();
      await apply(admin, addUser('target', 'administrator'));
      const tokens = new Map<Role, Environment>();
      for (const role of roles)
        tokens.set(
          role,
          (await make(root, role, role, { user: 'target', ...(role === 'runner' ? { exports: ['nightly'] } : {}) }))
            .door,
        );
      const operations = Object.keys(allowed) as Operation[];

      for (const now of roles) {
        await apply(admin, {
          change: 'user.edit',
          user: 'target',
          role: now,
          ...(now === 'runner' ? { exports: ['nightly'] } : {}),
        });
        for (const [role, door] of tokens) {
          const acting = await door.query('whoami', {}).then(
            ({ role }) => role,
            ({ code }: { code: string }) => (code === 'identity.refused' ? undefined : code),
          );
          expect([now, role, acting]).toEqual([now, role, weaker(role, now)]);
          for (const operation of operations) {
            const may = acting !== undefined && mayTry(acting as Role, operation);
            const both = mayTry(role, operation) && mayTry(now, operation);
            if (isWithin(role, now) || isWithin(now, role)) expect([operation, may]).toEqual([operation, both]);
            else expect(may && !both).toBe(false);
          }
        }
      }
    });

    test('die with their user, and with whoever made them', async () => {
      const { root, of, make, admin } = await served();
      const own = await make(of('contributor'), 'own', 'contributor');
      await apply(admin, addUser('second@contoso.example', 'administrator'));
      const forOther = await make(root, 'for', 'viewer', { user: 'viewer@contoso.example' });
      expect((await forOther.door.query('whoami', {})).user).toBe('viewer@contoso.example');

      await apply(admin, { change: 'user.edit', user: 'contributor@contoso.example', role: 'viewer' });
      expect((await own.door.query('whoami', {})).role).toBe('viewer');
      const removed = await apply(admin, { change: 'user.remove', user: 'contributor@contoso.example' });
      await refused(own.door.query('whoami', {}), 'identity.refused');
      await apply(admin, { change: 'user.remove', user: 'administrator@contoso.example' });
      await refused(forOther.door.query('whoami', {}), 'identity.refused');

      expect(removed.changes).toHaveLength(1);
      expect((await of('auditor').query('token.list', {})).total).toBe(0);
      const { items } = await admin.query('audit.list', { target: own.id });
      expect(items.map(({ action, target }) => [action, target.name])).toEqual([
        ['user.remove', 'own'],
        ['token.create', 'own'],
      ]);
    });

    test('come for others from administrators alone', async () => {
      const { of } = await served();

      for (const role of roles.filter((it) => it !== 'administrator')) {
        const more = { user: 'viewer@contoso.example', ...(role === 'runner' ? { exports: ['nightly'] } : {}) };
        await refused(apply(of(role), fresh('for', role, more).create), 'token.for_another');
      }
    });

    test('D15 of a runner run the exports they name, which their maker may run', async () => {
      const { root, of, make, admin } = await served();
      const one = await make(of('runner'), 'one', 'runner', { exports: ['nightly'] });
      const all = await make(of('runner'), 'all', 'runner');
      const any = await make(root, 'any', 'runner', { exports: ['monthly'] });
      const runs = async (door: Environment) => {
        const may = (ref: string) =>
          door.query('can', { action: 'export.run', ref }).then(
            ({ allowed }) => allowed,
            () => false,
          );
        const found: string[] = [];
        for (const name of ['monthly', 'nightly', 'weekly']) if (await may(name)) found.push(name);
        return found;
      };

      expect([await runs(one.door), await runs(all.door), await runs(any.door)]).toEqual([
        ['nightly'],
        ['nightly', 'weekly'],
        ['monthly'],
      ]);
      await refused(apply(of('runner'), fresh('no', 'runner', { exports: ['monthly'] }).create), 'not_found');
      await refused(apply(one.door, fresh('no', 'runner', { exports: ['weekly'] }).create), 'not_found');
      await refused(apply(root, fresh('no', 'runner').create), 'input.missing');
      await refused(apply(root, fresh('no', 'viewer', { exports: ['monthly'] }).create), 'input.refused');
      await apply(admin, { change: 'user.edit', user: 'runner@contoso.example', exports: ['weekly'] });
      expect([await runs(one.door), await runs(all.door)]).toEqual([[], ['weekly']]);
    });

    test('make others that are not above themselves, and end none that is', async () => {
      const { root, make } = await served();
      const strong = await make(root, 'strong', 'administrator');
      const weak = await make(root, 'weak', 'contributor');

      const child = await make(weak.door, 'child', 'contributor');
      await refused(apply(weak.door, fresh('no', 'administrator').create), 'token.above');
      await refused(apply(weak.door, revoke('strong')), 'not_found');
      await refused(apply(weak.door, revoke(strong.id)), 'not_found');
      await apply(weak.door, revoke('child'));

      await refused(child.door.query('whoami', {}), 'identity.refused');
      expect((await strong.door.query('whoami', {})).role).toBe('administrator');
    });

    test('are at most 50 a user, each called differently there', async () => {
      const { of, root } = await served();
      const viewer = of('viewer');

      await viewer.apply(Array.from({ length: tokenLimits.perUser }, (_, at) => fresh(`t${at}`, 'viewer').create));
      const found = await refused(apply(viewer, fresh('one more', 'viewer').create), 'token.too_many');
      await apply(viewer, revoke('t0'), fresh('one more', 'viewer').create);
      await apply(root, fresh('t1', 'viewer').create);
      await refused(apply(root, fresh('t1', 'auditor').create), 'exists');

      expect(found).toMatchObject({ exit: 8, status: 409 });
    });

    test('cannot be kept under an id that is taken, or in another form', async () => {
      const { root, of } = await served();
      const taken = fresh('one', 'viewer');
      await apply(of('viewer'), taken.create);

      await refused(apply(root, { ...taken.create, displayName: 'two' }), 'exists');
      for (const wrong of [
        { id: 'short' },
        { id: 'a-b-c-d-' },
        { secretSum: 'x' },
        { secretSum: `${'x'.repeat(42)}\n` },
        { displayName: ' ' },
        { displayName: 'a\u001bb' },
        { role: 'owner' as Role },
      ])
        await expect(apply(root, { ...fresh('one', 'viewer').create, ...wrong })).rejects.toMatchObject({
          code: expect.stringMatching(/^input\./),
        });
    });

    test('are listed and revoked by whoever has them; administrators see and end all, auditors see all', async () => {
      const { root, of, make } = await served();
      const [one, two] = [await make(of('viewer'), 'one', 'viewer'), await make(of('contributor'), 'two', 'viewer')];
      const names = async (role: Role) =>
        (await of(role).query('token.list', {})).items.map(({ displayName }) => displayName);

      expect(await Promise.all(roles.map(names))).toEqual([['one', 'two'], ['two'], ['one'], ['one', 'two'], []]);
      await refused(apply(of('contributor'), revoke(one.id)), 'not_found');
      await refused(apply(of('auditor'), revoke('one')), 'not_found');
      await apply(of('contributor'), revoke('two'));
      await apply(root, revoke('one'));

      await refused(one.door.query('whoami', {}), 'identity.refused');
      await refused(two.door.query('whoami', {}), 'identity.refused');
      expect(await trail(root, 2)).toMatchObject([
        { action: 'token.revoke', target: { kind: 'token', id: two.id, name: 'two' } },
        { action: 'token.revoke', target: { kind: 'token', id: one.id, name: 'one' } },
      ]);
    });

    test('tell when they were used, to the minute, at no cost of a revision or an entry', async () => {
      const { root, make } = await served();
      const { door, id } = await make(root, 'one', 'viewer');
      const used = async () => (await root.query('token.list', { search: id })).items[0]?.lastUsedAt;
      const state = async () => {
        const { revision, auditHead } = await root.query('environment.show', {});
        return { revision, auditHead };
      };
      const before = await state();

      expect(await used()).toBeNull();
      await door.query('whoami', {});
      const first = await used();
      await door.query('whoami', {});
      await door.query('export.list', {});

      expect(first).toEqual(expect.any(String));
      expect(await used()).toBe(first);
      expect(await state()).toEqual(before);
      let later = first;
      for (let tries = 0; tries < 200 && later === first; tries += 1) {
        await door.query('whoami', {});
        if (tries % 20 === 0) later = await used();
      }
      expect(Date.parse(String(later)) - Date.parse(String(first))).toBeGreaterThanOrEqual(60_000);
    });

    test('raise no revision of the environment, because nobody has to look again', async () => {
      const { root, make } = await served();
      const before = await root.query('whoami', {});

      await make(root, 'one', 'viewer');
      await apply(root, revoke('one'));

      expect((await root.query('whoami', {})).environmentRevision).toBe(before.environmentRevision);
    });

    test('leave nothing of their secret in any answer, not even its sum', async () => {
      const { root, world } = await served();
      const { create, caller, secretSum, token } = fresh('one', 'auditor');

      const answers = [
        await root.apply([create], { dryRun: true }),
        await root.apply([create], { idempotencyKey: 'k' }),
        await root.apply([create], { idempotencyKey: 'k' }),
        await root.query('token.list', {}),
        await everything(root),
        await world.caller(caller).query('whoami', {}),
        await root.query('names', { kind: 'token', startsWith: '', limit: 10 }),
      ];

      const text = JSON.stringify(answers);
      expect(text).not.toContain(secretSum);
      expect(text).not.toContain(token.reveal().slice(15, 58));
    });

    test('are for users: whoever acts through a group has none, and a list shows them none', async () => {
      const { root, world } = await served();
      await apply(root, { ...addUser('team', 'contributor'), principal: { kind: 'group', subject: 'g-1' } });
      await refused(apply(root, fresh('for the team', 'viewer', { user: 'team' }).create), 'input.refused');
      const mia = world.caller({
        kind: 'identity',
        principal: 'user',
        issuer,
        subject: 'mia',
        email: null,
        displayName: 'Mia',
        groups: ['g-1'],
        appRoles: [],
      });

      await refused(apply(mia, fresh('one', 'viewer').create), 'token.member');
      await refused(apply(mia, revoke('for the team')), 'not_found');
      expect((await mia.query('token.list', {})).total).toBe(0);
      expect((await mia.query('names', { kind: 'token', startsWith: '', limit: 10 })).items).toEqual([]);
    });

    test('are refused where the environment is of one machine', async () => {
      const { admin } = await served();

      for (const work of [
        () => apply(admin, fresh('one', 'viewer').create),
        () => apply(admin, revoke('one')),
        () => admin.query('token.list', {}),
      ])
        expect((await refused(work(), 'environment.not_served')).exit).toBe(2);
    });

    test('D10 of the last administrator who can come in are not revoked', async () => {
      const { admin, root, make } = await served();
      const token = await make(root, 'last', 'administrator', { user: 'admin' });
      await apply(admin, addUser('invited@contoso.example', 'administrator'));
      const { door } = await make(token.door, 'very last', 'administrator');
      await apply(door, revoke('last'), { change: 'user.remove', user: 'administrator@contoso.example' });

      await refused(apply(door, revoke('very last')), 'user.last_administrator');
    });
  });
}
