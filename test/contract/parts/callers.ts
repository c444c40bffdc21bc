import { describe, expect, test } from '@jest/globals';
import type { Caller, Identity } from '../../../src/model/caller.ts';
import type { ChangeOf } from '../../../src/model/change.ts';
import type { GivenPrincipal } from '../../../src/model/principal.ts';
import type { Role } from '../../../src/model/user.ts';
import { addUser, apply, issuer, type Open, refused, stages, trail } from '../stage.ts';

/** Somebody the issuer vouches for. */
const person = (subject: string, more: Partial<Identity> = {}): Identity => ({
  kind: 'identity',
  principal: 'user',
  issuer,
  subject,
  email: null,
  displayName: `Person ${subject}`,
  groups: [],
  appRoles: [],
  ...more,
});

const addPrincipal = (name: string, role: Role, principal: GivenPrincipal): ChangeOf<'user.add'> => ({
  ...addUser(name, role),
  principal,
});

export function describeCallers(open: Open): void {
  const { furnished } = stages(open);
  // Whoever adds people where an environment is served came from outside as well.
  const served = async () => {
    const stage = await furnished();
    const { world, admin } = stage;
    await apply(admin, addUser('root@contoso.example', 'administrator'));
    const root = world.caller(person('root', { email: 'root@contoso.example' }));
    await root.query('whoami', {});
    return { ...stage, root, as: (caller: Caller) => world.caller(caller) };
  };

  describe('people and applications that an issuer vouches for', () => {
    test('act with the role that the user of their issuer and subject has', async () => {
      const { root, as } = await served();
      await apply(root, addPrincipal('ana.pop', 'contributor', { kind: 'user', subject: 'sub-1' }));
      await apply(root, addPrincipal('nightly', 'auditor', { kind: 'app', subject: 'sub-1' }));

      expect(await as(person('sub-1')).query('whoami', {})).toMatchObject({ user: 'ana.pop', role: 'contributor' });
      expect(await as(person('sub-1', { principal: 'app' })).query('whoami', {})).toMatchObject({ user: 'nightly' });
    });

    test('are nobody with the subject of another issuer, or a subject that only begins alike', async () => {
      const { root, as } = await served();
      await apply(root, addPrincipal('ana.pop', 'contributor', { kind: 'user', subject: 'sub-1' }));

      for (const stranger of [
        person('sub-1', { issuer: 'https://other.example' }),
        person('sub-10'),
        person('SUB-1'),
        person('sub-1 '),
        person('', { subject: `${issuer} sub-1` }),
        person('sub-1', { principal: 'app' }),
      ])
        await refused(as(stranger).query('whoami', {}), 'identity.unassigned');
    });

    test('have no role unless somebody gave one, and are told who they are and whom to ask', async () => {
      const { as } = await served();
      const eve = as(person('eve', { email: 'eve@contoso.example', displayName: 'Eve Doe' }));

      const found = await refused(eve.query('connection.list', {}), 'identity.unassigned');
      await refused(apply(eve, addUser('eve', 'administrator')), 'identity.unassigned');
      await refused(eve.release({ to: 'exec', connection: 'drop' }), 'identity.unassigned');

      expect(found).toMatchObject({ exit: 5, status: 403 });
      expect(found.detail).toContain('Eve Doe (eve@contoso.example)');
      expect(found.detail).toContain('root@contoso.example');
      expect(found.detail).not.toContain('`admin`');
    });

    test('lose what a changed role or a removed user no longer gives, at once', async () => {
      const { root, as } = await served();
      await apply(root, addPrincipal('ana.pop', 'contributor', { kind: 'user', subject: 'sub-1' }));
      const ana = as(person('sub-1'));
      await ana.query('connection.list', {});

      await apply(root, { change: 'user.edit', user: 'ana.pop', role: 'viewer' });
      await refused(ana.query('connection.list', {}), 'forbidden');
      await apply(root, { change: 'user.remove', user: 'ana.pop' });
      await refused(ana.query('whoami', {}), 'identity.unassigned');
    });

    test('are one principal once: adding it again is refused, or gives it the role that was asked for', async () => {
      const { root } = await served();
      const principal = { kind: 'group', subject: 'g-1' } as const;
      await apply(root, addPrincipal('team', 'viewer', principal));

      await refused(apply(root, addPrincipal('other', 'viewer', principal)), 'exists');
      const skipped = await apply(root, { ...addPrincipal('other', 'auditor', principal), ifExists: 'skip' });
      const updated = await apply(root, { ...addPrincipal('other', 'auditor', principal), ifExists: 'update' });
      await refused(
        apply(root, { ...addPrincipal('team', 'viewer', { ...principal, subject: 'g-2' }), ifExists: 'update' }),
        'exists',
      );

      expect(skipped.changes[0]).toMatchObject({ name: 'team', result: 'unchanged' });
      expect(updated.changes[0]).toMatchObject({ name: 'team', result: 'updated', fields: ['role'] });
      const { items } = await root.query('user.list', { principal: 'g-1' });
      expect(items).toMatchObject([
        { name: 'team', role: 'auditor', principal: { kind: 'group', issuer, subject: 'g-1' } },
      ]);
      expect((await root.query('user.list', { principal: 'g-3' })).total).toBe(0);
    });

    test('are believed of the one issuer that is configured, under an id that can be told', async () => {
      const { root, admin } = await served();
      const add = (principal: object) => apply(root, addPrincipal('x', 'viewer', principal as GivenPrincipal));

      for (const principal of [
        { kind: 'group', subject: '' },
        { kind: 'group', subject: 'a\u0007b' },
        { kind: 'group', subject: '\u202eabc' },
        { kind: 'group', subject: 'x'.repeat(251) },
        { kind: 'group', subject: 'g', issuer: 'https://other.example' },
        { kind: 'device', subject: 'g' },
      ])
        await refused(add(principal), 'input.refused');
      const local = await refused(
        apply(admin, addPrincipal('x', 'viewer', { kind: 'group', subject: 'g' })),
        'environment.not_served',
      );
      expect(local.exit).toBe(2);
    });
  });

  describe('an invitation', () => {
    test('is an address among the users that nobody has come with, and shown as such', async () => {
      const { root } = await served();
      await apply(root, addUser('Ana@Contoso.example', 'contributor'), addUser('plain', 'viewer'));

      const { items } = await root.query('user.list', {});
      const told = new Map(items.map(({ name, invited, principal }) => [name, [invited, principal]]));

      expect(told.get('Ana@Contoso.example')).toEqual([true, null]);
      expect(told.get('plain')).toEqual([false, null]);
      expect(told.get('root@contoso.example')).toEqual([false, { kind: 'user', issuer, subject: 'root' }]);
    });

    test('binds the first with its address, once, and the trail tells it', async () => {
      const { root, as } = await served();
      await apply(root, addUser('Ana@Contoso.example', 'contributor'));
      const { environmentRevision } = await root.query('whoami', {});
      const ana = as(person('sub-ana', { email: 'ana@contoso.EXAMPLE' }));

      expect(await ana.query('whoami', {})).toMatchObject({ user: 'Ana@Contoso.example', role: 'contributor' });
      await ana.query('connection.list', {});

      expect(await trail(root, 1)).toMatchObject([
        {
          actor: 'Ana@Contoso.example',
          action: 'user.bind',
          outcome: 'done',
          target: { kind: 'user', name: 'Ana@Contoso.example' },
          fields: ['principal'],
        },
      ]);
      expect((await root.query('user.list', { search: 'ana@' })).items[0]).toMatchObject({
        invited: false,
        principal: { kind: 'user', issuer, subject: 'sub-ana' },
        revision: 2,
      });
      expect((await root.query('whoami', {})).environmentRevision).toBe(environmentRevision + 1);
      expect((await root.query('audit.verify', {})).entries).toBeGreaterThan(0);
    });

    test('once bound is of that subject alone: another with the address is refused, the same without it is not', async () => {
      const { root, as } = await served();
      await apply(root, addUser('ana@contoso.example', 'contributor'));
      await as(person('sub-ana', { email: 'ana@contoso.example' })).query('whoami', {});

      const found = await refused(
        as(person('sub-eve', { email: 'ana@contoso.example' })).query('whoami', {}),
        'identity.invitation_taken',
      );

      expect(found).toMatchObject({ exit: 5, status: 403 });
      expect((await as(person('sub-ana', { email: 'other@contoso.example' })).query('whoami', {})).user).toBe(
        'ana@contoso.example',
      );
    });

    test('binds nobody whose address the issuer has not verified, no application, and no user without an address', async () => {
      const { root, as } = await served();
      await apply(root, addUser('ana@contoso.example', 'contributor'), addUser('plain', 'administrator'));

      await refused(as(person('s-1')).query('whoami', {}), 'identity.unassigned');
      const app = person('s-2', { principal: 'app', email: 'ana@contoso.example' });
      await refused(as(app).query('whoami', {}), 'identity.unassigned');
      await refused(as(person('s-3', { email: 'plain' })).query('whoami', {}), 'identity.unassigned');
      await refused(
        as(person('s-4', { displayName: 'ana@contoso.example' })).query('whoami', {}),
        'identity.unassigned',
      );
    });

    test('binds one of two who come at once', async () => {
      const { root, as } = await served();
      await apply(root, addUser('ana@contoso.example', 'contributor'));

      const codes = await Promise.all(
        Array.from({ length: 8 }, (_, at) =>
          as(person(`sub-${at}`, { email: 'ana@contoso.example' }))
            .query('whoami', {})
            .then(
              () => 'bound',
              ({ code }: { code: string }) => code,
            ),
        ),
      );

      expect(codes.filter((code) => code === 'bound')).toHaveLength(1);
      expect(codes.filter((code) => code === 'identity.invitation_taken')).toHaveLength(7);
      expect((await root.query('audit.list', { action: 'user.bind', target: 'ana@contoso.example' })).total).toBe(1);
    });

    test('binds also where the first thing is a change, and even one that is refused', async () => {
      const { root, as } = await served();
      await apply(root, addUser('ana@contoso.example', 'contributor'), addUser('bob@contoso.example', 'viewer'));

      const ana = as(person('sub-ana', { email: 'ana@contoso.example' }));
      await apply(ana, { change: 'export.edit', dependent: 'weekly', schedule: 'off' });
      const bob = as(person('sub-bob', { email: 'bob@contoso.example' }));
      await refused(apply(bob, { change: 'export.edit', dependent: 'weekly', schedule: 'off' }), 'forbidden');

      expect((await trail(root, 4)).map(({ actor, action, outcome }) => [actor, action, outcome])).toEqual([
        ['ana@contoso.example', 'user.bind', 'done'],
        ['ana@contoso.example', 'export.edit', 'done'],
        ['bob@contoso.example', 'user.bind', 'done'],
        ['bob@contoso.example', 'export.edit', 'refused'],
      ]);
    });
  });

  describe('groups and app roles', () => {
    test('give everyone in them the role, under a name that tells who it was', async () => {
      const { root, as } = await served();
      await apply(root, addPrincipal('retail', 'contributor', { kind: 'group', subject: 'g-1' }));
      const mia = as(person('sub-mia', { groups: ['g-0', 'g-1'] }));

      expect(await mia.query('whoami', {})).toMatchObject({ user: 'retail/sub-mia', role: 'contributor' });
      await apply(mia, { change: 'export.edit', dependent: 'weekly', schedule: 'off' });

      expect(await trail(root, 1)).toMatchObject([{ actor: 'retail/sub-mia', action: 'export.edit' }]);
      await refused(as(person('sub-leo', { groups: ['g-0'] })).query('whoami', {}), 'identity.unassigned');
      await refused(as(person('g-1')).query('whoami', {}), 'identity.unassigned');
    });

    test('give the strongest of their roles, and nothing where somebody has a user of their own', async () => {
      const { root, as } = await served();
      await apply(
        root,
        addPrincipal('lookers', 'viewer', { kind: 'group', subject: 'g-1' }),
        addPrincipal('admins', 'administrator', { kind: 'group', subject: 'g-2' }),
        addPrincipal('seers', 'auditor', { kind: 'group', subject: 'g-3' }),
        addPrincipal('ana.pop', 'viewer', { kind: 'user', subject: 'sub-ana' }),
      );
      const roleOf = async (caller: Identity) => (await as(caller).query('whoami', {})).role;

      expect(await roleOf(person('x', { groups: ['g-1', 'g-2', 'g-3'] }))).toBe('administrator');
      expect(await roleOf(person('x', { groups: ['g-3', 'g-1'] }))).toBe('auditor');
      expect(await roleOf(person('sub-ana', { groups: ['g-2'] }))).toBe('viewer');
      const many = Array.from({ length: 199 }, (_, at) => `g-x${at}`);
      expect(await roleOf(person('x', { groups: [...many, 'g-3'] }))).toBe('auditor');
      expect(await roleOf(person('x', { groups: ['g-1', ...many, 'g-2'] }))).toBe('administrator');
    });

    test('of an issuer that cannot tell all groups give nothing, and the refusal says why', async () => {
      const { root, as } = await served();
      await apply(
        root,
        addPrincipal('admins', 'administrator', { kind: 'group', subject: 'g-1' }),
        addPrincipal('ana.pop', 'viewer', { kind: 'user', subject: 'sub-ana' }),
        addPrincipal('writers', 'contributor', { kind: 'group', subject: 'role:Writer' }),
      );

      const found = await refused(as(person('x', { groups: null })).query('whoami', {}), 'identity.groups_unknown');

      expect(found.detail).toContain('more groups than a token holds');
      expect((await as(person('sub-ana', { groups: null })).query('whoami', {})).role).toBe('viewer');
      expect((await as(person('x', { groups: null, appRoles: ['Writer'] })).query('whoami', {})).role).toBe(
        'contributor',
      );
    });

    test('an app role is no group: a group that is called like one gives nothing', async () => {
      const { root, as } = await served();
      await apply(root, addPrincipal('writers', 'contributor', { kind: 'group', subject: 'role:Writer' }));

      expect(await as(person('x', { appRoles: ['Writer'] })).query('whoami', {})).toMatchObject({
        user: 'writers/x',
        role: 'contributor',
      });
      for (const stranger of [
        person('x', { groups: ['role:Writer'] }),
        person('x', { appRoles: ['writer'] }),
        person('x', { groups: ['Writer'] }),
        person('x', { appRoles: ['role:Writer'] }),
      ])
        await refused(as(stranger).query('whoami', {}), 'identity.unassigned');
    });

    test('are shared with like a user, and what one member made is not what another made', async () => {
      const { root, as } = await served();
      await apply(root, addPrincipal('retail', 'contributor', { kind: 'group', subject: 'g-1' }), {
        change: 'connection.share',
        connection: 'named',
        with: ['user:retail'],
      });
      const [mia, leo] = ['mia', 'leo'].map((subject) => as(person(subject, { groups: ['g-1'] })));
      if (mia === undefined || leo === undefined) throw new Error('two members');

      await apply(mia, { change: 'export.edit', dependent: 'monthly', schedule: 'off' });
      await apply(mia, { change: 'export.add', displayName: 'Own', connection: 'named' });
      await apply(
        root,
        { change: 'export.disconnect', dependent: 'own' },
        { change: 'connection.unshare', connection: 'named', with: ['user:retail'] },
      );
      await refused(apply(leo, { change: 'export.edit', dependent: 'own', schedule: 'off' }), 'forbidden.subject');
      await apply(mia, { change: 'export.edit', dependent: 'own', schedule: 'off' });
    });

    test('do not let one member take up the idempotency key of another', async () => {
      const { root, as } = await served();
      await apply(root, addPrincipal('retail', 'contributor', { kind: 'group', subject: 'g-1' }));
      const change = { change: 'export.edit', dependent: 'weekly', schedule: 'off' } as const;
      const of = (subject: string) => as(person(subject, { groups: ['g-1'] }));

      await of('mia').apply([change], { idempotencyKey: 'k-1' });
      await of('mia').apply([change], { idempotencyKey: 'k-1' });
      await refused(of('leo').apply([change], { idempotencyKey: 'k-1' }), 'idempotency.reused');
    });

    test('a name of a user never equals that of a member', async () => {
      const { root } = await served();

      await refused(apply(root, addUser('retail/sub-mia', 'viewer')), 'input.refused');
    });
  });

  describe('the last administrator of what is served', () => {
    test('D10 is one who can come in: an invitation that nobody took up, or a name without anything, does not count', async () => {
      const { root } = await served();
      await apply(root, addUser('new@contoso.example', 'administrator'), addUser('plain', 'administrator'));
      const leave = { change: 'user.remove', user: 'root@contoso.example' } as const;

      await refused(apply(root, leave), 'user.last_administrator');
      await refused(
        apply(root, { change: 'user.edit', user: 'root@contoso.example', role: 'viewer' }),
        'user.last_administrator',
      );
      await apply(root, addPrincipal('admins', 'administrator', { kind: 'group', subject: 'g-1' }), leave);
    });
  });
}
