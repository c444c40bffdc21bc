import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../src/kernel/problem.ts';
import { addDrop, addExport, addPlain, apply, inside, type Open, refused, type Stage, stages } from '../stage.ts';

export function describeVisibility(open: Open): void {
  const { furnished } = stages(open);

  describe('what a contributor sees of connections', () => {
    test('R12 the list holds name, display name and type of the connections they may use, and nothing else', async () => {
      const { ana, bob } = await furnished();

      const seen = await ana.query('connection.list', {});

      expect(seen).toEqual({
        items: [
          { name: 'leads', displayName: 'Lead data', type: 'leadspace' },
          { name: 'named', displayName: 'Named drop', type: 'sftp' },
          { name: 'shared', displayName: 'Shared drop', type: 'sftp' },
        ],
        next: null,
        total: 3,
        environmentRevision: expect.any(Number),
      });
      expect((await bob.query('connection.list', {})).items.map(({ name }) => name)).toEqual(['leads', 'shared']);
    });

    test('R12 showing one gives the same three words', async () => {
      const { ana } = await furnished();

      expect(await ana.query('connection.show', { connection: 'Named drop' })).toEqual({
        name: 'named',
        displayName: 'Named drop',
        type: 'sftp',
        environmentRevision: expect.any(Number),
      });
    });

    test.each(['purpose', 'shared', 'unused', 'locked', 'status'])(
      'R12 a filter by %s would tell, so it is refused',
      async (hidden) => {
        const { ana } = await furnished();
        const filter = { purpose: 'export', shared: 'contributors', unused: false, locked: false, status: 'ready' }[
          hidden
        ];

        await refused(ana.query('connection.list', { [hidden]: filter }), 'forbidden');
      },
    );

    test.each([
      'purpose',
      'status',
      'sharedWith',
      'locked',
      'exports',
      'enrichments',
      'createdAt',
      'createdBy',
      'updatedAt',
      'revision',
    ])('R12 an order by %s would tell, so it is refused', async (column) => {
      const { ana } = await furnished();

      await refused(ana.query('connection.list', { sort: column }), 'forbidden');
      await refused(ana.query('connection.list', { sort: `${column}:desc` }), 'forbidden');
    });

    test('R12 searching, filtering by type and ordering by what they see is theirs', async () => {
      const { ana } = await furnished();
      const names = async (filter: object) =>
        (await ana.query('connection.list', filter)).items.map(({ name }) => name);

      expect(await names({ search: 'drop' })).toEqual(['named', 'shared']);
      expect(await names({ search: 'retail' })).toEqual([]);
      expect(await names({ type: 'sftp', sort: 'displayName:desc' })).toEqual(['shared', 'named']);
      expect(await names({ sort: 'type' })).toEqual(['leads', 'named', 'shared']);
    });

    test('R12 the cursor of a page holds nothing that the page does not show', async () => {
      const { admin, ana } = await furnished();
      const { items } = await admin.query('connection.list', {});
      const ids = items.flatMap((item) => ('id' in item ? [item.id] : []));

      const { next } = await ana.query('connection.list', { limit: 1, sort: 'type' });

      const cursor = Buffer.from(String(next), 'base64url').toString();
      for (const id of ids) expect(cursor).not.toContain(id);
    });

    test('R12 a connection they may not see is not found, in the words for one that is not there', async () => {
      const { ana, bob } = await furnished();
      const same = async (ask: (ref: string) => Promise<unknown>, hidden: string) => {
        const [found, absent] = [await refused(ask(hidden), 'not_found'), await refused(ask('absent'), 'not_found')];
        const words = ({ detail, fix, members }: Problem, ref: string) =>
          JSON.stringify({ detail, fix, members }).replaceAll(ref, 'REF');
        expect(words(found, hidden)).toBe(words(absent, 'absent'));
      };

      await same((connection) => ana.query('connection.show', { connection }), 'drop');
      await same((connection) => bob.query('connection.show', { connection }), 'Named drop');
      await same((ref) => ana.query('can', { action: 'export.add', ref }), 'drop');
      await same((connection) => apply(ana, addExport('Mine', connection)), 'drop');
      await same((connection) => apply(ana, { change: 'export.connect', dependent: 'weekly', connection }), 'drop');
      await same((connection) => ana.query('export.list', { connection }), 'models');
      await same((connection) => ana.query('enrichment.list', { connection }), 'drop');
    });

    test('R12 names that fit two connections of which they may see one or none give nothing away', async () => {
      const { admin, ana, bob } = await furnished();
      await apply(admin, addDrop('shared', { name: 'secret-plan' }), addDrop('drop', { name: 'secret-plans' }));

      expect(await ana.query('connection.show', { connection: 'shared' })).toMatchObject({ name: 'shared' });
      await refused(ana.query('connection.show', { connection: 'drop' }), 'not_found');
      await refused(apply(bob, addExport('Mine', 'drop')), 'not_found');
      expect((await apply(bob, addExport('Mine', 'shared'))).result).toBe('created');
      await refused(ana.query('can', { action: 'export.add', ref: 'drop' }), 'not_found');
    });

    test('R12 every list of exports shows the display name and type of the connection to every role', async () => {
      const { admin, ana, viewer, auditor } = await furnished();

      for (const door of [admin, ana, viewer, auditor]) {
        const { items } = await door.query('export.list', {});
        expect(items.find(({ name }) => name === 'nightly')).toMatchObject({
          type: 'sftp',
          connectionDisplayName: 'Retail drop',
        });
      }
    });

    test('R12 `export list --connection` works for a connection that exports are on, as those are on every list', async () => {
      const { ana, viewer } = await furnished();

      for (const door of [ana, viewer])
        expect((await door.query('export.list', { connection: 'drop' })).items.map(({ name }) => name)).toEqual([
          'nightly',
        ]);
    });

    test('R12 exports and enrichments name no setting of their connection', async () => {
      const { ana, viewer } = await furnished();

      for (const door of [ana, viewer]) {
        const shown = JSON.stringify([
          await door.query('export.show', { dependent: 'nightly' }),
          await door.query('export.list', {}),
          await door.query('enrichment.show', { dependent: 'firms' }),
          await door.query('enrichment.list', {}),
        ]);
        expect(shown).not.toContain('partner.example');
        expect(shown).not.toContain('svc-cdp');
      }
    });

    test('R5 settings are for administrators and auditors, and nobody else', async () => {
      const { admin, ana, auditor } = await furnished();

      for (const door of [admin, auditor])
        expect((await inside(door, 'shared')).settings.hostname).toBe('sftp.partner.example');
      expect(await ana.query('connection.show', { connection: 'shared' })).not.toHaveProperty('settings');
    });

    test('D5 a viewer sees exports and enrichments and never the list of connections', async () => {
      const { viewer } = await furnished();

      expect((await viewer.query('export.list', {})).total).toBe(4);
      expect((await viewer.query('enrichment.list', {})).total).toBe(2);
      const found = await refused(viewer.query('connection.list', {}), 'forbidden');
      await refused(viewer.query('connection.show', { connection: 'drop' }), 'forbidden');

      expect(found.exit).toBe(5);
    });

    test('a refusal for the role comes before any look-up: what is not there is refused in the same words', async () => {
      const { viewer, ana } = await furnished();

      for (const connection of ['drop', 'absent']) {
        await refused(viewer.query('connection.show', { connection }), 'forbidden');
        await refused(ana.query('connection.dependents', { connection }), 'forbidden');
        await refused(ana.query('connection.history', { connection }), 'forbidden');
        await refused(apply(ana, { change: 'connection.remove', connection, ifRevision: 77 }), 'forbidden');
      }
      await refused(ana.query('user.list', { sort: 'nonsense' }), 'forbidden');
    });
  });

  describe('asking what one may do', () => {
    test('the answer is the one that trying would give', async () => {
      const { admin, ana, viewer } = await furnished();

      expect(await ana.query('can', { action: 'export.edit', ref: 'weekly' })).toMatchObject({ allowed: true });
      expect(await ana.query('can', { action: 'export.edit', ref: 'nightly' })).toMatchObject({
        allowed: false,
        why: expect.stringContaining('not shared with you'),
      });
      expect(await ana.query('can', { action: 'export.disconnect', ref: 'weekly' })).toMatchObject({
        allowed: false,
        why: 'needs an administrator; your role is contributor',
      });
      expect(await viewer.query('can', { action: 'enrichment.edit' })).toMatchObject({ allowed: false });
      expect(await admin.query('can', { action: 'connection.remove', ref: 'drop' })).toMatchObject({ allowed: true });
      expect(await admin.query('can', { action: 'environment.edit' })).toMatchObject({ allowed: true });
      await refused(admin.query('can', { action: 'connection.remove', ref: 'absent' }), 'not_found');
    });

    test('to add something is asked for the connection it would be on, or for nothing in particular', async () => {
      const { admin, ana } = await furnished();

      expect(await ana.query('can', { action: 'export.add', ref: 'shared' })).toMatchObject({ allowed: true });
      expect(await ana.query('can', { action: 'enrichment.add', ref: 'leads' })).toMatchObject({ allowed: true });
      expect(await admin.query('can', { action: 'connection.add', ref: 'brand-new' })).toMatchObject({ allowed: true });
      expect(await admin.query('can', { action: 'user.add', ref: 'brand-new' })).toMatchObject({ allowed: true });
    });

    test('R13 the permission shown with each export says the same', async () => {
      const stage: Stage = await furnished();
      await apply(stage.admin, addPlain('Plain'));

      const permissions = async (door: Stage['ana']) =>
        Object.fromEntries((await door.query('export.list', {})).items.map((it) => [it.name, it.permission]));

      expect(await permissions(stage.admin)).toEqual({
        nightly: 'edit',
        weekly: 'edit',
        monthly: 'edit',
        loose: 'edit',
      });
      expect(await permissions(stage.ana)).toEqual({ nightly: 'view', weekly: 'edit', monthly: 'edit', loose: 'view' });
      expect(await permissions(stage.bob)).toEqual({ nightly: 'view', weekly: 'edit', monthly: 'view', loose: 'view' });
      for (const door of [stage.viewer, stage.auditor])
        expect(new Set(Object.values(await permissions(door)))).toEqual(new Set(['view']));
    });
  });
}
