import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { addDrop, addPlain, apply, inside, type Open, refused, stages, trail } from '../stage.ts';

export function describeAudit(open: Open): void {
  const { bare, furnished } = stages(open);

  describe('the audit trail', () => {
    test('D12 every change writes who, when, what, which fields and why; a secret only as changed', async () => {
      const { admin } = await furnished();
      const before = await inside(admin, 'drop');
      const secrets = { password: secretValue('another') };
      const edit = { change: 'connection.edit', connection: 'drop', set: { username: 'x' }, secrets } as const;
      const renamed = { change: 'export.edit', dependent: 'nightly', name: 'each-night' } as const;

      await admin.apply([edit, renamed], { reason: 'ticket 17' });

      const { updatedAt } = await inside(admin, 'drop');
      const [first, second] = await trail(admin, 2);
      expect(first).toEqual({
        seq: expect.any(Number),
        at: updatedAt,
        actor: 'admin',
        onBehalf: null,
        action: 'connection.edit',
        outcome: 'done',
        target: { kind: 'connection', id: before.id, name: 'drop' },
        fields: ['username', 'secrets.password'],
        reason: 'ticket 17',
        revision: 2,
      });
      expect(second).toMatchObject({ at: updatedAt, target: { kind: 'export', name: 'each-night' }, fields: ['name'] });
    });

    test('D12 making a connection names every field that was set, sharing included', async () => {
      const { admin } = await furnished();

      await apply(admin, addDrop('Fresh', { share: ['contributors'] }));

      const [entry] = await trail(admin, 1);
      expect(entry?.fields).toEqual(['authenticationMethod', 'hostname', 'username', 'secrets.password', 'sharedWith']);
    });

    test('D12 a change that was refused for what it would do writes nothing', async () => {
      const { admin } = await furnished();
      const { total } = await admin.query('audit.list', {});

      await refused(apply(admin, { change: 'connection.remove', connection: 'drop' }), 'connection.in_use');

      expect((await admin.query('audit.list', {})).total).toBe(total);
    });

    test('D12 what a removal of a user takes from connections has entries of its own', async () => {
      const { admin } = await furnished();

      await apply(admin, { change: 'user.remove', user: 'ana' });

      expect((await trail(admin, 2)).map(({ target, fields, revision }) => [target.name, fields, revision])).toEqual([
        ['ana', [], null],
        ['named', ['sharedWith'], 2],
      ]);
    });

    test('it is listed newest first, a page at a time, each entry once while others are added', async () => {
      const { admin, viewer } = await furnished();
      const { total } = await admin.query('audit.list', {});

      const seen: number[] = [];
      let next: string | undefined;
      do {
        const page = await admin.query('audit.list', { limit: 4, ...(next === undefined ? {} : { next }) });
        seen.push(...page.items.map(({ seq }) => seq));
        next = page.next ?? undefined;
        await refused(apply(viewer, { change: 'connection.remove', connection: 'drop' }), 'forbidden');
      } while (next !== undefined && seen.length <= total);

      expect(seen).toEqual(Array.from({ length: total }, (_, at) => total - at));
    });

    test('it is read from either end, and by nothing else', async () => {
      const { admin } = await furnished();

      const newest = await admin.query('audit.list', { sort: 'seq:desc' });
      const oldest = await admin.query('audit.list', { sort: 'seq' });

      expect(oldest.items).toEqual(newest.items.toReversed());
      expect(newest.items).toEqual((await admin.query('audit.list', {})).items);
      const [first] = (await admin.query('audit.list', { sort: 'seq', limit: 1 })).items;
      expect(first?.action).toBe('environment.add');
      await refused(admin.query('audit.list', { sort: 'actor' }), 'usage.flag_value');
    });

    test('it is searched by actor, action, target, moment and outcome', async () => {
      const { admin, ana } = await furnished();
      await apply(ana, { change: 'export.edit', dependent: 'weekly', schedule: 'off' });
      await refused(apply(ana, { change: 'connection.remove', connection: 'drop' }), 'forbidden');
      const of = async (filter: object) => {
        const { items, total } = await admin.query('audit.list', filter);
        expect(total).toBe(items.length);
        return items.map(({ action, outcome }) => `${action} ${outcome}`);
      };

      expect(await of({ actor: 'ana' })).toEqual(['connection.remove refused', 'export.edit done']);
      expect(await of({ action: 'export.edit' })).toEqual(['export.edit done']);
      expect(await of({ target: 'weekly' })).toEqual(['export.edit done', 'export.add done']);
      expect(await of({ refused: true })).toEqual(['connection.remove refused']);
      const [last] = await trail(admin, 1);
      expect(await of({ since: last?.at })).toEqual(['connection.remove refused']);
      expect(await of({ actor: 'nobody' })).toEqual([]);
    });

    test('the history of a connection is what was done to it, under whatever name', async () => {
      const { admin } = await furnished();
      await apply(admin, { change: 'connection.rename', connection: 'drop', name: 'other' });
      await apply(admin, { change: 'connection.lock', connection: 'other', reason: 'why' });

      const { items } = await admin.query('connection.history', { connection: 'Retail drop' });
      const page = await admin.query('connection.history', { connection: 'other', limit: 1 });

      expect(items.map(({ action }) => action)).toEqual(['connection.lock', 'connection.rename', 'connection.add']);
      expect(page).toMatchObject({ total: 3, next: expect.any(String) });
      await refused(admin.query('connection.history', { connection: 'absent' }), 'not_found');
    });

    test('the chain is verified to its head, which can be compared with one kept elsewhere', async () => {
      const { admin } = await furnished();
      const { auditHead: early } = await admin.query('environment.show', {});
      await apply(admin, addPlain('New'));
      const { auditHead } = await admin.query('environment.show', {});
      const { total } = await admin.query('audit.list', {});

      expect(await admin.query('audit.verify', {})).toMatchObject({ entries: total, head: auditHead, matches: null });
      expect((await admin.query('audit.verify', { head: auditHead })).matches).toBe(true);
      expect((await admin.query('audit.verify', { head: early })).matches).toBe(true);
      expect((await admin.query('audit.verify', { head: 'x'.repeat(43) })).matches).toBe(false);
    });

    test('it begins with the making of the environment', async () => {
      const admin = (await bare()).as();

      expect((await admin.query('audit.list', {})).items).toMatchObject([
        { seq: 1, actor: 'admin', action: 'environment.add', outcome: 'done', target: { name: 'test' } },
      ]);
    });

    test('a cursor that no page gave is refused', async () => {
      const admin = (await bare()).as();

      await refused(admin.query('audit.list', { next: '1; DROP TABLE audit' }), 'usage.flag_value');
    });
  });
}
