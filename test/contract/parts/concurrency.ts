import { describe, expect, test } from '@jest/globals';
import { addDrop, addExport, addPlain, apply, inside, type Open, stages } from '../stage.ts';

export function describeConcurrency(open: Open): void {
  const { furnished, bare } = stages(open);
  const settled = async (work: readonly Promise<unknown>[]) =>
    (await Promise.allSettled(work)).map((it) =>
      it.status === 'fulfilled' ? 'done' : (it.reason as { code: string }).code,
    );

  describe('many at once', () => {
    test('fifty connections that are added at once are all there, each with its entry and its revision', async () => {
      const world = await bare();
      const admin = world.as();
      const { environmentRevision } = await admin.query('whoami', {});

      const applied = await Promise.all(Array.from({ length: 50 }, (_, at) => apply(admin, addPlain(`Plain ${at}`))));

      expect((await admin.query('connection.list', {})).total).toBe(50);
      expect(applied.map((it) => it.environmentRevision).sort((one, other) => one - other)).toEqual(
        Array.from({ length: 50 }, (_, at) => environmentRevision + 1 + at),
      );
      expect((await admin.query('audit.verify', {})).entries).toBe(51);
    });

    test('of two edits for the same revision exactly one wins', async () => {
      const { admin, world } = await furnished();
      const edit = (username: string) =>
        ({ change: 'connection.edit', connection: 'drop', set: { username }, ifRevision: 1 }) as const;
      const other = world.as('admin', 'admin');

      const ends = await settled([apply(admin, edit('one')), apply(other, edit('other')), apply(admin, edit('third'))]);

      expect(ends.toSorted()).toEqual(['done', 'revision.moved', 'revision.moved']);
      expect((await inside(admin, 'drop')).revision).toBe(2);
    });

    test('of many with one name exactly one is added', async () => {
      const { admin } = await furnished();

      const ends = await settled(Array.from({ length: 8 }, () => apply(admin, addPlain('The one'))));

      expect(ends.toSorted()).toEqual(['done', ...Array(7).fill('exists')]);
    });

    test('a key that is sent many times at once is applied once', async () => {
      const { admin } = await furnished();

      const answers = await Promise.all(
        Array.from({ length: 8 }, () => admin.apply([addPlain('The one')], { idempotencyKey: 'k' })),
      );

      expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1);
      expect((await admin.query('connection.list', { search: 'the one' })).total).toBe(1);
    });

    test('D9 removing a connection and putting an export on it at once never leaves the export hanging', async () => {
      const { admin, ana, bob } = await furnished();
      await apply(admin, { change: 'export.remove', dependent: 'weekly' });

      const ends = await settled([
        apply(ana, addExport('Mine', 'shared')),
        apply(admin, { change: 'connection.remove', connection: 'shared' }),
        apply(bob, addExport('Theirs', 'shared')),
      ]);

      const { items } = await admin.query('export.list', {});
      const hanging = items.filter(({ status, connection }) => status === 'active' && connection === null);
      expect(hanging).toEqual([]);
      expect(ends[1] === 'done' ? ends : ends.slice(0, 1)).toEqual(
        ends[1] === 'done' ? ['not_found', 'done', 'not_found'] : ['done'],
      );
    });

    test('D10 two administrators who demote each other at once leave one', async () => {
      const { admin, world } = await furnished();
      await apply(admin, { change: 'user.edit', user: 'ana', role: 'administrator' });

      const ends = await settled([
        apply(admin, { change: 'user.edit', user: 'ana', role: 'viewer' }),
        apply(world.as('ana'), { change: 'user.edit', user: 'admin', role: 'viewer' }),
      ]);

      expect(ends.filter((it) => it === 'done')).toHaveLength(1);
    });

    test('a list that fails at its end takes nothing of its neighbours along', async () => {
      const { admin } = await furnished();
      const failing = [addPlain('Half done'), { change: 'export.remove', dependent: 'absent' }] as const;

      const ends = await settled([
        apply(admin, addPlain('Before')),
        admin.apply(failing),
        apply(admin, addPlain('Between')),
        admin.apply([addPlain('Tried')], { dryRun: true }),
        apply(admin, addPlain('After')),
      ]);

      expect(ends).toEqual(['done', 'not_found', 'done', 'done', 'done']);
      const { items } = await admin.query('connection.list', { type: 'experian' });
      expect(items.map(({ name }) => name)).toEqual(['after', 'before', 'between']);
    });

    test('every question is answered from one moment: what is listed, counted and numbered fits together', async () => {
      const { admin } = await furnished();
      const { total: start } = await admin.query('connection.list', {});
      const { environmentRevision: first } = await admin.query('whoami', {});

      const writes = Array.from({ length: 12 }, (_, at) => apply(admin, addPlain(`Plain ${at}`)));
      const reads = Array.from({ length: 12 }, async () => {
        const { items, total, environmentRevision } = await admin.query('connection.list', {});
        expect(items).toHaveLength(total);
        expect(total - start).toBe(environmentRevision - first);
      });
      const chains = Array.from({ length: 6 }, () => admin.query('audit.verify', {}));

      await Promise.all([...writes, ...reads, ...chains]);
    });

    test('changing the key while secrets are stored leaves every one of them readable', async () => {
      const { admin, world } = await furnished();
      const other = world.as('admin', 'admin');

      await Promise.all([
        apply(admin, { change: 'environment.edit', rotate: true }),
        apply(other, addDrop('One')),
        apply(admin, addDrop('Two')),
        apply(other, { change: 'environment.edit', rotate: true }),
        apply(admin, addDrop('Three')),
      ]);

      const again = ['drop', 'one', 'two', 'three'].map((name) => addDrop('-', { name, ifExists: 'update' }));
      expect((await admin.apply(again)).result).toBe('unchanged');
    });
  });
}
