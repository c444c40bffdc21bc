import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/model/change.ts';
import {
  addEnrichment,
  addExport,
  addPlain,
  apply,
  everything,
  inside,
  type Open,
  refused,
  stages,
  trail,
} from '../stage.ts';

export function describeRemoval(open: Open): void {
  const { bare, furnished } = stages(open);
  const remove = (connection: string) => ({ change: 'connection.remove', connection }) as const;

  describe('removing connections', () => {
    test('R24 a connection that an export uses is not removed, inactive exports of other connections aside', async () => {
      const { admin } = await furnished();

      const found = await refused(apply(admin, remove('drop')), 'connection.in_use');

      expect(found).toMatchObject({
        exit: 8,
        status: 409,
        detail: expect.stringContaining('1 export would lose `drop`'),
      });
      expect(found.members.dependents).toEqual([{ kind: 'export', name: 'nightly', status: 'active' }]);
    });

    test('R24 a connection that an active enrichment uses is not removed; the inactive one is not among the reasons', async () => {
      const { admin } = await furnished();

      const found = await refused(apply(admin, remove('leads')), 'connection.in_use');

      expect(found.members.dependents).toEqual([{ kind: 'enrichment', name: 'firms', status: 'active' }]);
    });

    test('R25 everything that uses a connection is told, with status, maker and schedule', async () => {
      const { admin, auditor } = await furnished();
      await apply(admin, addExport('Second', 'drop', { schedule: 'off' }));

      const uses = await auditor.query('connection.dependents', { connection: 'drop' });

      expect(uses.connection).toBe('drop');
      expect(uses.exports.map(({ name, status, createdBy, schedule }) => [name, status, createdBy, schedule])).toEqual([
        ['nightly', 'active', 'admin', 'refresh'],
        ['second', 'active', 'admin', 'off'],
      ]);
      expect(uses.enrichments).toEqual([]);
    });

    test('R25 D9 dependents are disconnected, moved and removed together with their connection', async () => {
      const { admin } = await furnished();
      await apply(admin, addExport('Second', 'drop'), addExport('Third', 'drop'));

      const applied = await apply(
        admin,
        { change: 'export.disconnect', dependent: 'nightly' },
        { change: 'export.connect', dependent: 'second', connection: 'shared' },
        { change: 'export.remove', dependent: 'third' },
        remove('drop'),
      );

      expect(applied.result).toBe('removed');
      expect(applied.changes.at(-1)).toMatchObject({
        kind: 'connection',
        name: 'drop',
        result: 'removed',
        revision: null,
      });
      await refused(admin.query('connection.show', { connection: 'drop' }), 'not_found');
      expect((await admin.query('export.show', { dependent: 'second' })).connection).toBe('shared');
      expect((await admin.query('environment.show', {})).counts).toMatchObject({ connections: 4, exports: 5 });
    });

    test('D8 an inactive enrichment loses its reference when the connection goes, and the answer says so', async () => {
      const { admin } = await furnished();

      const applied = await apply(admin, { change: 'enrichment.deactivate', dependent: 'firms' }, remove('leads'));

      expect(applied.warnings).toEqual([
        {
          code: 'enrichments-released',
          message:
            'inactive enrichments lose their connection: `firms`, `idle`; `cinch enrichment connect` gives them another',
        },
      ]);
      expect(await admin.query('enrichment.show', { dependent: 'idle' })).toMatchObject({
        connection: null,
        status: 'inactive',
        revision: 3,
      });
      const entries = (await trail(admin, 4)).map(({ action, target, fields }) => [action, target.name, fields]);
      expect(entries).toEqual([
        ['enrichment.deactivate', 'firms', ['status']],
        ['connection.remove', 'leads', []],
        ['connection.remove', 'firms', ['connection']],
        ['connection.remove', 'idle', ['connection']],
      ]);
    });

    test('D9 rules hold after the list: the removal may come first', async () => {
      const { admin } = await furnished();

      await apply(admin, remove('drop'), { change: 'export.remove', dependent: 'nightly' });

      expect((await admin.query('environment.show', {})).counts).toMatchObject({ connections: 4, exports: 3 });
    });

    test('D9 a dependent that the list itself brings back blocks it', async () => {
      const { admin } = await furnished();
      const before = await everything(admin);

      await refused(
        apply(admin, { change: 'export.remove', dependent: 'nightly' }, remove('drop'), addExport('Late', 'drop')),
        'connection.in_use',
      );
      await refused(
        apply(
          admin,
          { change: 'enrichment.deactivate', dependent: 'firms' },
          remove('leads'),
          addEnrichment('Late', 'leads'),
        ),
        'connection.in_use',
      );

      expect(await everything(admin)).toEqual(before);
    });

    test('D9 a dependent that appeared meanwhile blocks it, and nothing has changed', async () => {
      const { admin, ana } = await furnished();
      const seen = await admin.query('connection.dependents', { connection: 'shared' });
      const plan: Change[] = [
        ...seen.exports.map(
          ({ name, revision }) => ({ change: 'export.disconnect', dependent: name, ifRevision: revision }) as const,
        ),
        remove('shared'),
      ];
      await apply(ana, addExport('Meanwhile', 'shared'));
      const before = await everything(admin);

      const found = await refused(apply(admin, ...plan), 'connection.in_use');

      expect(found.members.dependents).toEqual([{ kind: 'export', name: 'meanwhile', status: 'active' }]);
      expect(await everything(admin)).toEqual(before);
    });

    test('D9 a dependent that changed meanwhile is noticed by its revision', async () => {
      const { admin, ana } = await furnished();
      await apply(ana, { change: 'export.edit', dependent: 'weekly', schedule: 'off' });

      await refused(
        apply(admin, { change: 'export.remove', dependent: 'weekly', ifRevision: 1 }, remove('shared')),
        'revision.moved',
      );
      expect((await inside(admin, 'shared')).dependents.exports).toBe(1);
    });

    test('moving an export onto the connection that goes does not help', async () => {
      const { admin } = await furnished();
      const onto = { change: 'export.connect', dependent: 'nightly', connection: 'drop' } as const;

      await refused(apply(admin, onto, remove('drop')), 'connection.in_use');
    });

    test('the same connection named twice in a list is removed once, and the store stays whole', async () => {
      const admin = (await bare()).as();
      await apply(admin, addPlain('One'), addPlain('Two'));
      const { id } = await inside(admin, 'one');

      await apply(admin, remove('one'), remove(id));

      expect((await admin.query('connection.list', {})).items.map(({ name }) => name)).toEqual(['two']);
      expect((await admin.query('environment.show', {})).counts.connections).toBe(1);
      const { findings } = await admin.query('store.check', {});
      expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
    });

    test('what was removed leaves its history in the audit trail', async () => {
      const admin = (await bare()).as();
      await apply(admin, addPlain('One'));
      const { id } = await inside(admin, 'one');
      await admin.apply([remove('one')], { reason: 'no longer needed' });

      const { items } = await admin.query('audit.list', { target: id });

      expect(items.map(({ action, reason }) => [action, reason])).toEqual([
        ['connection.remove', 'no longer needed'],
        ['connection.add', null],
      ]);
    });
  });
}
