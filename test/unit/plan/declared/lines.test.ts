import { afterEach, describe, expect, test } from '@jest/globals';
import type { Change } from '../../../../src/model/change.ts';
import type { Environment } from '../../../../src/model/environment.ts';
import { makePlan } from '../../../../src/plan/declared/make-plan.ts';
import { markdown, text } from '../../../../src/views/plan.ts';
import { expectGolden } from '../../../support/golden.ts';
import { carriedOut, type Given, manifestOf, planned, planningOf, type Written } from '../../../support/manifests.ts';
import { createWorld, type World } from '../../../support/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

const PASSWORD = 'canary-5ecret-12ef';
const secrets = { PASSWORD };
const drop = (more: object = {}): object => ({
  type: 'sftp',
  displayName: 'Retail drop',
  settings: { hostname: 'sftp.partner.example', username: 'svc' },
  secrets: { password: { fromEnv: 'PASSWORD' } },
  terms: '2026-11',
  ...more,
});
const news = (more: object = {}): object => ({ type: 'mailchimp', terms: '2026-11', ...more });

/** A world in which a manifest was applied, and the door to it. */
async function applied(written: Written, ...after: readonly Change[]): Promise<Environment> {
  const world = await createWorld();
  worlds.push(world);
  const door = world.as();
  await carriedOut(door, await planned(door, { id: 'retail', ...written }, { secrets }), secrets);
  if (after.length > 0) await door.apply(after);
  return door;
}

const plan = (door: Environment, written: Written, given: Given = {}) =>
  planned(door, { id: 'retail', ...written }, { secrets, ...given });

async function lineOf(door: Environment, written: Written, given: Given = {}) {
  const { lines, batches } = await plan(door, written, given);
  const [line] = lines.filter(({ action }) => action !== 'same');
  return { line, changes: batches.flat() };
}

test('every kind of line as it is drawn', async () => {
  const users = { chloe: { role: 'contributor' } };
  const door = await applied(
    {
      users,
      connections: {
        drop: drop(),
        news: news({ displayName: 'News' }),
        kept: news(),
        gone: news(),
        drifting: news({ displayName: 'Drifting' }),
        guarded: drop({ displayName: 'Guarded', lock: 'feeds the partner' }),
      },
      exports: {
        nightly: { connection: 'drop', schedule: 'daily 02:00 UTC' },
        stray: { connection: 'gone' },
        old: { connection: 'news' },
      },
    },
    { change: 'connection.rename', connection: 'drifting', displayName: 'Drifted' },
    { change: 'connection.add', type: 'mailchimp', displayName: 'Elsewhere', terms: '2026-11', manifest: 'platform' },
  );
  const next = {
    users,
    connections: {
      drop: drop({
        settings: { hostname: 'sftp.partner.example', username: 'svc', exportFolder: 'a/b' },
        share: 'contributors',
      }),
      bulletin: news({ displayName: 'Bulletin', renamedFrom: 'news' }),
      kept: news(),
      drifting: news({ displayName: 'Drifting' }),
      guarded: drop({ displayName: 'Guarded', settings: { hostname: 'two.example', username: 'svc' } }),
      elsewhere: news(),
      fresh: drop({ displayName: 'Fresh', share: ['user:chloe'], lock: 'new' }),
      hollow: drop({ displayName: 'Hollow', secrets: { password: { fromEnv: 'NOT_SET' } } }),
    },
    exports: { nightly: { connection: 'drop', schedule: 'off' }, stray: { connection: null } },
  };
  const made = await plan(door, next, { prune: true, secrets: { PASSWORD: 'another' } });
  const shown = {
    ...made,
    lines: made.lines.map((it) =>
      it.drifted ? { ...it, drifted: { by: 'admin', at: '2026-01-01T00:00:30.000Z' } } : it,
    ),
  };

  expectGolden('plans/every-line', text(shown));
  expectGolden('plans/every-line-40', text(shown, undefined, 40));
  expectGolden('plans/every-line-markdown', markdown(shown));
  expect(JSON.stringify(made)).not.toContain(PASSWORD);
});

test('what nobody may compare, and what waits for a variable', async () => {
  const world = await createWorld();
  worlds.push(world);
  const door = world.as();
  const written = { id: 'retail', connections: { drop: drop() } };
  await carriedOut(door, await planned(door, written, { secrets }), secrets);
  await door.apply([{ change: 'user.add', name: 'audrey', role: 'auditor' }]);

  expectGolden('plans/unknown', text(await planned(world.as('audrey'), written, { secrets })));
  expectGolden('plans/unset', text(await planned(door, written)));
});

describe('what stops a line', () => {
  const codes = async (door: Environment, written: Written, given: Given = {}) =>
    (await lineOf(door, written, given)).line?.blocked?.map(({ code }) => code);

  test('is another type (D2), a locked connection (D13), and an owner', async () => {
    const door = await applied({ connections: { one: news(), two: news({ lock: 'kept' }) } });

    expect(await codes(door, { connections: { one: drop() } })).toEqual(['other-type']);
    expect(await codes(door, { connections: { two: news({ displayName: 'Other' }) } })).toEqual(['locked']);
    expect(await codes(door, { id: 'platform', connections: { one: news() } })).toEqual(['foreign']);
    expect(await codes(door, { id: 'platform', connections: { one: news() } }, { takeOver: true })).toBeUndefined();
  });

  test('is a stored secret that would go to another target, unless it is given or kept (D14)', async () => {
    const door = await applied({ connections: { drop: drop() } });
    const moved = drop({ settings: { hostname: 'two.example', username: 'svc' } });

    expect(await codes(door, { connections: { drop: { ...moved, secrets: {} } } })).toEqual(['secrets-again']);
    expect(await codes(door, { connections: { drop: moved } }, { secrets: {} })).toEqual(['secrets-again']);
    const kept = await lineOf(door, { connections: { drop: { ...moved, secrets: {}, keepSecrets: true } } });
    expect(kept.changes).toMatchObject([
      { change: 'connection.edit', set: { hostname: 'two.example' }, keepSecrets: true },
    ]);
    const given = await lineOf(door, { connections: { drop: moved } });
    expect(given.changes).toMatchObject([{ secrets: { password: { fromEnv: 'PASSWORD' } } }]);
  });

  test('is an agreement (R9) or a secret that is missing', async () => {
    const door = await applied({});

    expect(await codes(door, { connections: { one: { type: 'mailchimp' } } })).toEqual(['terms-missing']);
    expect(await codes(door, { connections: { one: drop({ secrets: {} }) } })).toEqual(['secret-missing']);
    expect(await codes(door, { connections: { one: drop() } }, { secrets: {} })).toEqual(['secret-unset']);
  });

  test('is a display name that something else keeps, or somebody who is no contributor (R15)', async () => {
    const door = await applied(
      {},
      { change: 'connection.add', type: 'mailchimp', displayName: 'News', name: 'other', terms: '2026-11' },
      { change: 'user.add', name: 'vic', role: 'viewer' },
    );

    expect(await codes(door, { connections: { one: news({ displayName: 'NEWS' }) } })).toEqual(['taken']);
    expect(await codes(door, { connections: { one: news({ share: ['user:vic'] }) } })).toEqual(['not-contributor']);
  });

  test('is what uses a connection that goes, until it is decided (R24, R25)', async () => {
    const written = { connections: { one: news(), two: news() }, exports: { nightly: { connection: 'one' } } };
    const door = await applied(written, { change: 'export.add', displayName: 'Theirs', connection: 'one' });
    const next = { connections: { two: news() }, exports: { nightly: { connection: 'two' } } };
    const prune = { prune: true };
    const gone = async (given: Given) => (await plan(door, next, given)).lines.find(({ name }) => name === 'one');

    expect((await gone(prune))?.blocked?.map(({ code }) => code)).toEqual(['in-use']);
    expect((await gone({ ...prune, exports: ['remove'] }))?.blocked?.map(({ code }) => code)).toEqual(['not-owned']);
    const { batches } = await plan(door, next, { ...prune, exports: ['theirs=move:two'] });
    expect(batches.flat().map(({ change }) => change)).toEqual([
      'export.connect',
      'export.connect',
      'connection.remove',
    ]);
    expect((await plan(door, { ...next, onRemove: { exports: 'disconnect' } }, prune)).counts.blocked).toBe(0);
    expect((await plan(door, next)).counts.remove).toBe(0);
  });
});

describe('names', () => {
  test('exchanged between two entries are exchanged in one list', async () => {
    const door = await applied({
      connections: { one: news({ displayName: 'East' }), two: news({ displayName: 'West' }) },
    });
    const next = { connections: { one: news({ displayName: 'West' }), two: news({ displayName: 'East' }) } };
    const made = await plan(door, next);

    expect(made.batches.map((batch) => batch.length)).toEqual([2]);
    await carriedOut(door, made, secrets);
    expect((await plan(door, next)).counts.same).toBe(2);
  });

  test('that move up one another are renamed, once', async () => {
    const door = await applied({ connections: { one: news(), two: news() } });
    const next = { connections: { two: news({ renamedFrom: 'one' }), three: news({ renamedFrom: 'two' }) } };
    const made = await plan(door, next, { prune: true });

    expect(made.lines.map(({ action, from, name }) => [action, from, name])).toEqual([
      ['rename', 'two', 'three'],
      ['rename', 'one', 'two'],
    ]);
    await carriedOut(door, made, secrets);
    expect((await plan(door, next, { prune: true })).counts.same).toBe(2);
  });
});

describe('the key vault', () => {
  const url = 'https://contoso.vault.azure.net';
  const linked = { name: 'contoso', url, credential: 'azure-cli', uses: 2 } as const;
  const lineOfVault = async (written: Written, vault?: Given['vault']) => {
    const { lines, batches } = await plan(await applied({}), written, { vault });
    return { line: lines.find(({ kind }) => kind === 'keyvault'), changes: batches.flat() };
  };

  test('is linked before anything that takes a secret from it', async () => {
    const taking = drop({ secrets: { password: { keyVault: 'retail-sftp' } } });
    const { line, changes } = await lineOfVault({
      vault: { url, credential: 'workload-identity', terms: '2026-11' },
      connections: { drop: taking },
    });

    expect(line).toMatchObject({ action: 'create', name: 'contoso' });
    expect(changes.map(({ change }) => change)).toEqual(['keyvault.link', 'connection.add']);
    expect(changes[0]).toMatchObject({ url, credential: 'workload-identity', terms: '2026-11' });
  });

  test('stays as it is where its address is the same, whatever its case; its way of signing in may change', async () => {
    const stated = { url: 'https://Contoso.vault.azure.net/' };

    expect((await lineOfVault({ vault: stated }, linked)).line?.action).toBe('same');
    const { line, changes } = await lineOfVault({ vault: { ...stated, credential: 'browser' } }, linked);
    expect([line?.action, line?.fields]).toEqual([
      'change',
      [{ field: 'credential', before: 'azure-cli', after: 'browser' }],
    ]);
    expect(changes).toMatchObject([{ change: 'keyvault.link', url, credential: 'browser' }]);
  });

  test('waits for an agreement, and for what uses the one before (R27)', async () => {
    const vault = { url: 'https://fabrikam.vault.azure.net' };
    const codes = async (more: object, live?: Given['vault']) =>
      (await lineOfVault({ vault: { ...vault, ...more } }, live)).line?.blocked?.map(({ code }) => code);

    expect(await codes({})).toEqual(['terms-missing']);
    expect(await codes({ terms: '2026-11' }, linked)).toEqual(['vault-in-use']);
    expect(await codes({ terms: '2026-11' }, { ...linked, uses: 0 })).toBeUndefined();
  });

  test('has to be there, or stated, for a secret to come from it (R28)', async () => {
    const door = await applied({});
    const connections = { drop: drop({ secrets: { password: { keyVault: 'retail-sftp' } } }) };
    const found = async (given: Given, more: object = {}) =>
      (await plan(door, { connections, ...more }, given)).lines.flatMap(({ blocked = [] }) =>
        blocked.map((it) => it.code),
      );

    expect(await found({})).toEqual(['no-vault']);
    expect(await found({ vault: linked })).toEqual([]);
    expect(await found({}, { vault: { url, terms: '2026-11' } })).toEqual([]);
  });
});

test('a batch takes so many changes and parts no thing from itself', async () => {
  const door = await applied({});
  const connections = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, news({ lock: 'kept' })]));
  const planning = await planningOf(door, manifestOf({ id: 'retail', connections }));

  expect(makePlan(planning, 3).batches.map((batch) => batch.length)).toEqual([2, 2, 2]);
  expect(makePlan(planning, 4).batches.map((batch) => batch.length)).toEqual([4, 2]);
});

test('a display name that one connection leaves to another changes hands in one list, however long', async () => {
  const door = await applied({ connections: { old: news({ displayName: 'News' }) } });
  const planning = await planningOf(
    door,
    manifestOf({ id: 'retail', connections: { fresh: news({ displayName: 'NEWS' }) } }),
    {
      prune: true,
    },
  );

  const { batches } = makePlan(planning, 1);
  expect(batches.map((batch) => batch.map(({ change }) => change))).toEqual([['connection.add', 'connection.remove']]);
  await door.apply((batches[0] ?? []) as Change[]);
});
