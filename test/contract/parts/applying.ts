import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Change } from '../../../src/model/change.ts';
import {
  addDrop,
  addEnrichment,
  addExport,
  addPlain,
  addUser,
  apply,
  everything,
  type Open,
  refused,
  stages,
} from '../stage.ts';

const oneOfEach: readonly Change[] = [
  addDrop('Fresh'),
  { change: 'connection.edit', connection: 'drop', set: { username: 'x' } },
  { change: 'connection.rename', connection: 'drop', displayName: 'Renamed' },
  { change: 'connection.share', connection: 'drop', with: ['contributors'] },
  { change: 'connection.unshare', connection: 'shared', with: ['contributors'] },
  { change: 'connection.lock', connection: 'drop', reason: 'why' },
  { change: 'connection.unlock', connection: 'drop' },
  { change: 'connection.remove', connection: 'models' },
  addExport('Fresh', 'drop'),
  { change: 'export.edit', dependent: 'nightly', schedule: 'off' },
  { change: 'export.connect', dependent: 'nightly', connection: 'shared' },
  { change: 'export.disconnect', dependent: 'nightly' },
  { change: 'export.remove', dependent: 'nightly' },
  addEnrichment('Fresh', 'leads'),
  { change: 'enrichment.edit', dependent: 'firms', schedule: 'off' },
  { change: 'enrichment.deactivate', dependent: 'firms' },
  { change: 'enrichment.activate', dependent: 'firms' },
  { change: 'enrichment.connect', dependent: 'idle', connection: 'leads' },
  { change: 'enrichment.remove', dependent: 'firms' },
  addUser('fresh', 'viewer'),
  { change: 'user.edit', user: 'vic', role: 'auditor' },
  { change: 'user.remove', user: 'ana' },
  {
    change: 'type.add',
    declaration: { id: 'acme', label: 'Acme', purpose: 'export', summary: 'Sends', fields: {} },
  },
  { change: 'environment.edit', displayName: 'other', rotate: true },
];

export function describeApplying(open: Open): void {
  const { bare, furnished } = stages(open);

  describe('applying a list', () => {
    test('everything of a list is done, in one revision of the environment', async () => {
      const { admin } = await furnished();
      const { environmentRevision } = await admin.query('whoami', {});

      const applied = await admin.apply(oneOfEach);

      expect(applied.environmentRevision).toBe(environmentRevision + 1);
      expect((await admin.query('whoami', {})).environmentRevision).toBe(environmentRevision + 1);
      expect(applied.changes.map(({ change }) => change)).toEqual(oneOfEach.map(({ change }) => change));
      expect(applied.result).toBe('removed');
    });

    test.each(oneOfEach.map((change, at) => [change.change, at] as const))(
      'a dry run of %s answers as the real one would and leaves no trace',
      async (_, at) => {
        const { admin } = await furnished();
        const list = oneOfEach.slice(at, at + 1);
        const before = await everything(admin);

        const tried = await admin.apply(list, { dryRun: true, reason: 'just looking', idempotencyKey: 'try' });

        expect(tried.dryRun).toBe(true);
        expect(await everything(admin)).toEqual(before);
        const real = await admin.apply(list, { idempotencyKey: 'try' });
        const told = ({ change, kind, name, result, fields }: (typeof real.changes)[number]) => [
          change,
          kind,
          name,
          result,
          fields,
        ];
        expect(tried.changes.map(told)).toEqual(real.changes.map(told));
        expect(tried.warnings).toEqual(real.warnings);
      },
    );

    test('a dry run is refused as the real one would be', async () => {
      const { admin } = await furnished();
      const before = await everything(admin);

      await refused(
        admin.apply([{ change: 'connection.remove', connection: 'drop' }], { dryRun: true }),
        'connection.in_use',
      );

      expect(await everything(admin)).toEqual(before);
    });

    test('one change that fails undoes all before it, wherever it stands', async () => {
      const { admin } = await furnished();
      const before = await everything(admin);
      const failing = { change: 'export.remove', dependent: 'absent' } as const;

      await refused(admin.apply([...oneOfEach, failing]), 'not_found');
      await refused(admin.apply([failing, ...oneOfEach]), 'not_found');

      expect(await everything(admin)).toEqual(before);
    });

    test('a second identical apply is unchanged and writes nothing, the trail included', async () => {
      const { admin } = await furnished();
      const again: Change[] = [
        addDrop('Fresh', { ifExists: 'update', share: ['user:ana'] }),
        addExport('Fresh', 'fresh', { ifExists: 'update', schedule: 'off', settings: { profiles: 3 } }),
        { change: 'connection.lock', connection: 'shared', reason: 'why' },
        { change: 'enrichment.deactivate', dependent: 'firms' },
        { change: 'export.disconnect', dependent: 'monthly' },
        { ...addUser('fresh', 'viewer'), ifExists: 'update' },
        { change: 'environment.edit', displayName: 'other', production: true },
      ];
      expect((await admin.apply(again)).result).toBe('updated');
      const before = await everything(admin);

      const second = await admin.apply(again);

      expect(second.result).toBe('unchanged');
      expect(new Set(second.changes.map(({ result }) => result))).toEqual(new Set(['unchanged']));
      expect(await everything(admin)).toEqual(before);
    });

    test('an unchanged list writes nothing even where a secret was typed and no key is kept yet', async () => {
      const admin = (await bare()).as();
      const plain = addPlain('Plain', { ifExists: 'skip' });
      await apply(admin, plain);
      const before = await everything(admin);

      await apply(admin, { ...plain, secrets: { any: secretValue('typed') } });

      expect(await everything(admin)).toEqual(before);
    });

    test('an empty list is unchanged', async () => {
      const admin = (await bare()).as();
      const before = await everything(admin);

      expect(await admin.apply([])).toMatchObject({ result: 'unchanged', changes: [], warnings: [] });
      expect(await everything(admin)).toEqual(before);
    });

    test('the same warning is said once', async () => {
      const { admin } = await furnished();
      const share = { change: 'connection.share', connection: 'shared', with: ['user:ana'] } as const;

      expect((await apply(admin, share, share)).warnings).toHaveLength(1);
    });
  });

  describe('applying only to the world that was seen', () => {
    test('a list made for another revision of the environment is refused, whatever changed', async () => {
      const { admin } = await furnished();
      const { environmentRevision } = await admin.query('connection.list', {});
      await apply(admin, { change: 'user.edit', user: 'vic', role: 'auditor' });
      const before = await everything(admin);
      const list = [{ change: 'connection.unlock', connection: 'drop' }, addPlain('New')] as const;

      const found = await refused(admin.apply(list, { ifEnvironmentRevision: environmentRevision }), 'revision.moved');

      expect(found.detail).toBe(
        `environment \`test\` has changed meanwhile: it is at revision ${environmentRevision + 1}, not ${environmentRevision}`,
      );
      expect(await everything(admin)).toEqual(before);
      await admin.apply(list, { ifEnvironmentRevision: environmentRevision + 1 });
    });

    test('every answer says the revision at which it was true', async () => {
      const { admin } = await furnished();
      const { environmentRevision } = await apply(admin, addPlain('New'));

      for (const [query, input] of [
        ['whoami', {}],
        ['can', { action: 'user.add' }],
        ['environment.show', {}],
        ['type.list', {}],
        ['type.show', { type: 'sftp' }],
        ['connection.list', {}],
        ['connection.show', { connection: 'new' }],
        ['connection.dependents', { connection: 'new' }],
        ['connection.history', { connection: 'new' }],
        ['export.list', {}],
        ['export.show', { dependent: 'nightly' }],
        ['enrichment.list', {}],
        ['enrichment.show', { dependent: 'firms' }],
        ['user.list', {}],
        ['audit.list', {}],
        ['audit.verify', {}],
        ['store.check', {}],
      ] as const)
        expect(await admin.query(query, input as never)).toMatchObject({ environmentRevision });
    });
  });

  describe('applying once', () => {
    test('the same key with the same changes gives the first answer again and does nothing', async () => {
      const { admin } = await furnished();
      const list = [addDrop('Fresh'), { change: 'export.remove', dependent: 'nightly' }] as const;
      const first = await admin.apply(list, { idempotencyKey: 'k-1' });
      await apply(admin, { change: 'connection.rename', connection: 'fresh', name: 'later' });
      const before = await everything(admin);

      expect(await admin.apply(list, { idempotencyKey: 'k-1' })).toEqual(first);
      expect(await everything(admin)).toEqual(before);
    });

    test('repeating also answers where the list was made for the revision before it', async () => {
      const { admin } = await furnished();
      const { environmentRevision } = await admin.query('whoami', {});
      const options = { idempotencyKey: 'k-1', ifEnvironmentRevision: environmentRevision };
      const first = await admin.apply([addPlain('New')], options);

      expect(await admin.apply([addPlain('New')], options)).toEqual(first);
    });

    test('the same key with other changes is refused', async () => {
      const { admin } = await furnished();
      await admin.apply([addPlain('New')], { idempotencyKey: 'k-1' });

      const found = await refused(admin.apply([addPlain('Newer')], { idempotencyKey: 'k-1' }), 'idempotency.reused');

      expect(found).toMatchObject({ exit: 7, status: 409 });
      await admin.apply([addPlain('Newer')], { idempotencyKey: 'k-2' });
    });

    test('the same key with another secret is refused as well, and with the same one answered again', async () => {
      const { admin } = await furnished();
      const list = (password: string) => [addDrop('Told apart', { secrets: { password: secretValue(password) } })];
      const first = await admin.apply(list('one'), { idempotencyKey: 'k-1' });

      expect(await admin.apply(list('one'), { idempotencyKey: 'k-1' })).toEqual(first);
      await refused(admin.apply(list('two'), { idempotencyKey: 'k-1' }), 'idempotency.reused');
      await admin.apply([{ change: 'environment.edit', rotate: true }]);
      expect(await admin.apply(list('one'), { idempotencyKey: 'k-1' })).toEqual(first);
    });

    test('a key answers only the user whose it is', async () => {
      const { admin, bob } = await furnished();
      const list = [{ change: 'export.edit', dependent: 'monthly', schedule: 'off' }] as const;
      await admin.apply(list, { idempotencyKey: 'k-1' });

      await refused(bob.apply(list, { idempotencyKey: 'k-1' }), 'idempotency.reused');
    });

    test('a list that was refused leaves its key free', async () => {
      const { admin } = await furnished();
      const list = [{ change: 'connection.remove', connection: 'drop' }] as const;
      await refused(admin.apply(list, { idempotencyKey: 'k-1' }), 'connection.in_use');

      await apply(admin, { change: 'export.disconnect', dependent: 'nightly' });

      expect((await admin.apply(list, { idempotencyKey: 'k-1' })).result).toBe('removed');
    });
  });
}
