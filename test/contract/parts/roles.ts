import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Change, ChangeName } from '../../../src/model/change.ts';
import { allowed, type Operation } from '../../../src/model/policy.ts';
import type { QueryName } from '../../../src/model/query.ts';
import { roles } from '../../../src/model/user.ts';
import { addDrop, addPlain, apply, type Open, refused, type Stage, stages, trail } from '../stage.ts';

/** One of every change, about things that are not there, so that an answer about them would betray a look-up. */
const changes: { readonly [N in ChangeName]: Extract<Change, { change: N }> } = {
  'connection.add': addPlain('Absent', { type: 'absent' }),
  'connection.edit': { change: 'connection.edit', connection: 'absent' },
  'connection.rename': { change: 'connection.rename', connection: 'absent' },
  'connection.share': { change: 'connection.share', connection: 'absent', with: ['contributors'] },
  'connection.unshare': { change: 'connection.unshare', connection: 'absent', with: ['contributors'] },
  'connection.lock': { change: 'connection.lock', connection: 'absent', reason: 'why' },
  'connection.unlock': { change: 'connection.unlock', connection: 'absent' },
  'connection.sign-in': {
    change: 'connection.sign-in',
    connection: 'absent',
    secrets: { refreshToken: secretValue('token') },
  },
  'connection.refresh': {
    change: 'connection.refresh',
    connection: 'absent',
    secrets: { refreshToken: secretValue('token') },
    used: secretValue('token'),
  },
  'connection.remove': { change: 'connection.remove', connection: 'absent' },
  'connection.tested': { change: 'connection.tested', connection: 'absent', result: 'ok', code: 'ok' },
  'export.add': { change: 'export.add', displayName: 'Absent', connection: 'absent' },
  'export.edit': { change: 'export.edit', dependent: 'absent' },
  'export.connect': { change: 'export.connect', dependent: 'absent', connection: 'absent' },
  'export.disconnect': { change: 'export.disconnect', dependent: 'absent' },
  'export.remove': { change: 'export.remove', dependent: 'absent' },
  'enrichment.add': { change: 'enrichment.add', displayName: 'Absent', connection: 'absent' },
  'enrichment.edit': { change: 'enrichment.edit', dependent: 'absent' },
  'enrichment.connect': { change: 'enrichment.connect', dependent: 'absent', connection: 'absent' },
  'enrichment.activate': { change: 'enrichment.activate', dependent: 'absent' },
  'enrichment.deactivate': { change: 'enrichment.deactivate', dependent: 'absent' },
  'export.ran': { change: 'export.ran', dependent: 'absent', run: 'absent', exit: 0 },
  'enrichment.ran': { change: 'enrichment.ran', dependent: 'absent', run: 'absent', exit: 0 },
  'enrichment.remove': { change: 'enrichment.remove', dependent: 'absent' },
  'user.add': { change: 'user.add', name: 'two words', role: 'viewer' },
  'user.edit': { change: 'user.edit', user: 'absent' },
  'user.remove': { change: 'user.remove', user: 'absent' },
  'token.create': {
    change: 'token.create',
    id: 'absent',
    secretSum: 'absent',
    displayName: '',
    role: 'viewer',
  },
  'token.revoke': { change: 'token.revoke', token: 'absent' },
  'type.add': { change: 'type.add', declaration: {} },
  'type.remove': { change: 'type.remove', type: 'absent' },
  'environment.edit': { change: 'environment.edit', displayName: '' },
  'keyvault.link': { change: 'keyvault.link', url: 'https://absent.example', credential: 'azure-cli' },
  'keyvault.unlink': { change: 'keyvault.unlink' },
  'sync.put': {
    change: 'sync.put',
    kind: 'environment',
    id: 'environment',
    content: { tenant: 'absent', keyVault: null },
    made: { by: 'absent', at: 'absent' },
    changed: { by: 'absent', at: 'absent' },
    origin: { environment: 'absent', displayName: 'absent', by: 'absent', at: 'absent' },
  },
  'sync.remove': {
    change: 'sync.remove',
    kind: 'connection',
    id: 'absent',
    origin: { environment: 'absent', displayName: 'absent', by: 'absent', at: 'absent' },
  },
  'sync.keep': {
    change: 'sync.keep',
    copyOf: {
      environment: 'absent',
      name: 'absent',
      mirror: false,
      here: { seq: 1, hash: 'absent' },
      there: { seq: 1, hash: 'absent' },
      stays: [],
      syncedAt: '2026-01-01T00:00:00.000Z',
    },
    base: [],
    after: { seq: 1, hash: 'absent' },
  },
};

/** What is done on the machine itself alone, so that no role matters to a server. */
const hereOnly: readonly string[] = ['sync.keep', 'sync.base'];

const queries: { readonly [Q in QueryName]: object } = {
  whoami: {},
  can: { action: 'connection.remove' },
  'environment.show': {},
  'type.list': {},
  'type.show': { type: 'absent' },
  names: { kind: 'connection', startsWith: '', limit: 10 },
  'connection.list': { sort: 'absent' },
  'connection.show': { connection: 'absent' },
  'connection.dependents': { connection: 'absent' },
  'connection.history': { connection: 'absent' },
  'export.list': { sort: 'absent' },
  'export.show': { dependent: 'absent' },
  'enrichment.list': { sort: 'absent' },
  'enrichment.show': { dependent: 'absent' },
  'export.runs': { dependent: 'absent' },
  'enrichment.runs': { dependent: 'absent' },
  'user.list': { sort: 'absent' },
  'token.list': { sort: 'absent' },
  'audit.list': { next: 'absent' },
  'audit.verify': {},
  'store.check': {},
  'keyvault.show': {},
  'keyvault.references': {},
  'manifest.observe': {
    names: { connections: ['absent'], exports: [], enrichments: [], users: [] },
    displayNames: { connections: [], exports: [], enrichments: [] },
  },
  'manifest.secrets': { secrets: [] },
  'sync.records': { kind: 'connection' },
  'sync.changes': { since: { seq: 0, hash: '0'.repeat(43) } },
  'sync.base': { kind: 'connection' },
};

/** What an operation is answered when the role may try it: nothing that is asked for is there. */
const beyondTheRole = /^(?:not_found|usage\.|input\.|keyvault\.|environment\.not_served|sync\.moved_on)/;

export function describeRoles(open: Open): void {
  const { furnished } = stages(open);
  const doors = ({ admin, ana, viewer, auditor, runner }: Stage) => ({
    administrator: admin,
    contributor: ana,
    viewer,
    auditor,
    runner,
  });
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'answered',
      ({ code }: { code?: string }) => code ?? 'no problem at all',
    );

  describe('roles', () => {
    test.each(Object.keys(changes) as ChangeName[])(
      'R32 R33 R34 D15 %s is tried by the roles that may, and by no other',
      async (change) => {
        const stage = await furnished();

        for (const role of roles) {
          const code = await codeOf(doors(stage)[role].apply([changes[change]]));
          if (!stage.world.local && hereOnly.includes(change)) expect(code).toBe('remote.here_only');
          else if (allowed[change].includes(role))
            expect([role, code]).toEqual([role, expect.stringMatching(beyondTheRole)]);
          else expect([role, code]).toEqual([role, 'forbidden']);
        }
      },
    );

    test('R5 R34 D5 D15 every question is answered to the roles that may ask it, and to no other', async () => {
      const stage = await furnished();

      for (const query of Object.keys(queries) as QueryName[]) {
        for (const role of roles) {
          const code = await codeOf(doors(stage)[role].query(query, queries[query] as never));
          const about = `${role} asks ${query}`;
          if (!stage.world.local && hereOnly.includes(query)) expect(code).toBe('remote.here_only');
          else if (allowed[query].includes(role))
            expect([about, code]).toEqual([
              about,
              expect.stringMatching(/^(?:answered|not_found|usage\.|keyvault\.not_linked|environment\.not_served)/),
            ]);
          else expect([about, code]).toEqual([about, 'forbidden']);
        }
      }
    });

    test('every refusal is in the audit trail: who, what, and nothing of what it was tried on', async () => {
      const stage = await furnished();
      const tries: readonly (readonly [keyof ReturnType<typeof doors>, Operation])[] = [
        ['viewer', 'connection.list'],
        ['viewer', 'connection.remove'],
        ['contributor', 'audit.list'],
        ['contributor', 'export.disconnect'],
        ['auditor', 'connection.edit'],
        ['runner', 'enrichment.remove'],
      ];
      const { auditHead } = await stage.admin.query('environment.show', {});

      for (const [role, operation] of tries) {
        const door = doors(stage)[role];
        if (operation in changes) await codeOf(door.apply([changes[operation as ChangeName]], { reason: 'trying' }));
        else await codeOf(door.query(operation as QueryName, queries[operation as QueryName] as never));
      }

      const entries = await trail(stage.admin, tries.length);
      const names = { viewer: 'vic', contributor: 'ana', auditor: 'aud', runner: 'run', administrator: 'admin' };
      expect(entries.map(({ actor, action, outcome }) => [actor, action, outcome])).toEqual(
        tries.map(([role, operation]) => [names[role], operation, 'refused']),
      );
      for (const { target, fields, revision } of entries)
        expect([target.id, target.name, fields, revision]).toEqual(['', '', [], null]);
      expect(entries[1]?.reason).toBe('trying');
      expect((await stage.admin.query('audit.verify', { head: auditHead })).matches).toBe(true);
      expect((await stage.admin.query('audit.list', { refused: true })).total).toBe(tries.length);
    });

    test('a refusal is in the audit trail also where a secret was typed along', async () => {
      const { admin, ana } = await furnished();

      await refused(apply(ana, addDrop('Mine')), 'forbidden');

      expect(await trail(admin, 1)).toMatchObject([{ actor: 'ana', action: 'connection.add', outcome: 'refused' }]);
    });

    test('a refusal about one export names that change of the list, not another', async () => {
      const { admin, bob } = await furnished();

      await refused(
        apply(
          bob,
          { change: 'enrichment.edit', dependent: 'firms', schedule: 'off' },
          { change: 'export.edit', dependent: 'monthly', schedule: 'off' },
        ),
        'forbidden.subject',
      );

      expect(await trail(admin, 1)).toMatchObject([{ actor: 'bob', action: 'export.edit', outcome: 'refused' }]);
      expect((await admin.query('enrichment.show', { dependent: 'firms' })).schedule).toBe('refresh');
    });

    test('a dry run of something refused leaves no entry', async () => {
      const { admin, viewer } = await furnished();
      const { auditHead } = await admin.query('environment.show', {});

      await refused(viewer.apply([{ change: 'connection.remove', connection: 'drop' }], { dryRun: true }), 'forbidden');

      expect((await admin.query('environment.show', {})).auditHead).toBe(auditHead);
    });

    test('a refusal raises no revision, so that nobody else has to look again', async () => {
      const { admin, viewer } = await furnished();
      const before = await admin.query('environment.show', {});

      await refused(viewer.query('connection.list', {}), 'forbidden');
      await refused(apply(viewer, { change: 'connection.remove', connection: 'drop' }), 'forbidden');

      expect((await admin.query('environment.show', {})).revision).toBe(before.revision);
    });

    test('one change of a list that the role may not make refuses the whole list', async () => {
      const { admin, ana } = await furnished();

      const found = await refused(
        apply(
          ana,
          { change: 'enrichment.edit', dependent: 'firms', schedule: 'off' },
          { change: 'user.remove', user: 'bob' },
        ),
        'forbidden',
      );

      expect(found.detail).toBe('`user remove` needs an administrator; your role is contributor');
      expect(await trail(admin, 1)).toMatchObject([{ actor: 'ana', action: 'user.remove', outcome: 'refused' }]);
      expect((await admin.query('enrichment.show', { dependent: 'firms' })).schedule).toBe('refresh');
    });

    test('roles are judged at the start of a list, and a role that was lost counts at once', async () => {
      const { admin, ana, world } = await furnished();
      await apply(admin, { change: 'user.edit', user: 'bob', role: 'administrator' });
      const bob = world.as('bob');

      await apply(
        bob,
        { change: 'user.edit', user: 'bob', role: 'viewer' },
        { change: 'connection.unlock', connection: 'drop' },
      );

      await refused(apply(bob, { change: 'connection.unlock', connection: 'drop' }), 'forbidden');
      await apply(admin, { change: 'user.edit', user: 'ana', role: 'viewer' });
      await refused(ana.query('connection.list', {}), 'forbidden');
    });

    test('an account that is no user here is told so, whatever it asks', async () => {
      const { world } = await furnished();
      const stranger = world.as('eve');

      await refused(stranger.query('whoami', {}), 'identity.unknown');
      const found = await refused(
        apply(stranger, { change: 'connection.remove', connection: 'drop' }),
        'identity.unknown',
      );

      expect(found).toMatchObject({ exit: 5, detail: expect.stringContaining('`eve` is not a user') });
    });

    test('D11 whoever makes an environment is its first administrator', async () => {
      const { admin } = await furnished();

      expect(await admin.query('whoami', {})).toMatchObject({ user: 'admin', role: 'administrator', onBehalf: null });
    });

    test('D15 an auditor sees what an administrator sees, history included, and changes nothing', async () => {
      const { admin, auditor } = await furnished();

      for (const [query, input] of [
        ['connection.list', {}],
        ['connection.show', { connection: 'drop' }],
        ['connection.dependents', { connection: 'leads' }],
        ['connection.history', { connection: 'drop' }],
        ['user.list', {}],
        ['audit.list', {}],
        ['audit.verify', {}],
        ['store.check', {}],
      ] as const) {
        const seen = (door: Stage['admin']) =>
          door.query(query, input as never).then((it) => JSON.stringify(it).replaceAll('"edit"', '"view"'));
        expect(await seen(auditor)).toBe(await seen(admin));
      }
    });

    test('D19 an administrator acts as another user, sees what they see, and the audit names both', async () => {
      const { admin, ana, world } = await furnished();
      const acting = world.as('admin', 'ana');

      expect(await acting.query('whoami', {})).toMatchObject({ user: 'ana', role: 'contributor', onBehalf: 'admin' });
      expect(await acting.query('connection.list', {})).toEqual(await ana.query('connection.list', {}));
      await apply(acting, { change: 'export.edit', dependent: 'weekly', schedule: 'off' });
      await refused(apply(acting, { change: 'connection.remove', connection: 'drop' }), 'forbidden');

      expect(await trail(admin, 2)).toMatchObject([
        { actor: 'ana', onBehalf: 'admin', action: 'export.edit', outcome: 'done' },
        { actor: 'ana', onBehalf: 'admin', action: 'connection.remove', outcome: 'refused' },
      ]);
      expect((await admin.query('export.show', { dependent: 'weekly' })).updatedBy).toBe('ana');
    });

    test('D19 nobody else acts as another, which is refused before the other is looked up, and audited', async () => {
      const { admin, world } = await furnished();

      for (const other of ['admin', 'nobody']) {
        await refused(world.as('ana', other).query('whoami', {}), 'forbidden');
        await refused(apply(world.as('ana', other), { change: 'connection.unlock', connection: 'drop' }), 'forbidden');
      }
      await refused(world.as('admin', 'nobody').query('whoami', {}), 'not_found');

      const entries = await trail(admin, 4);
      expect(entries.map(({ actor, action, outcome }) => [actor, action, outcome])).toEqual([
        ['ana', 'whoami', 'refused'],
        ['ana', 'connection.unlock', 'refused'],
        ['ana', 'whoami', 'refused'],
        ['ana', 'connection.unlock', 'refused'],
      ]);
    });
  });
}
