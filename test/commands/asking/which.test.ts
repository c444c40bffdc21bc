import { afterEach, describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/model/change.ts';
import type { Answer } from '../../support/answers.ts';
import { ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { sameCommand } from '../../support/same-command.ts';
import { createWorld, type World } from '../../support/world.ts';
import { drop, enrichmentOn, exportOn, lookup, newsletter, people } from '../furniture.ts';

const opened: World[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
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
      drop('Drop'),
      lookup('Company data'),
      lookup('Other data'),
      exportOn('news', 'Daily'),
      exportOn('news', 'Weekly'),
      exportOn('drop', 'Files'),
      { change: 'export.add', displayName: 'Loose', type: 'mailchimp', schedule: 'every 6 hours' },
      enrichmentOn('company-data', 'Profiles'),
      enrichmentOn('company-data', 'Idle'),
      { change: 'enrichment.deactivate', dependent: 'idle' },
      { change: 'enrichment.add', displayName: 'Bare', type: 'experian' },
      ...more,
    ]);
  return world;
}

async function uses(world: World, kind: 'export' | 'enrichment') {
  const { items } = await world.as().query(`${kind}.list`, {});
  return Object.fromEntries(items.map(({ name, connection, status }) => [name, `${status} on ${connection}`]));
}

describe('several at once at a terminal', () => {
  test('R18 disconnect offers the exports that have a connection, with status, connection and schedule', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(
      world,
      ['export', 'disconnect'],
      [['Disconnect which exports?', ['Daily', 'Files']]],
    );

    expectGolden('transcripts/export-disconnect', seen);
    expect(sameCommand(outcome)).toEqual(['export', 'disconnect', 'daily', 'files']);
    expect(await uses(world, 'export')).toMatchObject({
      daily: 'inactive on null',
      files: 'inactive on null',
      weekly: 'active on news',
    });
  });

  test('R19 D6 connect offers those without a connection first, and then what fits them', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(
      world,
      ['export', 'connect'],
      [
        ['Connect which exports?', ['Loose', 'Daily']],
        ['To which connection?', 'News 2027'],
      ],
    );

    expectGolden('transcripts/export-connect', seen);
    expect(sameCommand(outcome)).toEqual(['export', 'connect', 'loose', 'daily', '--connection', 'news-2027']);
    expect(await uses(world, 'export')).toMatchObject({ loose: 'active on news-2027', daily: 'active on news-2027' });
  });

  test('D6 marked ones are of one type', async () => {
    const world = await furnished();

    const { seen } = await ask(
      world,
      ['export', 'connect'],
      [
        ['Connect which exports?', []],
        ['Connect which exports?', ['Loose', 'Files']],
        ['Connect which exports?', ['Loose']],
        ['To which connection?', 'News'],
      ],
    );

    expect(seen).toContain('  mark one at least\n');
    expect(seen).toContain('  they are of the types mailchimp, sftp, and a connection serves one type\n');
  });

  test('with the connection given only those of its type that are not on it are offered, with names given only the connection', async () => {
    const world = await furnished();

    const { seen } = await ask(
      world,
      ['export', 'connect', '--connection', 'News'],
      [['Connect which exports?', ['Loose']]],
    );
    expect(seen).not.toMatch(/Files|Daily|Weekly/);

    await expect(
      ask(world, ['export', 'connect', 'daily', 'weekly'], [['To which connection?', 'News']]),
    ).rejects.toThrow('"News" cannot be chosen');
    const { outcome } = await ask(
      world,
      ['export', 'connect', 'daily', 'weekly'],
      [['To which connection?', 'News 2027']],
    );
    expect(sameCommand(outcome)).toEqual(['export', 'connect', 'daily', 'weekly', '--connection', 'news-2027']);
  });

  test('names of two types, and a type that nothing fits, are told before anything is asked', async () => {
    const world = await furnished();
    expect((await ask(world, ['export', 'connect', 'daily', 'files'], [])).problem?.detail).toBe(
      'they are of the types mailchimp, sftp, and a connection serves one type',
    );
    expect((await ask(world, ['export', 'connect', 'files'], [])).problem?.code).toBe('connection.none_fits');
  });

  test('R22 deactivate offers active enrichments, activate those that are inactive and have a connection', async () => {
    const world = await furnished();

    const stopped = await ask(world, ['enrichment', 'deactivate'], [['Deactivate which enrichments?', ['Profiles']]]);
    expect(stopped.seen).not.toMatch(/Idle|Bare/);
    expect(sameCommand(stopped.outcome)).toEqual(['enrichment', 'deactivate', 'profiles']);

    const started = await ask(
      world,
      ['enrichment', 'activate'],
      [['Activate which enrichments?', ['Idle', 'Profiles']]],
    );
    expect(started.seen).not.toContain('Bare');
    expect(await uses(world, 'enrichment')).toMatchObject({
      idle: 'active on company-data',
      profiles: 'active on company-data',
    });
  });

  test('R22 an inactive enrichment is offered for the connection that it has, because connecting starts it', async () => {
    const world = await furnished();

    const { outcome } = await ask(
      world,
      ['enrichment', 'connect', '--connection', 'company-data'],
      [['Connect which enrichments?', ['Idle', 'Bare']]],
    );

    expect(sameCommand(outcome)).toEqual(['enrichment', 'connect', 'bare', 'idle', '--connection', 'company-data']);
    expect((await uses(world, 'enrichment')).idle).toBe('active on company-data');
  });

  test('R26 removing is asked about all the same', async () => {
    const world = await furnished();
    const argv = ['export', 'remove'];

    const left = await ask(world, argv, [
      ['Remove which exports?', ['Daily', 'Loose']],
      ['Go ahead?', false],
    ]);
    expect(left.problem?.code).toBe('input.declined');
    const { outcome } = await ask(world, argv, [
      ['Remove which exports?', ['Daily', 'Loose']],
      ['Go ahead?', true],
    ]);
    expect(sameCommand(outcome)).toEqual(['export', 'remove', 'daily', 'loose', '--yes']);
    expect(Object.keys(await uses(world, 'export'))).toEqual(['files', 'weekly']);
  });

  test('everything on a connection, or names, are asked for no more', async () => {
    const world = await furnished();
    const { outcome, seen } = await ask(world, ['export', 'disconnect', '--connection', 'news'], []);
    expect([outcome?.same, seen]).toEqual([undefined, '']);
  });

  test.each([
    ['export disconnect', 'there is no export that you could disconnect'],
    ['enrichment activate', 'there is no enrichment that you could activate'],
    ['enrichment remove', 'there is no enrichment that you could remove'],
  ])('%s says where there is nothing that fits', async (path, detail) => {
    const world = await createWorld();
    opened.push(world);
    expect((await ask(world, path.split(' '), [])).problem).toMatchObject({
      code: 'input.nothing_fits',
      exit: 6,
      detail,
    });
  });
});

describe('several at once for contributors', () => {
  test('R18 they disconnect nothing, which is said before anything is offered', async () => {
    const world = await furnished();
    expect((await ask(world, ['export', 'disconnect'], [], { account: 'carl' })).problem?.code).toBe('forbidden');
    expect((await ask(world, ['export', 'disconnect'], [], { account: 'vic' })).problem?.code).toBe('forbidden');
  });

  test('R12 R13 D7 they are offered what they may change, and connections that are shared with them', async () => {
    const world = await furnished(
      { change: 'connection.share', connection: 'news-2027', with: ['user:carl'] },
      exportOn('drop', 'Their own'),
      { change: 'export.disconnect', dependent: 'their-own' },
    );

    const { outcome, seen } = await ask(
      world,
      ['export', 'connect'],
      [
        ['Connect which exports?', ['Daily', 'Weekly']],
        ['To which connection?', 'News 2027'],
      ],
      { account: 'carl' },
    );
    expect(seen).not.toMatch(/Files|Loose|Their own/);
    expect(sameCommand(outcome)).toEqual(['export', 'connect', 'daily', 'weekly', '--connection', 'news-2027']);

    await world.as().apply([{ change: 'export.connect', dependent: 'daily', connection: 'news' }]);
    // The only one that is shared with her is where it is.
    const only = await ask(world, ['export', 'connect'], [['Connect which exports?', ['Daily']]], { account: 'chloe' });
    expect(only.problem?.code).toBe('connection.none_fits');
  });

  test('R23 every enrichment is theirs to stop and remove', async () => {
    const world = await furnished();
    const { outcome } = await ask(
      world,
      ['enrichment', 'deactivate'],
      [['Deactivate which enrichments?', ['Profiles']]],
      { account: 'chloe' },
    );
    expect(outcome?.data).toMatchObject({ result: 'updated' });
  });
});

describe('several of very many', () => {
  const many = Array.from({ length: 120 }, (_, at): Change => exportOn(at % 2 === 0 ? 'news' : 'drop', `Number ${at}`));
  const disconnect = ['export', 'disconnect'];

  test('more than a hundred are narrowed by typing first, until a hundred are left', async () => {
    const world = await furnished(...many);

    const { outcome, seen } = await ask(world, disconnect, [
      ['Part of the name', ''],
      ['Part of the name', 'number'],
      ['Part of the name', 'nothing like it'],
      ['Part of the name', 'number 11'],
      ['Disconnect which exports?', ['Number 11', 'Number 119']],
    ]);

    expect(seen).toContain('  123 exports could be meant\n');
    expect(seen).toContain('  type a part of the name\n');
    expect(seen).toContain('  120 fit that; type more of the name\n');
    expect(seen).toContain('  nothing fits that; type another part of the name\n');
    expect(sameCommand(outcome)).toEqual([...disconnect, 'number-11', 'number-119']);
  });

  test('to connect, nothing typed lists those without a connection', async () => {
    const world = await furnished(...many);

    const { outcome, seen } = await ask(world, ['export', 'connect'], [
      ['Part of the name', ''],
      ['Connect which exports?', ['Loose']],
      ['To which connection?', 'News'],
    ] satisfies readonly Answer[]);

    expect(seen).toContain('  124 exports could be meant; Enter alone lists those without a connection\n');
    expect(sameCommand(outcome)).toEqual(['export', 'connect', 'loose', '--connection', 'news']);
  });
});
