import { describe, expect, test } from '@jest/globals';
import { currentTerms } from '../../../src/model/terms.ts';
import { addExport, apply, everything, inside, type Open, refused, stages } from '../stage.ts';

export function describeExports(open: Open): void {
  const { furnished } = stages(open);
  const connect = (dependent: string, connection: string) =>
    ({ change: 'export.connect', dependent, connection }) as const;
  const disconnect = (dependent: string) => ({ change: 'export.disconnect', dependent }) as const;

  describe('exports', () => {
    test('R16 an export uses one connection, whose type it takes, and starts active', async () => {
      const { admin } = await furnished();

      const applied = await apply(admin, addExport('Yearly', 'drop', { settings: { profiles: 12 } }));

      expect(applied.changes[0]).toMatchObject({ kind: 'export', name: 'yearly', result: 'created', revision: 1 });
      expect(await admin.query('export.show', { dependent: 'yearly' })).toMatchObject({
        name: 'yearly',
        displayName: 'Yearly',
        type: 'sftp',
        status: 'active',
        connection: 'drop',
        connectionDisplayName: 'Retail drop',
        schedule: 'refresh',
        lastRun: null,
        permission: 'edit',
        createdBy: 'admin',
      });
      expect((await inside(admin, 'drop')).dependents).toEqual({ exports: 2, enrichments: 0 });
    });

    test('R16 R17 without a connection it is inactive, keeps its configuration, and lacks the connection for a run', async () => {
      const { admin } = await furnished();
      await apply(admin, { change: 'export.edit', dependent: 'nightly', set: { profiles: 12 }, schedule: 'off' });

      const applied = await apply(admin, disconnect('nightly'));

      const shown = await admin.query('export.show', { dependent: 'nightly' });
      expect(applied.changes[0]?.fields).toEqual(['connection', 'status']);
      expect(shown).toMatchObject({
        status: 'inactive',
        connection: null,
        connectionDisplayName: null,
        schedule: 'off',
      });
      expect(shown.settings).toEqual({ profiles: 12 });
      expect(shown.lacks[0]).toBe('connection');
      expect((await inside(admin, 'drop')).dependents.exports).toBe(0);
      expect((await apply(admin, disconnect('nightly'))).result).toBe('unchanged');
    });

    test('R18 administrators disconnect several exports at once, all or none', async () => {
      const { admin, ana } = await furnished();

      const before = await everything(admin);
      await refused(apply(admin, disconnect('nightly'), disconnect('weekly'), disconnect('absent')), 'not_found');
      expect(await everything(admin)).toEqual(before);
      await apply(admin, disconnect('nightly'), disconnect('weekly'));

      const { items } = await admin.query('export.list', { withoutConnection: true });
      expect(items.map(({ name }) => name)).toEqual(['loose', 'nightly', 'weekly']);
      await refused(apply(ana, disconnect('monthly')), 'forbidden');
    });

    test('R19 connecting another connection makes it active again', async () => {
      const { admin } = await furnished();
      await apply(admin, disconnect('nightly'));

      const applied = await apply(admin, connect('nightly', 'shared'));

      expect(applied.changes[0]?.fields).toEqual(['connection', 'status']);
      expect(await admin.query('export.show', { dependent: 'nightly' })).toMatchObject({
        status: 'active',
        connection: 'shared',
      });
      expect((await inside(admin, 'shared')).dependents.exports).toBe(2);
      expect((await apply(admin, connect('nightly', 'shared'))).result).toBe('unchanged');
    });

    test('D6 the other connection has the same type', async () => {
      const { admin } = await furnished();
      await apply(admin, {
        change: 'connection.add',
        type: 'mailchimp',
        displayName: 'News',
        terms: currentTerms(),
      });

      const found = await refused(apply(admin, connect('nightly', 'news')), 'connection.other_type');
      await refused(apply(admin, addExport('Other', 'news', { type: 'sftp' })), 'connection.other_type');

      expect(found.fix).toEqual(['cinch connection list --type sftp']);
    });

    test('D18 no usage field is needed to save an export; showing it lists what a run still lacks', async () => {
      const { admin } = await furnished();

      const { lacks } = await admin.query('export.show', { dependent: 'loose' });
      await apply(admin, connect('loose', 'drop'));
      const connected = await admin.query('export.show', { dependent: 'loose' });

      expect(lacks).toContain('connection');
      expect(connected.lacks).toEqual(lacks.filter((it) => it !== 'connection'));
      expect(connected.lacks.length).toBeGreaterThan(0);
    });

    test('D17 D18 an export on a connection that awaits its sign-in lacks that, and saving it says so', async () => {
      const { admin } = await furnished();
      const terms = currentTerms();
      await apply(admin, { change: 'connection.add', type: 'mailchimp', displayName: 'News', terms });

      const { warnings } = await apply(admin, addExport('Letters', 'news'));

      expect(warnings.map(({ code }) => code)).toEqual(['awaiting-sign-in']);
      expect((await admin.query('export.show', { dependent: 'letters' })).lacks).toContain('sign-in');
    });

    test('a figure beyond a limit of the type is saved with a warning that names the figure and its source', async () => {
      const { admin } = await furnished();

      const { warnings } = await apply(admin, {
        change: 'export.edit',
        dependent: 'nightly',
        set: { profiles: 100_000_001 },
      });

      expect(warnings).toEqual([
        { code: 'limit', message: expect.stringMatching(/100,000,001 profiles .* 100,000,000 .*export-sftp\.md/) },
      ]);
    });

    test('R20 administrators and contributors choose what is sent and how often', async () => {
      const { ana } = await furnished();
      const edit = { change: 'export.edit', dependent: 'weekly' } as const;

      const applied = await apply(ana, { ...edit, set: { profiles: 5 }, schedule: 'weekly mon,thu 04:30 Europe/Riga' });
      const shown = await ana.query('export.show', { dependent: 'weekly' });
      const unset = await apply(ana, { ...edit, unset: ['profiles'], displayName: 'Once a week', name: 'once' });

      expect(applied.changes[0]?.fields).toEqual(['profiles', 'schedule']);
      expect(shown).toMatchObject({ settings: { profiles: 5 }, schedule: 'weekly mon,thu 04:30 Europe/Riga' });
      expect(unset.changes[0]?.fields).toEqual(['displayName', 'name', 'profiles']);
    });

    test('R20 an edit refuses what the type does not know, and a schedule that is none', async () => {
      const { admin } = await furnished();
      const edit = { change: 'export.edit', dependent: 'nightly' } as const;

      await refused(apply(admin, { ...edit, set: { profile: 5 } }), 'input.refused');
      await refused(apply(admin, { ...edit, unset: ['profile'] }), 'input.refused');
      await refused(apply(admin, { ...edit, set: { profiles: -1 } }), 'input.refused');
      await refused(apply(admin, { ...edit, displayName: ' ' }), 'input.missing');
      await refused(apply(admin, { ...edit, schedule: 'daily 25:00 UTC' }), 'usage.flag_value');
      await refused(apply(admin, { ...edit, schedule: 'daily 02:00 Mars/Olympus' }), 'usage.flag_value');
      expect((await apply(admin, { ...edit, schedule: ' refresh ' })).result).toBe('unchanged');
    });

    test('R13 contributors manage every export on a connection shared with them, not only their own', async () => {
      const { ana, bob, admin } = await furnished();

      await apply(bob, addExport('By bob', 'shared'));
      await apply(ana, { change: 'export.edit', dependent: 'by-bob', schedule: 'off' });
      await apply(ana, { change: 'export.remove', dependent: 'by-bob' });

      expect((await inside(admin, 'shared')).dependents.exports).toBe(1);
    });

    test('R13 on other exports they see that it exists and change nothing', async () => {
      const { bob } = await furnished();

      expect(await bob.query('export.show', { dependent: 'monthly' })).toMatchObject({ permission: 'view' });
      for (const change of [
        { change: 'export.edit', dependent: 'monthly', schedule: 'off' },
        { change: 'export.remove', dependent: 'monthly' },
        connect('monthly', 'shared'),
        addExport('Monthly', 'shared', { name: 'monthly', ifExists: 'update' }),
      ] as const) {
        const found = await refused(apply(bob, change), 'forbidden.subject');
        expect(found).toMatchObject({ exit: 5, detail: expect.stringContaining('`monthly`') });
      }
    });

    test('R18 contributors give theirs another connection, or remove it', async () => {
      const { ana } = await furnished();

      await apply(ana, connect('weekly', 'named'));
      await apply(ana, { change: 'export.remove', dependent: 'weekly' });

      await refused(ana.query('export.show', { dependent: 'weekly' }), 'not_found');
    });

    test('R33 a contributor makes exports on connections shared with them, never without one', async () => {
      const { ana } = await furnished();

      const found = await refused(
        apply(ana, { change: 'export.add', displayName: 'Mine', type: 'sftp' }),
        'input.missing',
      );

      expect(found.members.missing).toMatchObject([{ input: 'connection', flag: '--connection NAME' }]);
    });

    test('D7 a contributor connects an export that was last on a connection shared with them, or that they made', async () => {
      const { admin, ana, bob } = await furnished();
      await apply(bob, addExport('By bob', 'shared'));
      await apply(admin, connect('by-bob', 'drop'), disconnect('by-bob'), disconnect('monthly'), disconnect('nightly'));

      await apply(bob, connect('by-bob', 'shared'));
      await apply(ana, connect('monthly', 'shared'));
      await refused(apply(ana, connect('nightly', 'shared')), 'forbidden.subject');
      await refused(apply(ana, connect('loose', 'shared')), 'forbidden.subject');
    });

    test('D7 an export last on a connection that is gone is left to its maker', async () => {
      const { admin, ana, bob } = await furnished();
      await apply(ana, addExport('By ana', 'named'));
      await apply(admin, disconnect('by-ana'), disconnect('monthly'), {
        change: 'connection.remove',
        connection: 'named',
      });

      await refused(apply(bob, connect('by-ana', 'shared')), 'forbidden.subject');
      await apply(ana, connect('by-ana', 'shared'));
      await refused(apply(ana, connect('monthly', 'shared')), 'forbidden.subject');
    });

    test('an export needs a connection or a type, and one whose type makes exports', async () => {
      const { admin } = await furnished();
      const add = { change: 'export.add', displayName: 'Other' } as const;

      const nothing = await refused(apply(admin, add), 'input.missing');
      await refused(apply(admin, { ...add, type: 'inmobi' }), 'type.not_addable');
      await refused(apply(admin, { ...add, type: 'leadspace' }), 'usage.arguments');
      await refused(apply(admin, { ...add, connection: 'leads' }), 'usage.arguments');
      await refused(apply(admin, { ...add, type: 'sftpp' }), 'not_found');

      expect(nothing.members.missing).toMatchObject([{ input: 'connection' }]);
    });

    test('adding again is skipped, or taken as an edit that names every field it changed', async () => {
      const { admin } = await furnished();
      const again = addExport('Nightly', 'shared', { settings: { profiles: 7 }, schedule: 'off' });

      await refused(apply(admin, again), 'exists');
      expect((await apply(admin, { ...again, ifExists: 'skip' })).result).toBe('unchanged');
      const updated = await apply(admin, { ...again, ifExists: 'update' });
      const repeated = await apply(admin, { ...again, ifExists: 'update' });

      expect(updated.changes[0]?.fields.toSorted()).toEqual(['connection', 'profiles', 'schedule']);
      expect(repeated.result).toBe('unchanged');
    });

    test('within one list later changes see what earlier ones did', async () => {
      const { admin } = await furnished();

      const applied = await apply(
        admin,
        addExport('Fresh', 'drop'),
        connect('fresh', 'shared'),
        { change: 'export.edit', dependent: 'Fresh', name: 'renamed' },
        disconnect('renamed'),
        { change: 'export.remove', dependent: 'renamed' },
      );

      expect(applied.changes.map(({ result }) => result)).toEqual([
        'created',
        'updated',
        'updated',
        'updated',
        'removed',
      ]);
      expect((await admin.query('export.list', {})).total).toBe(4);
      expect((await inside(admin, 'shared')).dependents.exports).toBe(1);
    });
  });
}
