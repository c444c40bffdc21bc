import { afterEach, describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/model/change.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { Answer } from '../../support/answers.ts';
import { ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { sameCommand } from '../../support/same-command.ts';
import { createWorld, type World } from '../../support/world.ts';
import { enrichmentOn, lookup, newsletter, people } from '../furniture.ts';

const opened: World[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});
const timed = (connection: string, displayName: string, schedule: string): Change => ({
  change: 'export.add',
  connection,
  displayName,
  schedule,
});
async function furnished(...more: readonly Change[]): Promise<World> {
  const world = await createWorld();
  opened.push(world);
  await world
    .as()
    .apply([
      ...people,
      newsletter('News', { share: ['contributors'] }),
      newsletter('News 2027'),
      newsletter('Unused'),
      lookup('Company data'),
      timed('news', 'VIP nightly', 'daily 02:00 Europe/Amsterdam'),
      timed('news', 'Winback', 'weekly sun 04:00 UTC'),
      timed('news', 'Churn', 'refresh'),
      enrichmentOn('company-data', 'Profiles'),
      enrichmentOn('company-data', 'Firms'),
      enrichmentOn('company-data', 'Idle'),
      { change: 'enrichment.deactivate', dependent: 'idle' },
      ...more,
    ]);
  return world;
}
const remove = (...more: string[]) => ['connection', 'remove', ...more];
const type: Answer = ['Type news to go ahead', 'news'];
const all = (label: string): Answer => ['What becomes of the 3 exports?', label];

async function stateOf(world: World) {
  const admin = world.as();
  const { items } = await admin.query('connection.list', {});
  const dependents = [
    ...(await admin.query('export.list', {})).items,
    ...(await admin.query('enrichment.list', {})).items,
  ];
  return {
    connections: items.map(({ name }) => name),
    on: Object.fromEntries(dependents.map(({ name, connection, status }) => [name, `${status} on ${connection}`])),
  };
}

describe('removing a connection at a terminal', () => {
  test('R25 R26 shows its dependents, decides each, shows the plan, and is confirmed by its name', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(world, remove('news'), [
      all('decide each on its own'),
      ['churn (1 of 3)', 'remove it'],
      ['vip-nightly (2 of 3)', 'move it to another connection'],
      ['Move it to which connection?', 'News 2027'],
      ['winback (3 of 3)', 'disconnect it'],
      type,
    ]);

    expectGolden('transcripts/connection-remove', seen);
    expect(sameCommand(outcome)).toEqual(
      remove(
        'news',
        ...['--exports', 'churn=remove', '--exports', 'vip-nightly=move:news-2027', '--exports', 'winback=disconnect'],
        ...['--confirm', 'news'],
      ),
    );
    const { connections, on } = await stateOf(world);
    expect(connections).not.toContain('news');
    expect(on).toMatchObject({ 'vip-nightly': 'active on news-2027', winback: 'inactive on null' });
    expect(on).not.toHaveProperty('churn');
  });

  test('the same screens fit 40 columns, and nothing of them is left out', async () => {
    const world = await furnished({ change: 'environment.edit', production: true });
    const { seen } = await ask(world, remove('news'), [all('disconnect all'), type], { columns: 40 });
    expectGolden('transcripts/connection-remove-40', seen);
  });

  test('R25 one answer for all of them', async () => {
    const world = await furnished();

    const { outcome } = await ask(world, remove('news'), [
      all('move all to another connection'),
      ['Move them to which connection?', 'News 2027'],
      type,
    ]);

    expect(sameCommand(outcome)).toEqual(remove('news', '--exports', 'move:news-2027', '--confirm', 'news'));
    expect((await stateOf(world)).on).toMatchObject({ churn: 'active on news-2027', winback: 'active on news-2027' });
  });

  test('R22 D8 enrichments are deactivated, moved or removed; an inactive one is left alone and loses its connection', async () => {
    const world = await furnished(lookup('Other data'));

    const { outcome, seen } = await ask(world, remove('company-data'), [
      ['What becomes of the 2 active enrichments?', 'deactivate all'],
      ['Type company-data to go ahead', 'company-data'],
    ]);

    expectGolden('transcripts/connection-remove-enrichments', seen);
    // A word for all would be one for the inactive one too.
    expect(sameCommand(outcome)).toEqual(
      remove(
        'company-data',
        ...['--enrichments', 'firms=deactivate', '--enrichments', 'profiles=deactivate'],
        ...['--confirm', 'company-data'],
      ),
    );
    expect((await stateOf(world)).on).toMatchObject({ firms: 'inactive on null', idle: 'inactive on null' });
  });

  test('a single dependent is asked for by its name, and with one connection that fits there is nothing to search', async () => {
    const world = await furnished(lookup('Other data'), { change: 'enrichment.remove', dependent: 'firms' });

    const { outcome } = await ask(world, remove('company-data'), [
      ['What becomes of the enrichment profiles?', 'move it to Other data'],
      ['Type company-data to go ahead', 'company-data'],
    ]);

    expect(sameCommand(outcome)).toContain('profiles=move:other-data');
    expect((await stateOf(world)).on).toMatchObject({ profiles: 'active on other-data', idle: 'inactive on null' });
  });

  test('where nothing fits, moving is shown closed with the way to add one', async () => {
    const world = await furnished();

    const asked = ask(world, remove('company-data'), [
      ['What becomes of the 2 active enrichments?', 'move all to another connection'],
    ]);
    await expect(asked).rejects.toThrow('"move all to another connection" cannot be chosen');
    const { seen } = await ask(world, remove('company-data'), [
      ['What becomes of the 2 active enrichments?', 'leave, and remove nothing'],
    ]);
    expect(seen).toContain('nothing else is of type experian; `cinch connection add experian` adds one');
    expect(seen).toContain('move all to another connection  (closed: there is none of its type)');
  });

  test('D17 ready connections are offered first, and those that await their sign-in are marked', async () => {
    const world = await furnished(lookup('Other data'), lookup('A third'), {
      change: 'connection.add',
      type: 'experian',
      displayName: 'A first',
      settings: { userId: 'a', partyId: 'b', modelNumber: 'c' },
      terms: '2026-11',
    });
    const offered: string[] = [];
    const { fittingConnections } = await import('../../../src/commands/shared/asking/target.ts');
    const context = { environment: async () => world.as() } as never;
    for (const { value, aside } of await fittingConnections(context, { type: 'mailchimp', except: ['news'] }))
      offered.push(`${value}: ${aside}`);
    for (const { value } of await fittingConnections(context, { type: 'experian', except: ['company-data'] }))
      offered.push(value);

    expect(offered).toEqual([
      'news-2027: news-2027, awaits its sign-in',
      'unused: unused, awaits its sign-in',
      'a-first',
      'a-third',
      'other-data',
    ]);
  });

  test('flags decide their part, and only the rest is asked', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(
      world,
      remove('news', '--exports', 'churn=remove', '--exports', 'winback=move:News 2027'),
      [['What becomes of the export vip-nightly?', 'disconnect it'], type],
    );

    expect(seen).toContain('~ move        export      winback\n      to news-2027');
    expect(sameCommand(outcome)).toEqual(
      remove(
        'news',
        ...['--exports', 'churn=remove', '--exports', 'winback=move:News 2027', '--exports', 'disconnect'],
        ...['--confirm', 'news'],
      ),
    );
  });

  test('everything decided by flags asks only to be confirmed, after the screens; with --confirm nothing is asked or shown', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(world, remove('news', '--exports', 'disconnect', '--dry-run'), []);
    expect([outcome?.same, seen]).toEqual([undefined, '']);
    const left = await ask(world, remove('news', '--exports', 'disconnect'), [['Type news to go ahead', 'no']]);
    expect(left.seen).toContain('- disconnect  export      churn');
    expect(left.problem?.code).toBe('input.declined');

    const given = await ask(world, remove('news', '--exports', 'disconnect', '--confirm', 'news'), []);
    expect([given.outcome?.same, given.seen]).toEqual([undefined, '']);
  });

  test.each([
    ['the first question', [all('leave, and remove nothing')]],
    [
      'a dependent',
      [
        all('decide each on its own'),
        ['churn (1 of 3)', 'remove it'],
        ['vip-nightly (2 of 3)', 'leave, and remove nothing'],
      ],
    ],
    ['the name', [all('remove all'), ['Type news to go ahead', 'nes']]],
  ] as readonly (readonly [string, readonly Answer[]])[])('leaving at %s changes nothing', async (_, answers) => {
    const world = await furnished();
    const before = await stateOf(world);

    const { problem } = await ask(world, remove('news'), answers);

    expect(problem).toMatchObject({ code: 'input.declined', exit: 130 });
    expect(await stateOf(world)).toEqual(before);
  });

  test('what nothing uses is asked about as before, without any screen', async () => {
    const world = await furnished();
    const { outcome, seen } = await ask(world, remove('unused'), [['Go ahead?', true]]);
    expect(seen).toBe(
      '  this removes unused\n? Go ahead? yes\nthe same without questions:\n  cinch connection remove unused --yes\n',
    );
    expect(sameCommand(outcome)).toEqual(remove('unused', '--yes'));
  });

  test('--confirm given beforehand spares the name, not the decisions', async () => {
    const world = await furnished();
    const { outcome } = await ask(world, remove('news', '--confirm', 'news'), [all('disconnect all')]);
    expect(outcome?.same?.command).toBe('cinch connection remove news --exports disconnect --confirm news');
  });

  test.each([
    ['D13 a locked connection', remove('news'), 'connection.locked'],
    ['R12 one that is not there', remove('nothing'), 'not_found'],
    ['a decision for what does not use it', remove('unused', '--exports', 'churn=remove'), 'not_found'],
    ['moving to what is not there', remove('company-data', '--enrichments', 'firms=move:nothing'), 'not_found'],
    [
      'D6 moving to another type',
      remove('company-data', '--enrichments', 'firms=move:unused'),
      'connection.other_type',
    ],
    ['moving to itself', remove('company-data', '--enrichments', 'firms=move:company-data'), 'usage.flag_value'],
    ['an older revision', remove('company-data', '--if-revision', '7'), 'revision.moved'],
  ])('%s is refused before anything is asked', async (_, argv, code) => {
    const world = await furnished({ change: 'connection.lock', connection: 'news', reason: 'audit' });
    expect((await ask(world, argv, [])).problem?.code).toBe(code);
  });

  test('R5 R12 whoever may not remove is refused before anything is looked up', async () => {
    const world = await furnished();
    for (const account of ['chloe', 'audrey', 'vic'])
      for (const name of ['news', 'nothing'])
        expect((await ask(world, remove(name), [], { account })).problem?.code).toBe('forbidden');
  });
});

/** A world in which something happens right before what a person decided is carried out, the first time. */
function interrupted(world: World, ...changes: readonly Change[]): World {
  let left = [...changes];
  const admin = world.as();
  const meanwhile = (environment: Environment): Environment => ({
    ...environment,
    async apply(decided, options) {
      const now = options?.dryRun === true ? [] : left;
      if (options?.dryRun !== true) left = [];
      if (now.length > 0) await admin.apply(now);
      return environment.apply(decided, options);
    },
  });
  return { ...world, as: (...who) => meanwhile(world.as(...who)) };
}

describe('what changes while a person decides', () => {
  test('D9 a dependent that appeared is shown and asked for alone, and the removal begins again', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(interrupted(world, timed('news', 'Late', 'off')), remove('news'), [
      all('disconnect all'),
      type,
      ['What becomes of the export late?', 'remove it'],
      type,
    ]);

    expectGolden('transcripts/connection-remove-meanwhile', seen);
    expect(sameCommand(outcome)).toContain('late=remove');
    expect((await stateOf(world)).on).toMatchObject({ churn: 'inactive on null' });
    expect((await stateOf(world)).on).not.toHaveProperty('late');
  });

  test.each<[string, Change]>([
    ['edited', { change: 'export.edit', dependent: 'churn', schedule: 'off' }],
    ['gone', { change: 'export.remove', dependent: 'churn' }],
    ['moved away', { change: 'export.connect', dependent: 'churn', connection: 'unused' }],
    ['renamed with the connection', { change: 'connection.edit', connection: 'news', share: ['administrators'] }],
  ])('a dependent that was %s is shown as it is now, and what was decided is not asked again', async (_, change) => {
    const world = await furnished();

    const { outcome, problem } = await ask(interrupted(world, change), remove('news'), [
      all('disconnect all'),
      type,
      type,
    ]);

    expect(problem?.detail).toBeUndefined();
    expect(sameCommand(outcome)).toEqual(remove('news', '--exports', 'disconnect', '--confirm', 'news'));
    expect((await stateOf(world)).connections).not.toContain('news');
  });

  test('also for what nothing used, and for what was decided by flags and confirmed by a person', async () => {
    const world = await furnished();

    const { outcome } = await ask(interrupted(world, timed('unused', 'Late', 'off')), remove('unused'), [
      ['Go ahead?', true],
      ['What becomes of the export late?', 'disconnect it'],
      ['Type unused to go ahead', 'unused'],
    ]);
    expect(sameCommand(outcome)).toEqual(remove('unused', '--exports', 'disconnect', '--confirm', 'unused'));

    const flags = remove('news', '--exports', 'churn=remove', '--exports', 'disconnect');
    const edited: Change = { change: 'export.edit', dependent: 'churn', schedule: 'off' };
    expect((await ask(interrupted(world, edited), flags, [type, type])).problem).toBeUndefined();
  });

  test('where nobody was asked the refusal stands, and nothing is done twice', async () => {
    const world = await furnished();
    const argv = remove('news', '--exports', 'disconnect', '--confirm', 'news');
    const late = { change: 'export.edit', dependent: 'churn', schedule: 'off' } as const;
    const { problem } = await ask(interrupted(world, late), argv, []);
    expect(problem?.code).toBe('revision.moved');
  });

  test('a lock that came meanwhile ends it', async () => {
    const world = await furnished();
    const lock = { change: 'connection.lock', connection: 'news', reason: 'audit' } as const;
    const { problem } = await ask(interrupted(world, lock), remove('news'), [all('disconnect all'), type]);
    expect(problem?.code).toMatch(/^(?:connection\.locked|revision\.moved)$/);
    expect((await stateOf(world)).connections).toContain('news');
  });
});
