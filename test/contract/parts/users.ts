import { describe, expect, test } from '@jest/globals';
import { roles } from '../../../src/model/user.ts';
import { addUser, apply, type Open, refused, stages, trail } from '../stage.ts';

export function describeUsers(open: Open): void {
  const { bare, furnished } = stages(open);
  const edit = (user: string, role: (typeof roles)[number]) => ({ change: 'user.edit', user, role }) as const;
  const remove = (user: string) => ({ change: 'user.remove', user }) as const;

  describe('users', () => {
    test('R32 an administrator adds users with a role, changes it and removes them', async () => {
      const admin = (await bare()).as();

      const added = await apply(admin, { ...addUser('ana@contoso.example', 'viewer'), displayName: 'Ana Pop' });
      const edited = await apply(admin, edit('ana@contoso.example', 'contributor'));
      const again = await apply(admin, edit('ana@contoso.example', 'contributor'));

      expect(added.changes[0]).toMatchObject({
        kind: 'user',
        name: 'ana@contoso.example',
        result: 'created',
        fields: ['role'],
      });
      expect(edited.changes[0]).toMatchObject({ result: 'updated', fields: ['role'], revision: 2 });
      expect(again.result).toBe('unchanged');
      const { items, total } = await admin.query('user.list', {});
      expect(total).toBe(2);
      expect(items[1]).toEqual({
        id: expect.any(String),
        name: 'ana@contoso.example',
        displayName: 'Ana Pop',
        exports: [],
        principal: null,
        invited: false,
        role: 'contributor',
        createdAt: expect.any(String),
        createdBy: 'admin',
        revision: 2,
      });
      expect((await apply(admin, remove('ana@contoso.example'))).result).toBe('removed');
      await refused(apply(admin, remove('ana@contoso.example')), 'not_found');
    });

    test('adding again is skipped, or gives the role that was asked for', async () => {
      const { admin } = await furnished();

      const skipped = await apply(admin, { ...addUser('ANA', 'viewer'), ifExists: 'skip' });
      const updated = await apply(admin, { ...addUser('ana', 'viewer'), ifExists: 'update' });
      await refused(
        apply(admin, { ...addUser('ana', 'auditor'), ifExists: 'update', ifRevision: 77 }),
        'revision.moved',
      );

      expect(skipped.changes[0]).toMatchObject({ name: 'ana', result: 'unchanged' });
      expect(updated.changes[0]).toMatchObject({ change: 'user.add', result: 'updated', fields: ['role'] });
    });

    test.each(['two words', '', '-dash', 'semi;colon', 'tab\tbed', '\u202eana', 'x'.repeat(121)])(
      '%j is no name of a user',
      async (name) => {
        const admin = (await bare()).as();

        await refused(apply(admin, addUser(name, 'viewer')), 'input.refused');
      },
    );

    test('a role that there is not is refused with those that there are', async () => {
      const admin = (await bare()).as();

      const found = await refused(apply(admin, addUser('ana', 'owner' as 'viewer')), 'input.refused');

      for (const role of roles) expect(found.members.issues?.[0]?.message).toContain(role);
    });

    test('two users may have one display name, which then means neither', async () => {
      const admin = (await bare()).as();
      await apply(
        admin,
        { ...addUser('a1', 'viewer'), displayName: 'Ana' },
        { ...addUser('a2', 'viewer'), displayName: 'Ana' },
      );

      await refused(apply(admin, edit('Ana', 'auditor')), 'ambiguous');
    });

    test('D10 the last administrator is neither removed nor demoted', async () => {
      const { admin } = await furnished();

      const found = await refused(apply(admin, remove('admin')), 'user.last_administrator');
      for (const role of roles.filter((it) => it !== 'administrator'))
        await refused(apply(admin, edit('admin', role)), 'user.last_administrator');

      expect(found).toMatchObject({ exit: 8, status: 409 });
    });

    test('D10 two administrators are exchanged in one list, in whatever order', async () => {
      const { admin, ana, world } = await furnished();

      await apply(admin, edit('admin', 'viewer'), edit('ana', 'administrator'));
      await apply(ana, remove('admin'), addUser('new', 'administrator'), edit('ana', 'contributor'));
      await apply(world.as('new'), addUser('next', 'administrator'), remove('new'));

      expect((await world.as('next').query('user.list', { role: 'administrator' })).total).toBe(1);
    });

    test('D10 a list that ends without an administrator is refused, even if it made one on the way', async () => {
      const { admin } = await furnished();

      await refused(
        apply(admin, addUser('new', 'administrator'), remove('admin'), edit('new', 'viewer')),
        'user.last_administrator',
      );
      await refused(
        apply(admin, edit('ana', 'administrator'), remove('ana'), remove('admin')),
        'user.last_administrator',
      );
    });

    test('D12 what a user change does is in the trail with the field that moved', async () => {
      const { admin } = await furnished();

      await admin.apply([edit('ana', 'viewer')], { reason: 'left the team' });

      expect(await trail(admin, 1)).toMatchObject([
        {
          actor: 'admin',
          action: 'user.edit',
          target: { kind: 'user', name: 'ana' },
          fields: ['role'],
          reason: 'left the team',
        },
      ]);
    });
  });
}
