import { describe, expect, test } from '@jest/globals';
import type { ChangeOf } from '../../../src/model/change.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { CopyOf, SyncBase, SyncKeep } from '../../../src/model/sync.ts';
import { addUser, apply, everything, type Open, refused, stages, trail } from '../stage.ts';
import { copyOf, origin, putOf, recordOf, recordsOf } from '../sync-stage.ts';

const keep = (more: Partial<SyncKeep> = {}): ChangeOf<'sync.keep'> => ({
  change: 'sync.keep',
  copyOf: copyOf(),
  base: [],
  after: null,
  ...more,
});

/** A server is asked neither to keep nor for what is kept. */
async function refusedThere(admin: Environment): Promise<void> {
  await refused(apply(admin, keep()), 'remote.here_only');
  await refused(admin.query('sync.base', { kind: 'export' }), 'remote.here_only');
}

/** What a copy on this machine remembers. A server is the copy of nothing, and is not asked. */
export function describeCopies(open: Open): void {
  const { furnished } = stages(open);

  describe('a copy', () => {
    test('says what it is a copy of, and what was agreed on, a page at a time', async () => {
      const { admin, world, auditor } = await furnished();
      if (!world.local) return refusedThere(admin);
      const base: SyncBase[] = (await recordsOf(admin, 'connection')).map(({ kind, id, content }) => ({
        kind,
        id,
        content,
      }));
      const gone: SyncBase = { kind: 'export', id: 'id-gone', content: null };

      await apply(admin, keep({ base: [...base, gone] }));

      expect((await admin.query('environment.show', {})).copyOf).toEqual(copyOf());
      expect(await auditor.query('sync.base', { kind: 'connection' })).toMatchObject({ items: base, next: null });
      expect((await admin.query('sync.base', { kind: 'export' })).items).toEqual([gone]);
      const ids = [base[1]?.id ?? '', 'id-none'];
      expect((await admin.query('sync.base', { kind: 'connection', ids })).items).toEqual([base[1]]);
      const page = await admin.query('sync.base', { kind: 'connection', limit: 2 });
      expect([page.items, page.next]).toEqual([base.slice(0, 2), base[1]?.id]);
      const rest = await admin.query('sync.base', { kind: 'connection', limit: 10, after: page.next ?? '' });
      expect([rest.items, rest.next]).toEqual([base.slice(2), null]);
    });

    test('keeps what is agreed on now in place of what was, and all of it only afresh', async () => {
      const { admin, world } = await furnished();
      if (!world.local) return refusedThere(admin);
      const one: SyncBase = { kind: 'export', id: 'id-one', content: null };
      const two: SyncBase = { kind: 'export', id: 'id-two', content: null };
      const { content } = await recordOf(admin, 'export', 'nightly');
      const { here } = copyOf();
      await apply(admin, keep({ base: [one, two] }));

      await apply(admin, keep({ base: [{ ...two, content }], after: here }));
      expect((await admin.query('sync.base', { kind: 'export' })).items).toEqual([one, { ...two, content }]);
      await apply(admin, keep({ base: [two], after: here, afresh: true }));
      expect((await admin.query('sync.base', { kind: 'export' })).items).toEqual([two]);
    });

    test('is told by no entry, and moves no revision', async () => {
      const { admin, world } = await furnished();
      if (!world.local) return refusedThere(admin);
      const { copyOf: _, ...before } = await admin.query('environment.show', {});

      const applied = await apply(admin, keep());

      const { copyOf: __, ...after } = await admin.query('environment.show', {});
      expect(after).toEqual(before);
      expect(applied).toMatchObject({ result: 'updated', environmentRevision: before.revision });
      expect((await trail(admin, 1))[0]?.action).not.toBe('sync.keep');
    });

    test('keeps nothing after another sync, nor where the rest of its list is refused, nor of a dry run', async () => {
      const { admin, world } = await furnished();
      if (!world.local) return refusedThere(admin);
      const nightly = await recordOf(admin, 'export', 'nightly');
      const base: SyncBase[] = [{ kind: 'export', id: nightly.id, content: null }];
      const before = await everything(admin);

      const found = await refused(
        apply(admin, putOf(nightly, 1, { content: { schedule: 'off' } }), keep({ after: copyOf().here })),
        'sync.moved_on',
      );
      expect(found.exit).toBe(7);
      await refused(apply(admin, keep({ base }), putOf(nightly, 5)), 'revision.moved');
      await admin.apply([keep({ base })], { dryRun: true });

      expect(await everything(admin)).toEqual(before);
      expect((await admin.query('sync.base', { kind: 'export' })).items).toEqual([]);
      await apply(admin, putOf(nightly, 1, { content: { schedule: 'off' } }), keep({ base }));
      expect((await admin.query('sync.base', { kind: 'export' })).items).toEqual(base);
      expect((await recordOf(admin, 'export', 'nightly')).content.schedule).toBe('off');
      await refused(apply(admin, keep({ base })), 'sync.moved_on');
    });

    test('that is a mirror is changed by syncs alone, and hands nothing out', async () => {
      const { admin, ana, world } = await furnished();
      if (!world.local) return refusedThere(admin);
      const mirror: CopyOf = copyOf({ mirror: true });
      await apply(admin, keep({ copyOf: mirror }));
      const nightly = await recordOf(admin, 'export', 'nightly');
      const before = await everything(admin);

      const found = await refused(apply(admin, addUser('new', 'viewer')), 'environment.mirror');
      expect([found.exit, found.fix]).toEqual([8, ['cinch environment use far']]);
      const put = putOf(nightly, 1, { content: { schedule: 'off' } });
      await refused(apply(admin, put, { change: 'export.remove', dependent: 'nightly' }), 'environment.mirror');
      await refused(apply(admin, { change: 'environment.edit', tenant: 'other.example' }), 'environment.mirror');
      // A copy of the mirror brings nothing to it.
      const elsewhere = { ...put, origin: { ...origin, environment: 'env-other' } };
      await refused(apply(admin, elsewhere), 'environment.mirror');
      await refused(admin.release({ to: 'exec', connection: 'drop' }), 'environment.mirror');
      await refused(admin.release({ to: 'run', kind: 'export', dependent: 'nightly' }), 'environment.mirror');
      expect(await everything(admin)).toEqual(before);
      // What is of this machine is changed here.
      await apply(admin, { change: 'environment.edit', displayName: 'Mirror of far', production: true, rotate: true });
      await refused(apply(ana, { change: 'connection.unlock', connection: 'drop' }), 'forbidden');

      await apply(admin, put, {
        change: 'sync.remove',
        kind: 'export',
        id: (await recordOf(admin, 'export', 'loose')).id,
        origin,
      });
      await apply(admin, keep({ after: mirror.here }));
      expect((await apply(admin, addUser('new', 'viewer'))).result).toBe('created');
    });
  });
}
