import { describe, expect, test } from '@jest/globals';
import { addDrop, addExport, addPlain, addUser, apply, inside, type Open, refused, stages } from '../stage.ts';

export function describeSharing(open: Open): void {
  const { furnished } = stages(open);
  const share = (connection: string, ...words: string[]) =>
    ({ change: 'connection.share', connection, with: words }) as const;
  const unshare = (connection: string, ...words: string[]) =>
    ({ change: 'connection.unshare', connection, with: words }) as const;

  describe('sharing', () => {
    test('R10 an export connection is for administrators only, unless it is shared', async () => {
      const { admin, ana } = await furnished();

      await refused(apply(ana, addExport('Mine', 'drop')), 'not_found');
      await apply(admin, share('drop', 'contributors'));
      const applied = await apply(ana, addExport('Mine', 'drop'));

      expect(applied.result).toBe('created');
    });

    test('R11 the choice is made when adding, when editing and at any other time, and exports on it stay as they are', async () => {
      const { admin } = await furnished();
      const before = await admin.query('export.show', { dependent: 'nightly' });

      await apply(admin, addDrop('Fresh', { share: ['contributors'] }));
      await apply(admin, { change: 'connection.edit', connection: 'drop', share: ['user:ana', 'user:bob'] });
      await apply(admin, unshare('drop', 'user:bob'));

      expect((await inside(admin, 'fresh')).sharedWith).toBe('contributors');
      expect((await inside(admin, 'drop')).sharedWith).toEqual(['ana']);
      expect(await admin.query('export.show', { dependent: 'nightly' })).toEqual({
        ...before,
        environmentRevision: expect.any(Number),
      });
    });

    test('R14 an enrichment connection is usable by contributors as it is, so sharing it is refused with that reason', async () => {
      const { admin, ana } = await furnished();

      await apply(ana, { change: 'enrichment.add', displayName: 'Mine', connection: 'leads' });
      const found = await refused(apply(admin, share('leads', 'contributors')), 'connection.not_shareable');
      await refused(apply(admin, unshare('leads', 'contributors')), 'connection.not_shareable');
      await refused(apply(admin, addPlain('Other', { share: ['contributors'] })), 'connection.not_shareable');
      const edit = { change: 'connection.edit', connection: 'leads', share: ['contributors'] } as const;
      await refused(apply(admin, edit), 'connection.not_shareable');

      expect(found.detail).toContain('administrators and contributors can always use those');
    });

    test('D16 a miscellaneous connection is never shared', async () => {
      const { admin, ana } = await furnished();

      const found = await refused(apply(admin, share('models', 'contributors')), 'connection.not_shareable');

      expect(found.detail).toContain('serves no export');
      await refused(ana.query('connection.show', { connection: 'models' }), 'not_found');
    });

    test('R15 administrators share with named contributors in place of all', async () => {
      const { admin, ana, bob } = await furnished();

      expect((await apply(ana, addExport('Mine', 'named'))).result).toBe('created');
      await refused(apply(bob, addExport('Theirs', 'named')), 'not_found');
      await apply(admin, share('named', 'user:bob'));
      await apply(bob, addExport('Theirs', 'named'));

      expect((await inside(admin, 'named')).sharedWith).toEqual(['ana', 'bob']);
    });

    test('R15 only contributors are named, and only with words that are known', async () => {
      const { admin } = await furnished();

      const viewer = await refused(apply(admin, share('drop', 'user:vic')), 'connection.not_contributor');
      await refused(apply(admin, share('drop', 'user:nobody')), 'not_found');
      const typo = await refused(apply(admin, share('drop', 'contributers')), 'usage.flag_value');
      const administrators = await refused(apply(admin, share('drop', 'administrators')), 'usage.flag_value');
      await refused(
        apply(admin, { change: 'connection.edit', connection: 'drop', share: ['everyone'] }),
        'usage.flag_value',
      );

      expect(viewer.detail).toBe('`vic` has the role viewer; a connection is shared with contributors');
      expect(typo.detail).toContain('did you mean `contributors`');
      expect(administrators.detail).not.toContain('did you mean `administrators`');
    });

    test('R15 naming someone where all contributors are in changes nothing and says so; leaving one out alone is refused', async () => {
      const { admin } = await furnished();

      const named = await apply(admin, share('shared', 'user:ana'));
      await refused(apply(admin, unshare('shared', 'user:ana')), 'connection.shared_with_all');

      expect(named).toMatchObject({ result: 'unchanged', warnings: [{ code: 'already-shared-with-all' }] });
      expect((await inside(admin, 'shared')).sharedWith).toBe('contributors');
    });

    test('sharing twice and unsharing twice is unchanged the second time', async () => {
      const { admin } = await furnished();

      expect((await apply(admin, share('named', 'user:ana'))).result).toBe('unchanged');
      expect((await apply(admin, unshare('named', 'user:ana'))).result).toBe('updated');
      expect((await apply(admin, unshare('named', 'user:ana'))).result).toBe('unchanged');
      expect((await inside(admin, 'named')).sharedWith).toBe('administrators');
    });

    test('D4 after unsharing contributors keep seeing the exports, as view only, and the administrator is told which', async () => {
      const { admin, ana } = await furnished();
      const weekly = async () => (await ana.query('export.list', {})).items.find(({ name }) => name === 'weekly');
      expect((await weekly())?.permission).toBe('edit');

      const { warnings } = await apply(admin, unshare('shared', 'contributors'));

      expect(warnings).toEqual([{ code: 'exports-view-only', message: expect.stringContaining('`weekly`') }]);
      expect((await weekly())?.permission).toBe('view');
      await refused(apply(ana, { change: 'export.edit', dependent: 'weekly', schedule: 'off' }), 'forbidden.subject');
    });

    test('a user who is removed leaves every sharing, that of the same list included', async () => {
      const { admin } = await furnished();

      const { warnings } = await apply(admin, { change: 'user.remove', user: 'ana' });
      await apply(admin, addDrop('Late', { share: ['user:bob'] }), share('drop', 'user:bob'), {
        change: 'user.remove',
        user: 'bob',
      });

      expect(warnings).toEqual([{ code: 'shares-dropped', message: expect.stringContaining('`named`') }]);
      for (const connection of ['named', 'late', 'drop'])
        expect((await inside(admin, connection)).sharedWith).toBe('administrators');
    });

    test('a user who is a contributor no longer may use nothing, and again what was shared once they are one again', async () => {
      const { admin, ana } = await furnished();

      await apply(admin, { change: 'user.edit', user: 'ana', role: 'viewer' });
      await refused(apply(ana, addExport('Mine', 'named')), 'forbidden');
      await apply(admin, { change: 'user.edit', user: 'ana', role: 'contributor' });

      expect((await apply(ana, addExport('Mine', 'named'))).result).toBe('created');
    });

    test('a new user of an old name inherits nothing that was shared with the old one', async () => {
      const { admin, ana } = await furnished();

      await apply(admin, { change: 'user.remove', user: 'ana' }, addUser('ana', 'contributor'));

      await refused(apply(ana, addExport('Mine', 'named')), 'not_found');
    });
  });
}
