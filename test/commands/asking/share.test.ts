import { afterEach, describe, expect, test } from '@jest/globals';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import type { Answer } from '../../support/answers.ts';
import { ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { sameCommand } from '../../support/same-command.ts';
import { createWorld, type World } from '../../support/world.ts';
import { exportOn, lookup, newsletter, people, terms } from '../furniture.ts';

const opened: World[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});
async function furnished({ production = false } = {}): Promise<World> {
  const world = await createWorld();
  opened.push(world);
  await world
    .as()
    .apply([
      ...people,
      newsletter('News'),
      newsletter('Given away', { share: ['contributors'] }),
      newsletter('Named', { share: ['user:chloe', 'user:carl'] }),
      newsletter('For chloe', { share: ['user:chloe'] }),
      lookup('Company data'),
      exportOn('news', 'Daily'),
      exportOn('news', 'Weekly'),
      exportOn('named', 'Monthly'),
      exportOn('for-chloe', 'Yearly'),
      { change: 'environment.edit', production },
    ]);
  return world;
}
const sharing = async (world: World, connection: string) =>
  ((await world.as().query('connection.show', { connection })) as ConnectionDetail).sharedWith;
const share = (...more: string[]) => ['connection', 'share', ...more];
const unshare = (...more: string[]) => ['connection', 'unshare', ...more];
const byName: readonly Answer[] = [
  ['Who may use it?', 'some of them, by name'],
  ['Which contributor?', 'carl'],
  ['Who else?', 'nobody else'],
];

describe('sharing at a terminal', () => {
  test('R13 shows who gains what over which exports, and shares with all', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(world, share('news'), [
      ['Who may use it?', 'all contributors'],
      ['Review', 'share it'],
    ]);

    expectGolden('transcripts/connection-share', seen);
    expect(sameCommand(outcome)).toEqual(share('news', '--with', 'contributors'));
    expect(await sharing(world, 'news')).toBe('contributors');
  });

  test('R15 names contributors one after another, found by typing', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(world, share('news'), [...byName, ['Review', 'share it']]);

    expect(seen).toContain('  now    administrators (1)\n  after  administrators (1), carl\n');
    expect(sameCommand(outcome)).toEqual(share('news', '--with', 'user:carl'));
    expect(await sharing(world, 'news')).toEqual(['carl']);
  });

  test('the same search names contributors of a connection that is added', async () => {
    const world = await furnished();

    await ask(
      world,
      ['connection', 'add', 'mailchimp', '--accept-terms', terms],
      [
        ['Display name', 'Another'],
        ['Client ID', ''],
        ['Client secret', 'leave it out'],
        ['Refresh token', 'leave it out'],
        ['Who may use it?', 'some contributors, by name'],
        ['Which contributor?', 'carl'],
        ['Who else?', 'nobody else'],
        ['Review', 'save it'],
      ],
    );

    expect(await sharing(world, 'another')).toEqual(['carl']);
  });

  test('who may use it already stays, and is left out where they are chosen again', async () => {
    const world = await furnished();

    const { seen } = await ask(
      world,
      ['connection', 'edit', 'for-chloe'],
      [
        ['Change which?', 'Who may use it'],
        ['Who may use it?', 'some contributors, by name'],
        ['Who else?', 'chloe'],
        ['Which contributor?', 'carl'],
        ['Who else?', 'nobody else'],
        ['Change which?', 'save'],
        ['Go ahead?', true],
      ],
    );

    expect(seen).toContain('? Who else? chloe\n? Which contributor? carl\n? Who else? nobody else\n');
    expect(await sharing(world, 'for-chloe')).toEqual(['carl']);
  });

  test('nobody else is asked for when all are named', async () => {
    const world = await furnished();

    const { outcome } = await ask(world, share('news'), [
      ['Who may use it?', 'some of them, by name'],
      ['Which contributor?', 'chloe'],
      ['Who else?', 'carl'],
      ['Review', 'share it'],
    ]);

    expect(sameCommand(outcome)).toEqual(share('news', '--with', 'user:chloe', '--with', 'user:carl'));
  });

  test('only those who may not use it yet are offered', async () => {
    const world = await furnished();

    await expect(
      ask(world, share('for-chloe'), [
        ['Who may use it?', 'some of them, by name'],
        ['Which contributor?', 'chloe'],
      ]),
    ).rejects.toThrow('"chloe" cannot be chosen');
    const { outcome } = await ask(world, share('for-chloe'), [
      ['Who may use it?', 'some of them, by name'],
      ['Which contributor?', 'carl'],
      ['Review', 'share it'],
    ]);
    expect(sameCommand(outcome)).toEqual(share('for-chloe', '--with', 'user:carl'));
  });

  test('where everybody is named nobody is left to name', async () => {
    const world = await furnished();
    await expect(ask(world, share('named'), [['Who may use it?', 'some of them, by name']])).rejects.toThrow(
      '"some of them, by name" cannot be chosen',
    );
  });

  test.each([
    ['the question', [['Who may use it?', 'leave without sharing']]],
    ['the review', [...byName, ['Review', 'leave without sharing']]],
  ] as const)('leaving at %s changes nothing', async (_, answers) => {
    const world = await furnished();

    const { problem } = await ask(world, share('news'), answers);

    expect(problem).toMatchObject({
      code: 'input.declined',
      exit: 130,
      detail: expect.stringContaining('sharing news'),
    });
    expect(await sharing(world, 'news')).toBe('administrators');
  });

  test('what is given is not asked, and nothing is asked twice', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(world, share('news', '--with', 'user:carl'), []);

    expect([outcome?.same, seen]).toEqual([undefined, '']);
    expect(await sharing(world, 'news')).toEqual(['carl']);
  });

  test('what everybody may use is not asked about', async () => {
    const world = await furnished();
    const { outcome } = await ask(world, share('given-away'), []);
    expect(outcome?.data).toMatchObject({ result: 'unchanged' });
  });

  test('--yes spares the review, and a dry run needs none', async () => {
    const world = await furnished();

    await ask(world, share('news', '--dry-run'), byName);
    expect(await sharing(world, 'news')).toBe('administrators');
    await ask(world, share('news', '--yes'), byName);
    expect(await sharing(world, 'news')).toEqual(['carl']);
  });

  test('in production the name is typed in place of the review, after the screen was seen', async () => {
    const world = await furnished({ production: true });

    const { outcome, seen } = await ask(world, share('news'), [...byName, ['Type news to go ahead', 'news']]);
    expect(sameCommand(outcome)).toEqual(share('news', '--with', 'user:carl', '--confirm', 'news'));
    expect(seen.match(/administrators \(1\), carl/g)).toHaveLength(1);

    const given = await ask(world, share('news', '--with', 'user:chloe'), [['Type news to go ahead', 'news']]);
    expect(given.seen).toContain('after  administrators (1), carl, chloe');
    const confirmed = await ask(world, share('news', '--with', 'contributors', '--confirm', 'news'), []);
    expect(confirmed.seen).toBe('');
  });

  test.each([
    ['R14 an enrichment connection', 'company-data', 'connection.not_shareable'],
    ['one that is not there', 'nothing', 'not_found'],
    ['D13 a locked one', 'news', 'connection.locked'],
  ])('%s is refused before anything is asked', async (_, name, code) => {
    const world = await furnished();
    await world.as().apply([{ change: 'connection.lock', connection: 'news', reason: 'audit' }]);
    expect((await ask(world, share(name), [])).problem?.code).toBe(code);
  });

  test.each(['share', 'unshare'])('R5 R12 whoever may not %s is refused before anything is looked up', async (verb) => {
    const world = await furnished();
    for (const account of ['chloe', 'audrey', 'vic'])
      for (const name of ['named', 'nothing'])
        expect((await ask(world, ['connection', verb, name], [], { account })).problem?.code).toBe('forbidden');
  });

  test('a person who is not known is refused before the name is typed in production', async () => {
    const world = await furnished({ production: true });
    expect((await ask(world, share('news', '--with', 'user:zoe'), [])).problem?.code).toBe('not_found');
  });
});

describe('unsharing at a terminal', () => {
  test('D4 shows who keeps seeing which exports, and asks as before', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(world, unshare('named'), [
      ['Who may no longer use it?', 'some of them, by name'],
      ['Which contributor?', 'carl'],
      ['Who else?', 'nobody else'],
      ['Go ahead?', true],
    ]);

    expectGolden('transcripts/connection-unshare', seen);
    expect(sameCommand(outcome)).toEqual(unshare('named', '--with', 'user:carl', '--yes'));
    expect(await sharing(world, 'named')).toEqual(['chloe']);
  });

  test('it is taken from everyone by name, so that it can be given back to them alone', async () => {
    const world = await furnished();

    const { outcome } = await ask(world, unshare('named'), [
      ['Who may no longer use it?', 'everyone it is shared with'],
      ['Go ahead?', true],
    ]);

    expect(outcome?.next).toEqual(['cinch connection share named --with user:carl --with user:chloe']);
    expect(await sharing(world, 'named')).toBe('administrators');
  });

  test.each([
    ['given-away', ['--with', 'contributors']],
    ['for-chloe', ['--with', 'user:chloe']],
  ])('where there is one choice only nothing is chosen: %s', async (name, who) => {
    const world = await furnished();

    const { outcome, seen } = await ask(world, unshare(name), [['Go ahead?', true]]);

    expect(seen).toContain('  after  administrators (1)\n');
    expect(sameCommand(outcome)).toEqual(unshare(name, ...who, '--yes'));
    expect(await sharing(world, name)).toBe('administrators');
  });

  test('given on the line, the screen comes before the question, and with --yes neither', async () => {
    const world = await furnished();

    const asked = await ask(world, unshare('named', '--with', 'user:carl'), [['Go ahead?', false]]);
    expect(asked.seen).toContain('  after  administrators (1), chloe\n');
    expect(asked.problem?.code).toBe('input.declined');

    const given = await ask(world, unshare('named', '--with', 'user:carl', '--yes'), []);
    expect(given.seen).toBe('');
    expect(await sharing(world, 'named')).toEqual(['chloe']);
  });

  test('what nobody else may use is not asked about', async () => {
    const world = await furnished();
    const { outcome } = await ask(world, unshare('news'), []);
    expect(outcome?.data).toMatchObject({ result: 'unchanged' });
  });

  test('someone who is no contributor any more goes with everyone, and is not offered by name', async () => {
    const world = await furnished();
    await world.as().apply([{ change: 'user.edit', user: 'carl', role: 'viewer' }]);

    const { outcome } = await ask(world, unshare('named'), [
      ['Who may no longer use it?', 'everyone it is shared with'],
      ['Go ahead?', true],
    ]);

    expect(sameCommand(outcome)).toEqual(unshare('named', '--with', 'contributors', '--yes'));
    expect(await sharing(world, 'named')).toBe('administrators');
  });
});
