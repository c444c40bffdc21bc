import { afterEach, describe, expect, test } from '@jest/globals';
import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Environment } from '../../src/model/environment.ts';
import { syncKinds } from '../../src/model/sync.ts';
import type { SyncResult } from '../../src/model/sync-result.ts';
import { inProcess, remoteWorlds } from '../contract/open-remote.ts';
import { openSqliteWorld } from '../contract/open-sqlite.ts';
import type { Asked } from '../support/asking.ts';
import { createSyncStage, type SyncStage } from '../support/sync-stage.ts';
import { canary, drop, enrichmentOn, exportOn, lookup, newsletter, people } from './furniture.ts';

const ways = {
  'of an environment of this machine': () => openSqliteWorld(),
  'of one behind a server': remoteWorlds(openSqliteWorld, inProcess),
};

const opened: SyncStage[] = [];
afterEach(async () => {
  for (const stage of opened.splice(0)) await stage.close();
});

async function staged(open = ways['of an environment of this machine']): Promise<SyncStage> {
  const stage = await createSyncStage(await open());
  opened.push(stage);
  await stage.original.apply([
    ...people,
    drop('Retail drop', { share: ['user:chloe'] }),
    newsletter('News', { share: ['contributors'] }),
    lookup('Looks'),
    exportOn('retail-drop', 'Nightly'),
    enrichmentOn('looks', 'Firms'),
    { change: 'connection.lock', connection: 'news', reason: 'month end' },
  ]);
  return stage;
}

/** Everything that two environments have to have in common, stored secrets and moments of changes left out. */
async function contents(door: Environment): Promise<readonly object[]> {
  const all: object[] = [];
  for (const kind of syncKinds) {
    const { items } = await door.query('sync.records', { kind });
    all.push(...items.map(({ id, content }) => JSON.parse(JSON.stringify({ kind, id, content }), withoutSecrets)));
  }
  return all.filter((it) => !('content' in it) || (it.content as { name?: string }).name !== 'admin');
}
const withoutSecrets = (key: string, value: unknown) => (key === 'secrets' ? Object.keys(value as object) : value);

const result = ({ outcome, problem }: Asked): SyncResult => {
  if (problem !== undefined) throw problem;
  return outcome?.data as SyncResult;
};
const alike = async (stage: SyncStage) => expect(await contents(stage.copy())).toEqual(await contents(stage.original));
const set = (connection: string, username: string) =>
  [{ change: 'connection.edit', connection, set: { username } }] as const;

describe.each(Object.entries(ways))('a copy %s', (_, open) => {
  test('holds everything but stored secrets, which are listed, and the second sync has nothing to do', async () => {
    const stage = await staged(open);
    const first = result(await stage.sync());

    expect([first.result, first.made, first.counts.local.create, first.counts.conflicts]).toEqual([
      'synced',
      true,
      9,
      0,
    ]);
    expect(first.holes).toEqual([{ side: 'local', connection: 'retail-drop', field: 'password' }]);
    await alike(stage);
    const again = result(await stage.sync());
    expect([again.result, again.lines, stage.lists()]).toEqual(['unchanged', [], 0]);
  });

  test('brings to each side what changed on the other, with who made it, and renames and removes', async () => {
    const stage = await staged(open);
    await stage.sync();
    await stage.original.apply([
      { change: 'connection.edit', connection: 'looks', set: { userId: 'another' } },
      { change: 'export.remove', dependent: 'nightly' },
      { change: 'user.remove', user: 'vic' },
    ]);
    await stage
      .copy()
      .apply([
        newsletter('More news'),
        { change: 'connection.rename', connection: 'retail-drop', displayName: 'Renamed drop', name: 'renamed-drop' },
      ]);

    const { counts } = result(await stage.sync(['--yes']));
    expect([counts.local, counts.remote]).toEqual([
      { create: 0, change: 1, rename: 0, remove: 2, blocked: 0 },
      { create: 1, change: 0, rename: 1, remove: 0, blocked: 0 },
    ]);
    await alike(stage);
    const { items } = await stage.original.query('audit.list', { action: 'sync.put' });
    expect(items.map(({ sync }) => [sync?.displayName, sync?.by])).toEqual([
      ['laptop', 'admin'],
      ['laptop', 'admin'],
    ]);
    expect(result(await stage.sync()).result).toBe('unchanged');
  });

  test('with secrets all of them come, sealed anew, and each release is audited where it is from', async () => {
    const stage = await staged(open);
    const first = result(await stage.sync(['--with-secrets', '--reason', 'offline week']));

    expect(first.holes).toEqual([]);
    const released = await stage.copy().release({ to: 'exec', connection: 'retail-drop' });
    expect((released.secrets.password as { reveal(): string }).reveal()).toBe(canary);
    const { items } = await stage.original.query('audit.list', { action: 'connection.exec' });
    expect(items.map(({ reason }) => reason)).toEqual(['offline week']);
    expect(result(await stage.sync(['--with-secrets'])).result).toBe('unchanged');
    await stage
      .copy()
      .apply([{ change: 'connection.edit', connection: 'retail-drop', secrets: { password: secretValue('other') } }]);
    result(await stage.sync(['--with-secrets', '--yes']));
    const there = await stage.original.release({ to: 'exec', connection: 'retail-drop' });
    expect((there.secrets.password as { reveal(): string }).reveal()).toBe('other');
  });

  test('with secrets later, holes on either side are filled, though nothing else has changed', async () => {
    const stage = await staged(open);
    await stage.sync();
    await stage.copy().apply([drop('Here', { name: 'here' })]);
    expect(result(await stage.sync(['--yes'])).holes).toHaveLength(1);

    const { counts, holes } = result(await stage.sync(['--with-secrets', '--yes']));
    expect([counts.local.change, counts.remote.change, counts.conflicts, holes]).toEqual([1, 1, 0, []]);
    const { id } = await stage.original.query('environment.show', {});
    const { items } = await stage.copy().query('audit.list', { action: 'sync.put', search: 'retail-drop' });
    expect(items.map(({ sync }) => sync?.environment)).toEqual([id, id]);
    expect(result(await stage.sync(['--with-secrets'])).result).toBe('unchanged');
    expect(stage.lists()).toBe(0);
    const [here, there] = [stage.copy(), stage.original];
    for (const [door, connection] of [[here, 'retail-drop'] as const, [there, 'here'] as const])
      expect((await door.release({ to: 'exec', connection })).secrets).toHaveProperty('password');
  });

  test('ended at any list of changes, the next sync does the rest: nothing twice, and no conflict', async () => {
    const prepared = async () => {
      const stage = await staged(open);
      await stage.sync();
      await stage.original.apply(set('retail-drop', 'there'));
      await stage.copy().apply([newsletter('More news'), { change: 'export.remove', dependent: 'nightly' }]);
      return stage;
    };
    const whole = await prepared();
    await whole.sync(['--yes']);
    const lists = whole.lists();
    expect(lists).toBeGreaterThan(1);
    const expected = (await contents(whole.original)).length;

    for (let at = 0; at < lists; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const stage = await prepared();
        stage.failing({ at, when });
        expect((await stage.sync(['--yes'])).problem?.code).toBe('terminated');
        const { counts } = result(await stage.sync(['--yes']));

        expect(counts.conflicts).toBe(0);
        await alike(stage);
        expect(await contents(stage.original)).toHaveLength(expected);
        for (const door of [stage.original, stage.copy()]) {
          const { items } = await door.query('audit.list', { search: 'more-news' });
          expect(items.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
        }
        expect(result(await stage.sync()).result).toBe('unchanged');
      }
    }
  });

  test('a first sync that was ended goes on under the same name', async () => {
    const stage = await staged(open);
    stage.failing({ at: 0, when: 'before' });
    expect((await stage.sync()).problem?.code).toBe('terminated');
    await stage.original.apply(set('retail-drop', 'meanwhile'));

    const { counts, made } = result(await stage.sync());
    expect([made, counts.conflicts]).toEqual([false, 0]);
    await alike(stage);
  });

  test('a first sync that was refused leaves no environment behind', async () => {
    const stage = await staged(open);
    for (const more of [['--dry-run'], []]) {
      const { problem } = await stage.sync(['--with-secrets', ...more], [], { there: 'audrey' });
      expect([problem?.code, problem?.exit, stage.isThere()]).toEqual(['sync.keeps_secrets', 5, false]);
    }
    const { items } = await stage.original.query('audit.list', { action: 'connection.exec' });
    expect(items.map(({ actor, outcome }) => [actor, outcome])).toEqual([['audrey', 'refused']]);

    expect(result(await stage.sync([], [], { there: 'audrey' })).made).toBe(true);
  });

  test('what moves between looking and writing is looked at anew', async () => {
    const stage = await staged(open);
    await stage.sync();
    await stage.copy().apply(set('retail-drop', 'here'));
    const ran = await stage.sync(['--yes', '--prefer', 'local'], [], {
      between: async (side, at) =>
        side === 'team' && at === 0 && (await stage.original.apply(set('retail-drop', 'meanwhile'))),
    });

    expect(ran.seen).toContain('something changed meanwhile; both sides are looked at again\n');
    expect(result(ran).counts.remote.change).toBe(1);
    await alike(stage);
  });

  test('what moves again and again ends as a conflict of revisions, with nothing half done', async () => {
    const stage = await staged(open);
    await stage.sync();
    await stage.copy().apply(set('retail-drop', 'here'));
    let n = 0;
    const { problem } = await stage.sync(['--yes', '--prefer', 'local'], [], {
      between: async (side) => side === 'team' && stage.original.apply(set('retail-drop', `there-${n++}`)),
    });

    expect([problem?.code, problem?.exit]).toEqual(['revision.moved', 7]);
    result(await stage.sync(['--yes', '--prefer', 'remote']));
    await alike(stage);
  });
});

describe('what both changed', () => {
  async function disputed(): Promise<SyncStage> {
    const stage = await staged();
    await stage.sync();
    await stage.original.apply([...set('retail-drop', 'there'), newsletter('Also new')]);
    await stage.copy().apply(set('retail-drop', 'here'));
    return stage;
  }
  const username = async (door: Environment) => {
    const shown = await door.query('connection.show', { connection: 'retail-drop' });
    return 'settings' in shown ? shown.settings.username : undefined;
  };

  test('is shown field by field and decided by a person, who is told the same without questions', async () => {
    const stage = await disputed();
    const { seen, outcome } = await stage.sync(
      [],
      [
        ['retail-drop', 'keep what is here'],
        ['Go ahead?', true],
      ],
    );

    expect(outcome?.exit).toBe(0);
    expect(seen).toContain('  username:\n    before  svc-cdp\n    laptop  here\n    team    there\n');
    expect(seen).toContain('cinch sync --from team --to laptop --prefer local --yes\n');
    expect(await username(stage.original)).toBe('here');
    await alike(stage);
  });

  test('is taken from the side that is preferred', async () => {
    const stage = await disputed();
    result(await stage.sync(['--prefer', 'remote', '--yes']));
    expect(await username(stage.copy())).toBe('there');
    await alike(stage);
  });

  test('may be preferred for one thing alone', async () => {
    const stage = await disputed();
    result(await stage.sync(['--prefer', 'retail-drop=local', '--yes']));
    expect(await username(stage.original)).toBe('here');
  });

  test.each([
    [['retial-drop=remote'], 'not_found', 6, 'there is no conflict `retial-drop`; did you mean `retail-drop`?'],
    [['remote', 'also-new=local'], 'not_found', 6, 'there is no conflict `also-new`'],
    [['local', 'remote'], 'usage.arguments', 2, '`--prefer` says both local and remote of everything'],
    [['looks=local', 'looks=remote'], 'usage.arguments', 2, '`--prefer` says both local and remote of `looks`'],
  ])('is refused where %j is no decision about it, and nothing is done', async (given, code, exit, detail) => {
    const stage = await disputed();
    for (const more of [['--yes'], ['--dry-run']]) {
      const { problem } = await stage.sync([...given.flatMap((it) => ['--prefer', it]), ...more]);
      expect([problem?.code, problem?.exit, problem?.detail]).toEqual([code, exit, expect.stringContaining(detail)]);
      if (exit === 6) expect(problem?.fix).toEqual([expect.not.stringContaining('--prefer')]);
    }
    expect(stage.lists()).toBe(0);
  });

  test('is decided by name also where only another decision brings it about', async () => {
    const stage = await staged();
    await stage.original.apply([newsletter('Extra')]);
    await stage.sync();
    const fresh = newsletter('Extra', { name: 'fresh' });
    await stage.original.apply([{ change: 'connection.remove', connection: 'extra' }, fresh]);
    await stage.copy().apply([{ change: 'connection.lock', connection: 'extra', reason: 'in doubt' }]);
    expect((await stage.sync(['--dry-run'])).outcome?.data).toMatchObject({ counts: { conflicts: 1 } });

    const dry = await stage.sync(['--dry-run', '--prefer', 'extra=local']);
    expect([dry.outcome?.exit, dry.outcome?.data]).toMatchObject([0, { counts: { conflicts: 2, undecided: 0 } }]);
  });

  test('is left while the rest is done, and told again by the next sync', async () => {
    const stage = await disputed();
    const ran = await stage.sync(['--skip-conflicts', '--yes']);

    expect([ran.outcome?.exit, result(ran).counts.local.create]).toEqual([7, 1]);
    expect([await username(stage.copy()), await username(stage.original)]).toEqual(['here', 'there']);
    const again = await stage.sync(['--skip-conflicts', '--yes']);
    expect([again.outcome?.exit, result(again).counts.conflicts]).toEqual([7, 1]);
    result(await stage.sync(['--prefer', 'local', '--yes']));
    await alike(stage);
  });

  test('is decided with secrets in one go: what the sync itself wrote has not moved meanwhile', async () => {
    const stage = await staged();
    await stage.sync();
    await stage.original.apply([drop('Sales')]);
    await stage.copy().apply([drop('Sales')]);
    const ran = await stage.sync(['--prefer', 'local', '--with-secrets', '--yes']);

    expect(result(ran).counts.remote).toMatchObject({ create: 1, rename: 1 });
    expect(ran.seen).not.toContain('something changed meanwhile');
    expect((await stage.copy().release({ to: 'exec', connection: 'sales-2' })).secrets).toHaveProperty('password');
  });

  test('is no name that something else has, where the loser of a name gets another', async () => {
    const stage = await staged();
    await stage.original.apply([newsletter('Sales (2)', { name: 'other' })]);
    await stage.sync();
    await stage.original.apply([newsletter('Sales')]);
    await stage.copy().apply([newsletter('SALES')]);
    result(await stage.sync(['--prefer', 'remote', '--yes']));

    for (const door of [stage.original, stage.copy()]) {
      const { items } = await door.query('connection.list', { search: 'sales' });
      expect(items.map(({ displayName }) => displayName).sort()).toEqual(['SALES (3)', 'Sales', 'Sales (2)']);
    }
  });

  test('several are asked one by one, looked over at the end, and may be left', async () => {
    const stage = await disputed();
    await stage.original.apply([{ change: 'connection.edit', connection: 'looks', set: { userId: 'there' } }]);
    await stage.copy().apply([{ change: 'connection.edit', connection: 'looks', set: { userId: 'here' } }]);
    const { seen, outcome } = await stage.sync(
      [],
      [
        ['retail-drop (1 of 2)', 'keep what is here'],
        ['looks (2 of 2)', 'take what is there'],
        ['Review', 'connection looks'],
        ['looks', 'leave it for now'],
        ['Review', 'go on with these'],
        ['Go ahead?', true],
      ],
    );

    expect(outcome?.exit).toBe(7);
    expect(seen).toContain('--skip-conflicts');
    expect(seen).toContain('retail-drop=local');
    expect(await username(stage.original)).toBe('here');
  });

  test('a dry run shows it and writes nothing, and ends as the run would', async () => {
    const stage = await disputed();
    const { outcome } = await stage.sync(['--dry-run']);
    expect([outcome?.kind, outcome?.exit, stage.lists()]).toEqual(['SyncPlan', 7, 0]);
  });
});

describe('who may', () => {
  test('an auditor copies what they may only see; what they change here stays here and is told, and pulls go on', async () => {
    const stage = await staged();
    const first = result(await stage.sync([], [], { there: 'audrey' }));
    expect(first.counts.local.create).toBe(9);
    await stage.copy().apply(set('retail-drop', 'here'));
    await stage.original.apply([newsletter('More news')]);

    const stopped = [
      {
        action: 'blocked',
        to: 'remote',
        name: 'retail-drop',
        blocked: [{ code: 'only-looks', message: 'your role there is auditor, which changes nothing' }],
      },
    ];
    const dry = await stage.sync(['--dry-run'], [], { there: 'audrey' });
    expect([dry.outcome?.exit, dry.outcome?.data]).toMatchObject([13, { lines: [{ name: 'more-news' }, ...stopped] }]);
    const ran = await stage.sync(['--yes'], [], { there: 'audrey' });
    expect([ran.outcome?.exit, result(ran)]).toMatchObject([
      13,
      { result: 'synced', lines: [{ action: 'create', to: 'local', name: 'more-news' }, ...stopped] },
    ]);
    const again = await stage.sync([], [], { there: 'audrey' });
    expect([again.outcome?.exit, result(again), stage.lists()]).toMatchObject([13, { result: 'unchanged' }, 0]);

    await stage.original.apply(set('retail-drop', 'there'));
    expect((await stage.sync(['--dry-run'], [], { there: 'audrey' })).outcome?.exit).toBe(7);
    expect((await stage.sync(['--prefer', 'remote', '--yes'], [], { there: 'audrey' })).outcome?.exit).toBe(0);
    await alike(stage);
  });

  test('what an auditor could not bring goes over once an administrator syncs', async () => {
    const stage = await staged();
    await stage.sync([], [], { there: 'audrey' });
    await stage.copy().apply(set('retail-drop', 'here'));
    await stage.sync(['--yes'], [], { there: 'audrey' });

    expect(result(await stage.sync(['--yes'])).counts.remote).toMatchObject({ change: 1, blocked: 0 });
    await alike(stage);
  });

  test('a mirror takes nothing from its own copy, which goes on taking from it', async () => {
    const stage = await staged();
    await stage.sync();
    const blank = { seq: 0, hash: '0'.repeat(64) };
    const copyOf = {
      environment: 'far',
      name: 'far',
      mirror: true,
      here: blank,
      there: blank,
      stays: [],
      syncedAt: '',
    };
    await stage.original.apply([{ change: 'sync.keep', copyOf, base: [], after: null }]);
    await stage.copy().apply(set('retail-drop', 'here'));

    const ran = await stage.sync(['--yes']);
    expect([ran.outcome?.exit, result(ran).lines.map(({ blocked }) => blocked?.[0]?.message)]).toEqual([
      13,
      ['that side mirrors `far` and is only read'],
    ]);
  });

  test('an auditor of the copy may not, and nothing came to the original by then', async () => {
    const stage = await staged();
    await stage.sync();
    await stage.copy().apply([newsletter('More news')]);
    await stage.original.apply(set('retail-drop', 'there'));

    const { problem } = await stage.sync(['--yes'], [], { here: 'audrey' });
    expect([problem?.code, await stage.original.query('connection.list', { search: 'more' })]).toMatchObject([
      'sync.one_way',
      { total: 0 },
    ]);
    // Whatever there is to do: what both agree on then is kept in the copy.
    result(await stage.sync(['--yes']));
    expect((await stage.sync(['--yes'], [], { here: 'audrey' })).problem?.code).toBe('sync.one_way');
  });

  test('a contributor may not, and nothing is made', async () => {
    const stage = await staged();
    const { problem } = await stage.sync([], [], { there: 'chloe' });
    expect(problem?.detail).toContain('a sync sees all of `team`, which takes an administrator or an auditor');
    expect(stage.isThere()).toBe(false);
    expect([problem?.exit, await stage.sync(['--dry-run']).then(({ outcome }) => outcome?.kind)]).toEqual([
      5,
      'SyncPlan',
    ]);
  });
});

test('an environment with another history is refused, and compared afresh where that is wanted', async () => {
  const stage = await staged();
  await stage.sync();
  const { copyOf } = await stage.copy().query('environment.show', {});
  if (copyOf === null) throw new Error('it is no copy');
  const there = { ...copyOf.there, hash: copyOf.here.hash };
  await stage.copy().apply([{ change: 'sync.keep', copyOf: { ...copyOf, there }, base: [], after: copyOf.here }]);
  await stage.original.apply(set('retail-drop', 'there'));

  const { problem } = await stage.sync(['--yes']);
  expect([problem?.code, problem?.exit, problem?.fix]).toEqual([
    'sync.other_history',
    7,
    ['cinch sync --from team --to laptop --afresh --dry-run'],
  ]);
  result(await stage.sync(['--afresh', '--prefer', 'remote', '--yes']));
  await alike(stage);
  expect(result(await stage.sync()).result).toBe('unchanged');
});

test('a copy that was restored takes nothing back that it had brought over since', async () => {
  const stage = await staged();
  await stage.sync();
  const restore = await stage.backup();
  await stage.copy().apply([...set('retail-drop', 'here'), newsletter('More news')]);
  result(await stage.sync(['--yes']));
  await restore();

  const { counts } = result(await stage.sync(['--yes']));
  expect([counts.remote, counts.local.create, counts.local.change]).toEqual([
    { create: 0, change: 0, rename: 0, remove: 0, blocked: 0 },
    1,
    1,
  ]);
  await alike(stage);
});

test('nor one that was restored and worked on since: what it changed of the same things is a conflict', async () => {
  const stage = await staged();
  await stage.sync();
  const restore = await stage.backup();
  await stage.copy().apply(set('retail-drop', 'here'));
  result(await stage.sync(['--yes']));
  await restore();
  await stage.copy().apply([{ change: 'connection.lock', connection: 'retail-drop', reason: 'x' }]);

  const left = await stage.sync(['--skip-conflicts', '--yes']);
  expect(left.outcome?.exit).toBe(7);
  result(await stage.sync(['--prefer', 'remote', '--yes']));
  await alike(stage);
});

test('of two syncs at once nothing is done twice', async () => {
  const stage = await staged();
  await stage.sync();
  await stage.copy().apply([newsletter('More news')]);
  await stage.original.apply([newsletter('Other news'), ...set('retail-drop', 'there')]);

  for (const ran of await Promise.all([stage.sync(['--yes']), stage.sync(['--yes'])])) result(ran);
  await alike(stage);
  for (const door of [stage.original, stage.copy()]) {
    const { items } = await door.query('audit.list', { action: 'sync.put', search: 'news' });
    expect(items.filter(({ target }) => ['more-news', 'other-news'].includes(target.name))).toHaveLength(1);
  }
});

test('another environment with the id of the original takes its place only where that is wanted, and it is told', async () => {
  const stage = await staged();
  await stage.sync();
  const again = ['--from', 'team-again', '--to', 'laptop'];
  for (const more of [[], ['--dry-run']]) {
    const { problem } = await stage.sync([...again, ...more]);
    expect([problem?.code, problem?.exit, problem?.fix]).toEqual([
      'sync.same_id',
      7,
      ['cinch sync --from team --to laptop', 'cinch sync --from team-again --to laptop --afresh --dry-run'],
    ]);
  }
  const taken = await stage.sync([...again, '--afresh', '--yes']);
  expect(taken.seen).toContain('environment laptop, a copy of team-again, so far of team\n');
  expect((await stage.copy().query('environment.show', {})).copyOf?.name).toBe('team-again');
  expect((await stage.sync(again)).problem).toBeUndefined();

  // Under another name alone it is the same environment.
  stage.forget('team-again');
  const renamed = await stage.sync();
  expect([renamed.problem, renamed.seen]).toEqual([
    undefined,
    expect.stringContaining('environment laptop, a copy of team, so far of team-again\n'),
  ]);
});

test.each([
  [['--if-revision', '3'], '`--if-revision` is about one thing'],
  [['--watch', '--every', '99999999999'], '`--every` takes a whole number from 1 to 86400'],
  [['--prefer', '=local'], '`--prefer` takes [NAME=]local|remote'],
  [['--every', '5'], '`--every` says how often `--watch` looks'],
  [['--watch', '--prefer', 'local'], 'a mirror takes everything as it is there'],
])('%j says nothing of a sync, and is refused before anything is looked at', async (given, says) => {
  const stage = await staged();
  const { problem } = await stage.sync([...given]);
  expect([problem?.exit, problem?.detail, stage.isThere()]).toEqual([2, expect.stringContaining(says), false]);
});

test('the two names may come in either order', async () => {
  const stage = await staged();
  await stage.sync();
  expect(result(await stage.sync(['--from', 'laptop', '--to', 'team'])).local.name).toBe('laptop');
});
