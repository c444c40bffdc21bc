import { describe, expect, test } from '@jest/globals';
import { apply, type Open, refused, stages, trail } from '../stage.ts';

export function describeRuns(open: Open): void {
  const { furnished } = stages(open);
  const runOf = (dependent: string, due?: true) =>
    ({ to: 'run', kind: 'export', dependent, ...(due === undefined ? {} : { due }) }) as const;
  const ran = (dependent: string, run: string, exit: number) =>
    ({ change: 'export.ran', dependent, run, exit }) as const;

  describe('runs', () => {
    test('R20 are kept with what ran: who, when, and how it ended', async () => {
      const { admin } = await furnished();
      const { dependent } = await admin.release(runOf('nightly'));
      const before = await admin.query('export.show', { dependent: 'nightly' });
      expect(before.runs).toMatchObject([{ by: 'admin', endedAt: null, exit: null, due: null }]);
      expect(before.lastRun?.result).toBe('not ended');

      const applied = await apply(admin, ran('nightly', dependent?.run ?? '', 3));

      expect(applied.changes).toMatchObject([{ change: 'export.ran', name: 'nightly', result: 'updated' }]);
      const { runs, lastRun } = await admin.query('export.show', { dependent: 'nightly' });
      expect(runs).toMatchObject([{ id: dependent?.run, exit: 3, endedAt: expect.any(String) }]);
      expect(lastRun).toEqual({ at: runs?.[0]?.startedAt, result: 'failed with 3' });
      expect(await trail(admin, 1)).toMatchObject([{ action: 'export.ran', fields: ['lastRun'] }]);
      expect((await apply(admin, ran('nightly', dependent?.run ?? '', 0))).result).toBe('unchanged');
    });

    test('a run moves no revision, so that nobody who edits or plans has to look again', async () => {
      const { admin } = await furnished();
      const { revision } = await admin.query('environment.show', {});
      const { dependent } = await admin.release(runOf('nightly'));
      await apply(admin, ran('nightly', dependent?.run ?? '', 0));

      expect((await admin.query('environment.show', {})).revision).toBe(revision);
      expect((await admin.query('export.show', { dependent: 'nightly' })).revision).toBe(1);
      await apply(admin, { change: 'export.edit', dependent: 'nightly', schedule: 'off', ifRevision: 1 });
      expect((await admin.query('export.show', { dependent: 'nightly' })).runs).toHaveLength(1);
    });

    test('the last twenty are kept, newest first', async () => {
      const { admin } = await furnished();
      for (let n = 0; n < 23; n += 1) {
        const { dependent } = await admin.release(runOf('nightly'));
        await apply(admin, ran('nightly', dependent?.run ?? '', n));
      }

      const { runs = [] } = await admin.query('export.show', { dependent: 'nightly' });
      expect(runs.map(({ exit }) => exit)).toEqual(Array.from({ length: 20 }, (_, n) => 22 - n));
    });

    test('D15 a runner tells how their own run ended, and nothing of any other', async () => {
      const { admin, runner } = await furnished();
      await apply(admin, { change: 'user.edit', user: 'run', exports: ['nightly'] });
      const theirs = (await runner.release(runOf('nightly'))).dependent?.run ?? '';
      const other = (await admin.release(runOf('nightly'))).dependent?.run ?? '';

      await refused(apply(runner, ran('nightly', other, 0)), 'not_found');
      await refused(apply(runner, ran('weekly', theirs, 0)), 'not_found');
      await apply(admin, { change: 'user.edit', user: 'run', exports: [] });
      expect((await apply(runner, ran('nightly', theirs, 0))).result).toBe('updated');
    });

    test('D5 D15 R12 history and command are for those who see inside; when it last ran is for everyone who sees it', async () => {
      const { admin, ana, viewer, auditor, runner } = await furnished();
      await apply(admin, { change: 'export.edit', dependent: 'weekly', command: ['rclone', 'copy'] });
      await admin.release(runOf('weekly'));

      for (const door of [admin, auditor])
        expect(await door.query('export.show', { dependent: 'weekly' })).toMatchObject({
          command: ['rclone', 'copy'],
          runs: [{ by: 'admin' }],
        });
      for (const door of [ana, viewer]) {
        const shown = await door.query('export.show', { dependent: 'weekly' });
        expect(shown.lastRun).not.toBeNull();
        expect([shown.command, shown.runs]).toEqual([undefined, undefined]);
        await refused(door.query('export.runs', {}), 'forbidden');
      }
      await refused(runner.query('export.runs', { dependent: 'weekly' }), 'not_found');
    });
  });

  describe('the command of a run', () => {
    const edit = { change: 'export.edit', dependent: 'nightly' } as const;

    test('is an argument list that an administrator tells, and forgets', async () => {
      const { admin } = await furnished();
      const command = ['sh', '-c', 'echo "$CONN_HOSTNAME"; exit 3', '', 'two words'];

      expect((await apply(admin, { ...edit, command })).changes[0]?.fields).toEqual(['command']);
      expect((await admin.query('export.show', { dependent: 'nightly' })).command).toEqual(command);
      expect((await apply(admin, { ...edit, command })).result).toBe('unchanged');
      expect((await apply(admin, { ...edit, schedule: 'off' })).changes[0]?.fields).toEqual(['schedule']);
      expect((await admin.query('export.runs', { dependent: 'nightly' })).items[0]?.command).toEqual(command);
      expect((await apply(admin, { ...edit, unset: ['command'] })).changes[0]?.fields).toEqual(['command']);
      expect((await admin.query('export.show', { dependent: 'nightly' })).command).toBeNull();
    });

    test('R13 is not for a contributor, who may edit the rest: whoever says what runs is handed the secrets', async () => {
      const { admin, ana } = await furnished();
      const weekly = { ...edit, dependent: 'weekly' };

      await refused(apply(ana, { ...weekly, command: ['cat'] }), 'forbidden');
      await refused(apply(ana, { ...weekly, unset: ['command'] }), 'forbidden');
      expect((await apply(ana, { ...weekly, schedule: 'off' })).result).toBe('updated');

      expect((await trail(admin, 2))[0]).toMatchObject({ actor: 'ana', action: 'export.edit', outcome: 'refused' });
    });

    test('is refused where nothing could run it', async () => {
      const { admin } = await furnished();

      for (const command of [[], [''], ['a\0b'], ['x'.repeat(30_000)]])
        await refused(apply(admin, { ...edit, command }), 'input.refused');
    });
  });

  describe('what is due', () => {
    test('is taken by one alone, however many ask at once', async () => {
      const { admin, world, runner } = await furnished();
      await apply(
        admin,
        { change: 'export.edit', dependent: 'nightly', schedule: 'every 6 hours' },
        { change: 'user.edit', user: 'run', exports: ['nightly'] },
      );
      const all = [admin, runner, world.as('admin', 'run'), admin, runner, admin];

      const ended = await Promise.allSettled(all.map((door) => door.release(runOf('nightly', true))));

      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const it of ended)
        if (it.status === 'rejected') expect(it.reason).toMatchObject({ code: 'run.not_due', exit: 7 });
      expect((await admin.query('export.show', { dependent: 'nightly' })).runs).toHaveLength(1);
    });

    test('is listed for whoever may run it or sees inside, and no longer once it was taken', async () => {
      const { admin, auditor, runner } = await furnished();
      await apply(
        admin,
        { change: 'export.edit', dependent: 'nightly', schedule: 'every 6 hours' },
        { change: 'export.edit', dependent: 'weekly', schedule: 'every 1 minutes' },
        { change: 'export.edit', dependent: 'monthly', schedule: 'daily 02:00 Europe/Amsterdam' },
        { change: 'export.edit', dependent: 'loose', schedule: 'every 1 minutes' },
        { change: 'user.edit', user: 'run', exports: ['weekly', 'loose', 'monthly'] },
        { change: 'enrichment.edit', dependent: 'firms', schedule: 'every 1 minutes' },
      );
      const dueFor = async (door: typeof admin) =>
        (await door.query('export.runs', { due: true })).items.map(({ name }) => name);

      expect([await dueFor(admin), await dueFor(auditor), await dueFor(runner)]).toEqual([
        ['nightly', 'weekly'],
        ['nightly', 'weekly'],
        ['weekly'],
      ]);
      expect((await admin.query('enrichment.runs', { due: true })).items.map(({ name }) => name)).toEqual(['firms']);
      await refused(runner.query('enrichment.runs', {}), 'forbidden');
      const { dependent } = await admin.release(runOf('weekly', true));
      expect(await dueFor(admin)).toEqual(['nightly']);
      await apply(admin, ran('weekly', dependent?.run ?? '', 0));
      expect(await dueFor(admin)).toEqual(['nightly']);
      const { items } = await admin.query('export.runs', {});
      expect(items.map(({ name, due }) => [name, due !== null])).toEqual([
        ['monthly', false],
        ['nightly', true],
        ['weekly', false],
      ]);
    });

    test('a run that is under way is handed out what the connection holds by now, to whoever began it alone', async () => {
      const { admin, runner } = await furnished();
      await apply(admin, { change: 'user.edit', user: 'run', exports: ['nightly'] });
      const { dependent } = await runner.release(runOf('nightly'));
      const again = { ...runOf('nightly'), run: dependent?.run ?? '' };

      expect((await runner.release(again)).dependent?.run).toBe(dependent?.run);
      expect((await admin.query('export.show', { dependent: 'nightly' })).runs).toHaveLength(1);
      await refused(admin.release(again), 'run.not_under_way');
      // One that was cut off is closed without an exit code.
      await apply(runner, { change: 'export.ran', dependent: 'nightly', run: again.run });
      const { runs, lastRun } = await admin.query('export.show', { dependent: 'nightly' });
      expect([runs?.[0]?.exit, lastRun?.result, typeof runs?.[0]?.endedAt]).toEqual([null, 'cut off', 'string']);
      await refused(runner.release(again), 'run.not_under_way');
    });

    test('a schedule counts from when it was set', async () => {
      const { admin } = await furnished();
      // The clock of the contract begins at midnight and ticks a second a look.
      await apply(admin, { change: 'export.edit', dependent: 'nightly', schedule: 'daily 00:00 UTC' });
      expect((await admin.query('export.runs', { due: true })).items).toEqual([]);
      await refused(admin.release(runOf('nightly', true)), 'run.not_due');
    });
  });
}
