import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { syncKinds, type TrailMark } from '../../../src/model/sync.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { addExport, apply, canary, everything, inside, type Open, refused, stages, trail } from '../stage.ts';
import { copyAll, more, origin, putOf, recordOf, recordsOf } from '../sync-stage.ts';

const start: TrailMark = { seq: 0, hash: '0'.repeat(43) };
const markOf = async (door: Environment) => (await door.query('sync.records', { kind: 'type' })).mark;
const contentsOf = async (door: Environment) =>
  Promise.all(syncKinds.map(async (kind) => (await recordsOf(door, kind)).map(({ id, content }) => ({ id, content }))));

/** What changed since a mark, stretch by stretch. */
async function changesSince(door: Environment, since: TrailMark, limit?: number) {
  const found = [];
  let after: number | undefined;
  for (;;) {
    const about = { ...(after === undefined ? {} : { after }), ...(limit === undefined ? {} : { limit }) };
    const { items, next, known } = await door.query('sync.changes', { since, ...about });
    expect(known).toBe(true);
    found.push(...items);
    if (next === null) return found;
    after = next;
  }
}

export function describeSyncs(open: Open): void {
  const { bare, furnished } = stages(open);
  /** A world with everything in it, and one that holds a copy of that. */
  const pair = async () => {
    const { admin, auditor, ana } = await furnished();
    await admin.apply(more);
    const copy = (await bare()).as();
    await copyAll(admin, copy);
    return { admin, auditor, ana, copy };
  };

  describe('what a sync asks', () => {
    test('is answered with every kind, in the order of ids, however small the pages are', async () => {
      const { admin } = await furnished();
      await admin.apply(more);

      for (const kind of syncKinds) {
        const whole = await recordsOf(admin, kind);

        expect(await recordsOf(admin, kind, 1)).toEqual(whole);
        expect(whole.map(({ id }) => id)).toEqual(whole.map(({ id }) => id).sort());
        expect(whole.length).toBeGreaterThan(0);
        for (const { revision, made, changed } of whole)
          expect([revision > 0, made.by, changed.by]).toEqual([true, 'admin', 'admin']);
      }
      expect((await recordsOf(admin, 'connection')).map(({ content }) => content.name).sort()).toEqual(
        (await admin.query('connection.list', {})).items.map(({ name }) => name),
      );
    });

    test('tells where a secret is, never what it is nor what it looks like sealed', async () => {
      const { admin } = await furnished();
      await admin.apply(more);

      const [drop, shared] = [
        await recordOf(admin, 'connection', 'drop'),
        await recordOf(admin, 'connection', 'shared'),
      ];
      const all = JSON.stringify(await contentsOf(admin));

      expect(drop.content.secrets).toEqual({ password: { source: 'stored', changedAt: expect.any(String) } });
      expect(shared.content.secrets).toEqual({
        password: { source: 'keyvault', secret: 'retail-sftp', version: null },
      });
      for (const word of [canary, 'refresh token', 'sealed', '"key":']) expect(all).not.toContain(word);
    });

    test('gives those of the ids that are named and there', async () => {
      const { admin } = await furnished();
      const { id } = await recordOf(admin, 'export', 'nightly');

      const { items, next } = await admin.query('sync.records', { kind: 'export', ids: ['none', id, id] });

      expect([items.map((it) => it.id), next]).toEqual([[id], null]);
      const many = [...Array.from({ length: 5_001 }, (_, at) => `none-${at}`), id];
      expect((await admin.query('sync.records', { kind: 'export', ids: many })).items).toEqual(items);
    });

    test('is told since a mark by the trail: each record as it is now, with who changed it last, and what is gone', async () => {
      const { admin } = await furnished();
      const since = await markOf(admin);
      const gone = await recordOf(admin, 'export', 'loose');
      await apply(admin, { change: 'export.edit', dependent: 'nightly', schedule: 'off' });
      await apply(admin, { change: 'export.edit', dependent: 'nightly', displayName: 'Nightly run' });
      await apply(admin, { change: 'export.remove', dependent: 'loose' });
      await apply(admin, { change: 'environment.edit', tenant: 'contoso.onmicrosoft.com' });

      const items = await changesSince(admin, since);

      expect(items.map(({ kind, name, record, sync }) => [kind, name, record?.revision ?? null, sync])).toEqual([
        ['export', 'nightly', 3, null],
        ['export', 'loose', null, null],
        ['environment', 'test', expect.any(Number), null],
      ]);
      expect(items[1]).toMatchObject({ id: gone.id, by: 'admin', record: null });
      expect(items[2]?.record?.content).toEqual({ tenant: 'contoso.onmicrosoft.com', keyVault: null });
      expect(items[0]?.at).toBe(items[0]?.record?.changed.at);
      expect(await changesSince(admin, await markOf(admin))).toEqual([]);
    });

    test('is told all of it from the beginning, in stretches of any length', async () => {
      const { admin } = await furnished();
      await admin.apply(more);
      const whole = await changesSince(admin, start);

      const byOne = await changesSince(admin, start, 1);

      for (const kind of syncKinds) {
        const ids = (await recordsOf(admin, kind)).map(({ id }) => id);
        const told = (items: typeof whole) => [...new Set(items.filter((it) => it.kind === kind).map(({ id }) => id))];
        // The first administrator came with the environment, which is the one entry that tells it.
        expect(told(whole).sort()).toEqual(ids.filter((id) => kind !== 'user' || id !== 'id-000002'));
        expect(told(byOne).sort()).toEqual(told(whole).sort());
      }
    });

    test('says nothing of tests, runs, releases and refusals, which no sync brings', async () => {
      const { admin, ana } = await furnished();
      const since = await markOf(admin);
      await apply(admin, { change: 'connection.tested', connection: 'drop', result: 'ok', code: 'accepted' });
      await admin.release({ to: 'exec', connection: 'drop' });
      const { dependent } = await admin.release({ to: 'run', kind: 'export', dependent: 'nightly' });
      await apply(admin, { change: 'export.ran', dependent: 'nightly', run: dependent?.run ?? '', exit: 0 });
      await refused(apply(ana, { change: 'connection.unlock', connection: 'drop' }), 'forbidden');

      expect(await changesSince(admin, since)).toEqual([]);
    });

    test('knows a mark of its own history and of no other', async () => {
      const { admin } = await furnished();
      const { seq, hash } = await markOf(admin);

      for (const since of [
        { seq, hash: 'x'.repeat(43) },
        { seq: seq + 1, hash },
        { seq: 0, hash },
      ])
        expect(await admin.query('sync.changes', { since })).toMatchObject({ known: false, items: [], next: null });
      expect(await admin.query('sync.changes', { since: { seq, hash } })).toMatchObject({ known: true, items: [] });
    });

    test('D15 may be asked by an auditor and by no contributor', async () => {
      const { auditor, ana } = await furnished();

      expect((await auditor.query('sync.records', { kind: 'connection' })).items).toHaveLength(5);
      expect((await auditor.query('sync.changes', { since: start })).known).toBe(true);
      await refused(ana.query('sync.records', { kind: 'connection' }), 'forbidden');
      await refused(ana.query('sync.changes', { since: start }), 'forbidden');
    });
  });

  describe('what a sync brings', () => {
    test('is all there is, with ids, who and when: the copy has the same content, but for stored secrets', async () => {
      const { admin, copy } = await pair();
      const holes = JSON.stringify(await contentsOf(admin)).replace(
        /\{"source":"stored","changedAt":"[^"]*"\}/g,
        '{"source":"missing"}',
      );
      const withoutToken = holes.replace(/"signIn":\{[^}]*\}/, '"signIn":null');

      expect(JSON.parse(JSON.stringify(await contentsOf(copy)))).toEqual(JSON.parse(withoutToken));
      const [there, here] = [await recordOf(admin, 'export', 'nightly'), await recordOf(copy, 'export', 'nightly')];
      expect([here.made, here.changed, here.revision]).toEqual([there.made, there.changed, 1]);
      expect((await copy.query('connection.dependents', { connection: 'drop' })).exports).toHaveLength(1);
      expect((await copy.query('store.check', {})).findings.filter(({ severity }) => severity === 'damage')).toEqual(
        [],
      );
    });

    test('is told by the trail, which stays whole: by sync, of whose change and when', async () => {
      const { admin, copy } = await pair();
      const { auditHead } = await copy.query('environment.show', {});
      await apply(admin, { change: 'export.edit', dependent: 'nightly', schedule: 'refresh' });
      const there = await recordOf(admin, 'export', 'nightly');
      const loose = await recordOf(copy, 'export', 'loose');

      await apply(copy, putOf(there, 1), {
        change: 'sync.remove',
        kind: 'export',
        id: loose.id,
        ifRevision: 1,
        origin,
      });

      expect(await trail(copy, 2)).toMatchObject([
        {
          actor: 'admin',
          action: 'sync.put',
          target: { kind: 'export', name: 'nightly' },
          fields: ['schedule', 'scheduledAt'],
          sync: origin,
        },
        {
          actor: 'admin',
          action: 'sync.remove',
          target: { kind: 'export', name: 'loose' },
          revision: null,
          sync: origin,
        },
      ]);
      expect(await copy.query('audit.verify', { head: auditHead })).toMatchObject({ matches: true });
      const changed = await changesSince(copy, start);
      expect(changed.at(-1)).toMatchObject({ name: 'loose', record: null, sync: origin });
      expect((await markOf(copy)).hash).toBe((await copy.query('environment.show', {})).auditHead);
    });

    test('is written at the revision that was seen, and at no other', async () => {
      const { copy } = await pair();
      const drop = await recordOf(copy, 'connection', 'drop');
      const before = await everything(copy);

      await refused(apply(copy, putOf(drop, 0, { content: { tenant: null } })), 'revision.moved');
      await refused(apply(copy, putOf({ ...drop, id: 'id-none' }, 3)), 'revision.moved');
      const remove = { change: 'sync.remove', kind: 'connection', origin } as const;
      await refused(apply(copy, { ...remove, id: drop.id, ifRevision: 0 }), 'revision.moved');
      await refused(apply(copy, { ...remove, id: 'id-none', ifRevision: 2 }), 'revision.moved');
      const environment = (await recordsOf(copy, 'environment'))[0] as NonNullable<unknown> as Parameters<
        typeof putOf
      >[0];
      await refused(apply(copy, putOf(environment, environment.revision - 1)), 'revision.moved');

      expect(await everything(copy)).toEqual(before);
    });

    test('that is there already writes nothing', async () => {
      const { admin, copy } = await pair();
      const before = await everything(copy);

      const applied = await copyAll(admin, copy);
      const remove = { change: 'sync.remove', kind: 'export', id: 'id-none', origin } as const;

      expect([applied.result, new Set(applied.changes.map(({ result }) => result))]).toEqual([
        'unchanged',
        new Set(['unchanged']),
      ]);
      expect((await apply(copy, remove)).result).toBe('unchanged');
      expect(await everything(copy)).toEqual(before);
    });

    test('D13 is not held up by a lock, which is part of what it brings', async () => {
      const { copy } = await pair();
      const named = await recordOf(copy, 'connection', 'named');
      const settings = { ...named.content.settings, username: 'other' };
      const monthly = await recordOf(copy, 'export', 'monthly');

      await refused(
        apply(copy, { change: 'connection.edit', connection: 'named', set: { username: 'other' } }),
        'connection.locked',
      );
      await apply(copy, putOf(named, 1, { content: { settings } }));
      expect(await inside(copy, 'named')).toMatchObject({
        lock: { reason: 'feeds the partner', by: 'admin' },
        settings,
      });
      await apply(
        copy,
        { change: 'sync.remove', kind: 'export', id: monthly.id, origin },
        { change: 'sync.remove', kind: 'connection', id: named.id, origin },
      );
      await refused(inside(copy, 'named'), 'not_found');
    });

    test('D14 does not send a secret that is stored here to a new target, unless it is kept knowingly or comes along', async () => {
      const { copy } = await pair();
      await apply(copy, {
        change: 'connection.edit',
        connection: 'drop',
        secrets: { password: secretValue('kept here') },
      });
      const drop = await recordOf(copy, 'connection', 'drop');
      const settings = { ...drop.content.settings, hostname: 'sftp.other.example' };

      const found = await refused(apply(copy, putOf(drop, 2, { content: { settings } })), 'connection.secrets_again');
      expect([found.exit, found.fix]).toEqual([3, ['--keep-secrets --yes']]);
      const kept = await copy.apply([putOf(drop, 2, { content: { settings }, keepSecrets: true })], { dryRun: true });
      expect(kept.warnings.map(({ code }) => code)).toEqual(['secrets-kept']);
      await apply(copy, putOf(drop, 2, { content: { settings }, secrets: { password: secretValue('brought') } }));
      expect(await reveals(copy, 'drop', 'password')).toBe('brought');
    });

    test('leaves holes for secrets that stay behind: they are shown, nothing is handed out, and an edit fills them', async () => {
      const { copy } = await pair();

      expect((await inside(copy, 'drop')).secrets).toEqual({ password: { source: 'missing' } });
      expect((await copy.query('export.show', { dependent: 'nightly' })).lacks).toContain('secrets.password');
      for (const to of ['test', 'exec', 'authorize'] as const) {
        const found = await refused(copy.release({ to, connection: 'drop' }), 'secret.missing');
        expect([found.exit, found.fix]).toEqual([11, ['cinch connection edit drop --secret password=env:VARIABLE']]);
      }
      await refused(copy.release({ to: 'run', kind: 'export', dependent: 'nightly' }), 'secret.missing');
      const edit = { change: 'connection.edit', connection: 'drop' } as const;
      expect((await apply(copy, { ...edit, set: { hostname: 'sftp.other.example' } })).result).toBe('updated');
      await apply(copy, { ...edit, secrets: { password: secretValue('given here') } });
      expect((await inside(copy, 'drop')).secrets).toEqual({
        password: { source: 'stored', changedAt: expect.any(String) },
      });
      expect(await reveals(copy, 'drop', 'password')).toBe('given here');
    });

    test('D17 awaits a sign-in where its token stays behind, and can be signed in', async () => {
      const { copy } = await pair();
      const edit = { change: 'connection.edit', connection: 'news' } as const;

      expect(await inside(copy, 'news')).toMatchObject({ status: 'awaiting sign-in', signIn: null });
      await refused(copy.release({ to: 'authorize', connection: 'news' }), 'secret.missing');
      await apply(copy, { ...edit, secrets: { clientSecret: secretValue('client secret') } });
      expect(Object.keys((await copy.release({ to: 'authorize', connection: 'news' })).secrets)).toEqual([
        'clientSecret',
      ]);
      await apply(copy, {
        change: 'connection.sign-in',
        connection: 'news',
        secrets: { refreshToken: secretValue('new') },
      });
      expect(await inside(copy, 'news')).toMatchObject({ status: 'ready', signIn: { by: 'admin' } });
    });

    test('seals secrets that come along anew, when they were changed included, with their sign-in', async () => {
      const { admin, copy } = await pair();
      const news = await recordOf(admin, 'connection', 'news');
      const secrets = { clientSecret: secretValue('client secret'), refreshToken: secretValue('refresh token') };

      // So that no moment of the copy is that of the original.
      await copy.apply([putOf(news, 1, { secrets })], { dryRun: true });

      const applied = await apply(copy, putOf(news, 1, { secrets }));

      expect(applied.changes[0]?.fields).toEqual(['secrets.clientSecret', 'secrets.refreshToken', 'signIn']);
      expect((await recordOf(copy, 'connection', 'news')).content).toEqual(news.content);
      expect(await inside(copy, 'news')).toMatchObject({ status: 'ready' });
      expect(await reveals(copy, 'news', 'refreshToken')).toBe('refresh token');
      expect((await apply(copy, putOf(news, 2, { secrets }))).result).toBe('unchanged');
      const stray = { password: secretValue('stray') };
      await refused(apply(copy, putOf(news, 2, { secrets: stray })), 'input.refused');
    });

    test('R15 may name people who are not here: they are kept, and shown where they are', async () => {
      const { copy } = await pair();
      const [named, ana] = [await recordOf(copy, 'connection', 'named'), await recordOf(copy, 'user', 'ana')];
      const both = { sharedWith: [ana.id, 'id-nobody'] };

      await apply(copy, putOf(named, 1, { content: both }));
      expect((await inside(copy, 'named')).sharedWith).toEqual(['ana']);
      expect((await recordOf(copy, 'connection', 'named')).content.sharedWith).toEqual(both.sharedWith);
      await apply(copy, { change: 'sync.remove', kind: 'user', id: ana.id, origin });
      expect((await inside(copy, 'named')).sharedWith).toBe('administrators');
      expect((await copy.query('connection.list', { shared: 'users' })).items).toHaveLength(1);
    });

    test('keeps the secret that is stored here where none comes along', async () => {
      const { admin, copy } = await pair();
      await apply(copy, { change: 'connection.edit', connection: 'drop', secrets: { password: secretValue('mine') } });
      await apply(admin, { change: 'connection.edit', connection: 'drop', set: { username: 'renamed' } });

      await apply(copy, putOf(await recordOf(admin, 'connection', 'drop'), 2));

      expect(await inside(copy, 'drop')).toMatchObject({ settings: { username: 'renamed' } });
      expect(await reveals(copy, 'drop', 'password')).toBe('mine');
    });
  });

  describe('a sync keeps the rules', () => {
    test('R29 what comes from the vault becomes no stored secret, and no hole', async () => {
      const { copy } = await pair();
      const shared = await recordOf(copy, 'connection', 'shared');

      for (const password of [{ source: 'stored', changedAt: origin.at }, { source: 'missing' }] as const)
        await refused(apply(copy, putOf(shared, 1, { content: { secrets: { password } } })), 'connection.from_vault');
      await refused(apply(copy, putOf(shared, 1, { content: { secrets: {} } })), 'connection.from_vault');
    });

    test('R8 R28 an organisation and a vault reference have to fit the environment, as it is after the list', async () => {
      const { admin } = await furnished();
      await admin.apply(more);
      const copy = (await bare()).as();
      const [models, shared] = [
        await recordOf(admin, 'connection', 'models'),
        await recordOf(admin, 'connection', 'shared'),
      ];
      const environment = (await recordsOf(admin, 'environment'))[0];
      if (environment === undefined) throw new Error('no environment');

      await refused(apply(copy, putOf(shared, 0)), 'keyvault.not_linked');
      await apply(copy, putOf(shared, 0), putOf(environment, 1));
      await apply(copy, { change: 'environment.edit', tenant: 'fabrikam.onmicrosoft.com' });
      await refused(apply(copy, putOf(models, 0)), 'connection.other_tenant');
      const unlinked = { tenant: null, keyVault: null };
      await refused(apply(copy, putOf(environment, 3, { content: unlinked })), 'keyvault.in_use');
      await apply(
        copy,
        { change: 'sync.remove', kind: 'connection', id: shared.id, origin },
        putOf(environment, 3, { content: unlinked }),
      );
      expect((await recordsOf(copy, 'environment'))[0]?.content).toEqual(unlinked);
    });

    test('R9 a connection comes with the agreement that it was made under, in a form that can be kept', async () => {
      const { copy } = await pair();
      const drop = await recordOf(copy, 'connection', 'drop');
      const agreed = { version: '2026-11', by: 'ana', at: origin.at };

      await refused(apply(copy, putOf(drop, 1, { content: { consent: null } })), 'consent.needed');
      for (const odd of [{ by: 'a\u001b[31m' }, { at: 'once' }])
        await refused(apply(copy, putOf(drop, 1, { content: { consent: { ...agreed, ...odd } } })), 'input.refused');
      await apply(copy, putOf(drop, 1, { content: { consent: agreed } }));
      expect((await recordOf(copy, 'connection', 'drop')).content).toMatchObject({ consent: agreed });
    });

    test('R14 D2 D6 sharing, type and purpose are those of the declaration', async () => {
      const { copy } = await pair();
      const [leads, drop, news] = [
        await recordOf(copy, 'connection', 'leads'),
        await recordOf(copy, 'connection', 'drop'),
        await recordOf(copy, 'connection', 'news'),
      ];
      const [nightly, firms] = [await recordOf(copy, 'export', 'nightly'), await recordOf(copy, 'enrichment', 'firms')];

      await refused(
        apply(copy, putOf(leads, 1, { content: { sharedWith: 'contributors' } })),
        'connection.not_shareable',
      );
      await refused(apply(copy, putOf(drop, 1, { content: { type: 'mailchimp', settings: {} } })), 'input.refused');
      await refused(apply(copy, putOf(drop, 1, { content: { type: 'absent' } })), 'not_found');
      await refused(apply(copy, putOf(drop, 1, { content: { settings: { colour: 'red' } } })), 'input.refused');
      await refused(apply(copy, putOf(nightly, 1, { content: { connection: news.id } })), 'connection.other_type');
      await refused(apply(copy, putOf(nightly, 1, { content: { connection: 'id-none' } })), 'not_found');
      await refused(apply(copy, putOf(nightly, 1, { content: { connection: null } })), 'export.no_connection');
      await refused(apply(copy, putOf(firms, 1, { content: { type: 'sftp' } })), 'input.refused');
    });

    test('D1 holds after the list: two records exchange their names in one', async () => {
      const { copy } = await pair();
      const [one, two] = [await recordOf(copy, 'connection', 'drop'), await recordOf(copy, 'connection', 'shared')];
      const { name, displayName } = one.content;
      const named = { name: two.content.name, displayName: two.content.displayName };

      await refused(apply(copy, putOf(one, 1, { content: named })), 'exists');
      await apply(copy, putOf(one, 1, { content: named }), putOf(two, 1, { content: { name, displayName } }));

      expect([(await inside(copy, 'drop')).id, (await inside(copy, 'shared')).id]).toEqual([two.id, one.id]);
    });

    test('D10 the last administrator stays one', async () => {
      const { copy } = await pair();
      const [admin, ana] = [await recordOf(copy, 'user', 'admin'), await recordOf(copy, 'user', 'ana')];
      const demoted = putOf(admin, admin.revision, { content: { role: 'viewer' } });

      await refused(apply(copy, demoted), 'user.last_administrator');
      await refused(
        apply(copy, { change: 'sync.remove', kind: 'user', id: admin.id, origin }),
        'user.last_administrator',
      );
      const applied = await copy.apply([demoted, putOf(ana, 1, { content: { role: 'administrator' } })], {
        dryRun: true,
      });
      expect(applied.changes.map(({ fields }) => fields)).toEqual([['role'], ['role']]);
    });

    test('R24 a connection in use stays, unless its uses go in the same list', async () => {
      const { copy } = await pair();
      const [drop, nightly, leads] = [
        await recordOf(copy, 'connection', 'drop'),
        await recordOf(copy, 'export', 'nightly'),
        await recordOf(copy, 'connection', 'leads'),
      ];
      const [firms, idle] = [await recordOf(copy, 'enrichment', 'firms'), await recordOf(copy, 'enrichment', 'idle')];
      const remove = (kind: 'connection' | 'export' | 'enrichment', id: string) =>
        ({ change: 'sync.remove', kind, id, origin }) as const;

      await refused(apply(copy, remove('connection', drop.id)), 'connection.in_use');
      await apply(copy, remove('export', nightly.id), remove('connection', drop.id));
      // D8: an inactive enrichment does not hold it, and loses it.
      const applied = await apply(copy, remove('connection', leads.id), remove('enrichment', firms.id));
      expect(applied.warnings.map(({ code }) => code)).toEqual(['enrichments-released']);
      expect((await recordOf(copy, 'enrichment', 'idle')).content).toMatchObject({
        connection: null,
        lastConnection: idle.content.connection,
      });
    });

    test('the removal of a user drops what was shared with them', async () => {
      const { copy } = await pair();
      const [ana, named] = [await recordOf(copy, 'user', 'ana'), await recordOf(copy, 'connection', 'named')];
      const without = putOf(named, 1, { content: { sharedWith: 'administrators' } });
      const remove = { change: 'sync.remove', kind: 'user', id: ana.id, ifRevision: 1, origin } as const;

      for (const list of [
        [remove, without],
        [without, remove],
      ]) {
        const applied = await copy.apply(list, { dryRun: true });
        expect(applied.changes.map(({ kind }) => kind).sort()).toEqual(['connection', 'user']);
      }
      await apply(copy, remove);
      expect((await inside(copy, 'named')).sharedWith).toBe('administrators');
      // What follows from it is a change of this side: the other one has not made it.
      const entries = await trail(copy, 2);
      expect(entries).toMatchObject([{ target: { kind: 'user' }, sync: origin }, { target: { name: 'named' } }]);
      expect(entries[1]).not.toHaveProperty('sync');
    });

    test('dependents and their connection come in any order, are counted, and are judged at the end', async () => {
      const { admin } = await furnished();
      const copy = (await bare()).as();
      const [drop, nightly] = [await recordOf(admin, 'connection', 'drop'), await recordOf(admin, 'export', 'nightly')];

      await refused(apply(copy, putOf(nightly, 0)), 'not_found');
      await apply(copy, putOf(nightly, 0), putOf(drop, 0));

      expect((await inside(copy, 'drop')).dependents).toEqual({ exports: 1, enrichments: 0 });
      expect((await copy.query('connection.dependents', { connection: 'drop' })).exports).toHaveLength(1);
    });

    test('a type of one’s own is judged as if it were written here, D14 included', async () => {
      const { copy } = await pair();
      const type = await recordOf(copy, 'type', 'acme');
      const { declaration } = type.content;
      await apply(copy, {
        change: 'connection.add',
        type: 'acme',
        displayName: 'Acme live',
        settings: { host: 'acme.example', clientId: 'app' },
        secrets: { clientSecret: secretValue(canary) },
        terms: currentTerms(),
      });
      const elsewhere = {
        ...declaration,
        signsInAt: { ...(declaration.signsInAt as object), token: 'https://evil.example/token' },
      };
      const put = (content: object, keep = {}) => putOf(type, 1, { content: content as never, ...keep });

      await refused(apply(copy, put({ declaration: { ...declaration, vendor: true } })), 'input.refused');
      await refused(apply(copy, put({ declaration: { ...declaration, id: 'sftp' }, name: 'sftp' })), 'type.built_in');
      await refused(apply(copy, put({ name: 'other' })), 'input.refused');
      await refused(apply(copy, put({ declaration: elsewhere })), 'connection.secrets_again');
      expect(
        (await copy.apply([put({ declaration: elsewhere }, { keepSecrets: true })], { dryRun: true })).result,
      ).toBe('updated');
      await refused(apply(copy, { change: 'sync.remove', kind: 'type', id: type.id, origin }), 'type.in_use');
    });

    test('nothing that could not have come from an environment is kept', async () => {
      const { copy } = await pair();
      const nightly = await recordOf(copy, 'export', 'nightly');
      const content = { schedule: 'off' };

      for (const odd of [
        { id: 'a/b' },
        { origin: { ...origin, displayName: 'a\u001b[31m' } },
        { origin: { ...origin, at: 'yesterday' } },
        { made: { by: 'x'.repeat(300), at: origin.at } },
        { changed: { by: 'ana', at: '2026-13-01' } },
      ])
        await refused(apply(copy, putOf(nightly, 1, { content: { schedule: 'refresh' }, ...odd })), 'input.refused');
      for (const odd of [{ name: 'Not A Name' }, { displayName: 'a\u0007' }, { command: [] }, { scheduledAt: 'soon' }])
        await refused(apply(copy, putOf(nightly, 1, { content: { ...content, ...odd } as never })), 'input.refused');
      await refused(apply(copy, putOf(nightly, 1, { content: { schedule: 'whenever' } })), 'usage.flag_value');
    });

    test('the manifest that owns a record still does, and knows whether it is as that left it', async () => {
      const { admin } = await furnished();
      const copy = (await bare()).as();
      await apply(admin, { ...addExport('Owned', 'drop'), manifest: 'team' });
      const [drop, owned] = [await recordOf(admin, 'connection', 'drop'), await recordOf(admin, 'export', 'owned')];
      expect(owned.content.manifest).toEqual({ id: 'team', current: true });

      await apply(copy, putOf(drop, 0), putOf(owned, 0));
      expect((await recordOf(copy, 'export', 'owned')).content).toEqual(owned.content);
      await apply(admin, { change: 'export.edit', dependent: 'owned', schedule: 'off' });
      await apply(copy, putOf(await recordOf(admin, 'export', 'owned'), 1));
      expect((await recordOf(copy, 'export', 'owned')).content.manifest).toEqual({ id: 'team', current: false });
    });
  });
}

/** What is handed out of a stored secret. */
async function reveals(door: Environment, connection: string, field: string): Promise<string> {
  const secret = (await door.release({ to: 'exec', connection })).secrets[field];
  if (secret === undefined || 'keyVault' in secret) throw new Error(`${field} is not stored`);
  return secret.reveal();
}
