import { describe, expect, test } from '@jest/globals';
import { isSecretValue } from '../../../src/kernel/secret-value.ts';
import { allowed } from '../../../src/model/policy.ts';
import { type ReleaseName, type ReleaseRequest, releaseName } from '../../../src/model/release.ts';
import { roles } from '../../../src/model/user.ts';
import { addDrop, addPlain, addUser, apply, canary, type Open, refused, type Stage, stages, trail } from '../stage.ts';

/** One of every release, of things that are not there, so that an answer about them would betray a look-up. */
const requests: { readonly [N in ReleaseName]: ReleaseRequest } = {
  'connection.test': { to: 'test', connection: 'absent' },
  'connection.exec': { to: 'exec', connection: 'absent' },
  'connection.authorize': { to: 'authorize', connection: 'absent' },
  'export.run': { to: 'run', kind: 'export', dependent: 'absent' },
  'enrichment.run': { to: 'run', kind: 'enrichment', dependent: 'absent' },
};

export function describeReleases(open: Open): void {
  const { furnished } = stages(open);
  const exec = { to: 'exec', connection: 'drop' } as const;
  const runOf = (dependent: string) => ({ to: 'run', kind: 'export', dependent }) as const;
  const doors = ({ admin, ana, viewer, auditor, runner }: Stage) => ({
    administrator: admin,
    contributor: ana,
    viewer,
    auditor,
    runner,
  });

  describe('handing out what a connection holds', () => {
    test.each(['test', 'exec', 'authorize'] as const)(
      'settings and opened secrets go out together, to %s',
      async (to) => {
        const { admin } = await furnished();

        const { connection, secrets, dependent } = await admin.release({ to, connection: 'Retail drop' });

        expect(connection).toMatchObject({ name: 'drop', type: 'sftp', revision: 1 });
        expect(connection.settings).toMatchObject({ hostname: 'sftp.partner.example', username: 'svc-cdp' });
        expect(dependent).toBeNull();
        const { password } = secrets;
        expect(isSecretValue(password) && password.reveal()).toBe(canary);
        expect(JSON.stringify({ connection, secrets })).not.toContain(canary);
      },
    );

    test('a run is handed its own settings with those of its connection', async () => {
      const { admin } = await furnished();
      await apply(admin, { change: 'export.edit', dependent: 'nightly', schedule: 'daily 02:00 Europe/Amsterdam' });

      const { connection, secrets, dependent } = await admin.release(runOf('nightly'));

      expect(dependent).toMatchObject({ name: 'nightly', schedule: 'daily 02:00 Europe/Amsterdam' });
      expect([connection.name, Object.keys(secrets)]).toEqual(['drop', ['password']]);
      expect((await admin.release({ to: 'run', kind: 'enrichment', dependent: 'firms' })).connection.name).toBe(
        'leads',
      );
    });

    test('the entry is in the trail before anything goes out: who, to what, which secrets, why, and never a value', async () => {
      const { admin } = await furnished();
      const { auditHead, revision } = await admin.query('environment.show', {});

      await admin.release({ ...exec, reason: 'look at the folder' });
      await admin.release(runOf('nightly'));

      const by = { actor: 'admin', outcome: 'done', revision: null };
      const drop = { kind: 'connection', name: 'drop' };
      expect(await trail(admin, 3)).toMatchObject([
        { ...by, action: 'connection.exec', target: drop, fields: ['secrets.password'], reason: 'look at the folder' },
        { ...by, action: 'export.run', target: { kind: 'export', name: 'nightly' }, fields: [], reason: null },
        { ...by, action: 'export.run', target: drop, fields: ['secrets.password'] },
      ]);
      const history = await admin.query('connection.history', { connection: 'drop' });
      expect(history.items.map(({ action }) => action)).toEqual(['export.run', 'connection.exec', 'connection.add']);
      expect(JSON.stringify(history)).not.toContain(canary);
      expect((await admin.query('audit.verify', { head: auditHead })).matches).toBe(true);
      expect((await admin.query('environment.show', {})).revision).toBe(revision);
    });

    test('R5 R12 D15 the role is judged before anything is looked up, and a refusal is in the trail without its subject', async () => {
      const stage = await furnished();

      for (const [name, request] of Object.entries(requests) as [ReleaseName, ReleaseRequest][]) {
        expect(releaseName(request)).toBe(name);
        for (const role of roles) {
          const code = await doors(stage)
            [role].release(request)
            .catch((error) => error.code);
          expect([role, name, code]).toEqual([role, name, allowed[name].includes(role) ? 'not_found' : 'forbidden']);
        }
      }
      await refused(stage.ana.release({ ...exec, reason: 'just looking' }), 'forbidden');

      const [entry] = await trail(stage.admin, 1);
      expect(entry).toMatchObject({
        actor: 'ana',
        action: 'connection.exec',
        outcome: 'refused',
        reason: 'just looking',
      });
      expect(entry?.target).toEqual({ kind: 'connection', id: '', name: '' });
    });

    test('D15 a runner runs the exports it is named for, and knows of no other', async () => {
      const { admin, runner } = await furnished();
      await refused(runner.release(runOf('nightly')), 'not_found');
      await apply(admin, { change: 'user.edit', user: 'run', exports: ['Nightly', 'loose'] });

      expect((await runner.release(runOf('nightly'))).connection.name).toBe('drop');
      await refused(runner.release(runOf('loose')), 'run.inactive');
      await refused(runner.release(runOf('weekly')), 'not_found');
      await refused(runner.release({ to: 'run', kind: 'enrichment', dependent: 'firms' }), 'forbidden');
      await refused(runner.release(exec), 'forbidden');
      await refused(runner.query('connection.list', {}), 'forbidden');

      await apply(admin, { change: 'user.edit', user: 'run', exports: [] });
      await refused(runner.release(runOf('nightly')), 'not_found');
    });

    test('D15 only a runner is named for exports, and no longer is one who becomes something else', async () => {
      const { admin } = await furnished();
      const exportsOf = async (user: string) =>
        (await admin.query('user.list', { search: user })).items.find(({ name }) => name === user)?.exports;

      await refused(apply(admin, { ...addUser('eve', 'viewer'), exports: ['nightly'] }), 'input.refused');
      await refused(apply(admin, { ...addUser('eve', 'runner'), exports: ['absent'] }), 'not_found');
      await apply(admin, { ...addUser('sched', 'runner'), exports: ['weekly', 'nightly'] });
      expect(await exportsOf('sched')).toEqual(['nightly', 'weekly']);
      await apply(admin, { change: 'user.edit', user: 'sched', displayName: 'Scheduler' });
      expect(await exportsOf('sched')).toEqual(['nightly', 'weekly']);
      const again = await apply(admin, { change: 'user.edit', user: 'sched', exports: ['Nightly', 'Weekly'] });
      expect(again.result).toBe('unchanged');
      await apply(admin, { change: 'export.remove', dependent: 'weekly' });
      expect(await exportsOf('sched')).toEqual(['nightly']);
      await apply(admin, { change: 'user.edit', user: 'sched', role: 'auditor' });
      expect(await exportsOf('sched')).toEqual([]);
      await apply(admin, { change: 'user.edit', user: 'sched', role: 'runner' });
      expect(await exportsOf('sched')).toEqual([]);
    });

    test('R17 what is inactive does not run, and is told how to become active', async () => {
      const { admin } = await furnished();

      const loose = await refused(admin.release(runOf('loose')), 'run.inactive');
      const idle = await refused(admin.release({ to: 'run', kind: 'enrichment', dependent: 'idle' }), 'run.inactive');

      expect(loose).toMatchObject({
        exit: 8,
        fix: ['cinch export connect loose --connection NAME', 'cinch connection list --type sftp'],
      });
      expect(idle).toMatchObject({ exit: 8, fix: ['cinch enrichment activate idle'] });
    });

    test('R17 disconnecting really stops it', async () => {
      const { admin } = await furnished();
      await admin.release(runOf('nightly'));
      const { auditHead } = await admin.query('environment.show', {});

      await apply(admin, { change: 'export.disconnect', dependent: 'nightly' });
      await refused(admin.release(runOf('nightly')), 'run.inactive');

      const { items } = await admin.query('audit.list', { limit: 1 });
      expect(items).toMatchObject([{ action: 'export.disconnect' }]);
      expect((await admin.query('audit.verify', { head: auditHead })).matches).toBe(true);
    });

    test('D17 nothing runs over a connection that awaits its sign-in', async () => {
      const { admin } = await furnished();
      await apply(
        admin,
        {
          change: 'connection.add',
          type: 'constant-contact',
          displayName: 'Letters',
          terms: '2026-11',
        },
        { change: 'export.add', displayName: 'Newsletter', connection: 'letters' },
      );

      expect(await refused(admin.release(runOf('newsletter')), 'run.awaiting_sign_in')).toMatchObject({ exit: 15 });
      expect((await admin.release({ to: 'authorize', connection: 'letters' })).connection.name).toBe('letters');
    });

    test('D14 what goes out is what was saved together: a new target has no secret of the one before', async () => {
      const { admin } = await furnished();
      const edit = { change: 'connection.edit', connection: 'drop', set: { hostname: 'other.example' } } as const;

      await refused(apply(admin, edit), 'connection.secrets_again');

      const { connection, secrets } = await admin.release(exec);
      expect(connection.settings.hostname).toBe('sftp.partner.example');
      expect(Object.keys(secrets)).toEqual(['password']);
    });

    test('a connection without stored secrets needs no key, and a stored one opens after the key was changed', async () => {
      const { admin } = await furnished();
      await apply(admin, addPlain('Plain'), { change: 'environment.edit', rotate: true });

      expect((await admin.release({ to: 'exec', connection: 'plain' })).secrets).toEqual({});
      const { password } = (await admin.release(exec)).secrets;
      expect(isSecretValue(password) && password.reveal()).toBe(canary);
    });

    test('D13 a locked connection may be used: a lock keeps from edits and removal', async () => {
      const { admin } = await furnished();
      await apply(admin, { change: 'connection.lock', connection: 'drop', reason: 'frozen' });

      expect((await admin.release(exec)).connection.name).toBe('drop');
    });

    test('D19 an administrator who acts as a runner is handed what the runner is, and the trail names both', async () => {
      const { admin, world } = await furnished();
      await apply(admin, { change: 'user.edit', user: 'run', exports: ['nightly'] });

      await world.as('admin', 'run').release(runOf('nightly'));
      await refused(world.as('admin', 'run').release(runOf('weekly')), 'not_found');

      expect(await trail(admin, 1)).toMatchObject([{ actor: 'run', onBehalf: 'admin', action: 'export.run' }]);
    });

    test('many at once are each handed theirs, and the trail stays whole', async () => {
      const { admin } = await furnished();
      await apply(admin, ...Array.from({ length: 5 }, (_, at) => addDrop(`Drop ${at}`)));

      const all = await Promise.all(
        Array.from({ length: 20 }, (_, at) => admin.release({ to: 'exec', connection: `drop-${at % 5}` })),
      );

      expect(all.map(({ connection }) => connection.name)).toEqual(all.map((_, at) => `drop-${at % 5}`));
      expect((await admin.query('audit.verify', {})).entries).toBeGreaterThan(20);
    });
  });
}
