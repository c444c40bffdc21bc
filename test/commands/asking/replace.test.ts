import { afterEach, describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/model/change.ts';
import { ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { sameCommand } from '../../support/same-command.ts';
import { createWorld, type World } from '../../support/world.ts';
import { enrichmentOn, exportOn, lookup, newsletter, people } from '../furniture.ts';

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
      newsletter('News 2027', { share: ['user:carl'] }),
      newsletter('Unused'),
      lookup('Company data'),
      exportOn('news', 'Daily'),
      exportOn('news', 'Weekly'),
      enrichmentOn('company-data', 'Profiles'),
      enrichmentOn('company-data', 'Idle'),
      { change: 'enrichment.deactivate', dependent: 'idle' },
      ...more,
    ]);
  return world;
}
const replace = (...more: string[]) => ['connection', 'replace', ...more];
async function exportsOn(world: World, connection: string) {
  const { items } = await world.as().query('export.list', { connection });
  return items.map(({ name }) => name);
}

describe('replacing a connection at a terminal', () => {
  test('R29 asks where everything moves and whether the old one goes, shows the plan, and is confirmed by the name', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(world, replace('news'), [
      ['Move everything to which connection?', 'News 2027'],
      ['And what becomes of news?', 'remove it too'],
      ['Type news to go ahead', 'news'],
    ]);

    expectGolden('transcripts/connection-replace', seen);
    expect(sameCommand(outcome)).toEqual(replace('news', '--with', 'news-2027', '--remove-old', '--confirm', 'news'));
    expect(await exportsOn(world, 'news-2027')).toEqual(['daily', 'weekly']);
  });

  test('R22 the old one can stay, and what was inactive moves and stays inactive', async () => {
    const world = await furnished(lookup('Other data'));

    const { outcome, seen } = await ask(world, replace('company-data'), [
      ['Move everything to which connection?', 'Other data'],
      ['And what becomes of company-data?', 'keep it'],
      ['Type company-data to go ahead', 'company-data'],
    ]);

    expect(seen).toContain('~ move  enrichment  idle          to other-data; stays inactive\n');
    expect(seen).toContain('= keep  connection  company-data');
    expect(sameCommand(outcome)).toEqual(replace('company-data', '--with', 'other-data', '--confirm', 'company-data'));
    const { items } = await world.as().query('enrichment.list', { connection: 'other-data' });
    expect(items.map(({ name, status }) => [name, status])).toEqual([
      ['idle', 'inactive'],
      ['profiles', 'active'],
    ]);
  });

  test('D13 a locked one is left, and removing it is shown closed with who locked it', async () => {
    const world = await furnished({ change: 'connection.lock', connection: 'news', reason: 'audit' });

    const asked = [['Move everything to which connection?', 'Unused']] as const;
    await expect(
      ask(world, replace('news'), [...asked, ['And what becomes of news?', 'remove it too']]),
    ).rejects.toThrow('"remove it too" cannot be chosen');
    const left = await ask(world, replace('news'), [
      ...asked,
      ['And what becomes of news?', 'leave, and move nothing'],
    ]);
    expect(left.seen).toContain('remove it too  (closed: locked by admin: audit)');
    expect(left.problem).toMatchObject({ code: 'input.declined', exit: 130 });
    expect((await ask(world, replace('news', '--remove-old'), [])).problem?.code).toBe('connection.locked');
  });

  test('R25 what the line decides is not asked: single dependents, the old one, and where to', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(world, replace('news', '--exports', 'daily=disconnect', '--remove-old'), [
      ['Move everything to which connection?', 'Unused'],
      ['Type news to go ahead', 'no'],
    ]);
    expect([outcome, seen.includes('- disconnect  export      daily')]).toEqual([undefined, true]);

    const given = await ask(world, replace('news', '--with', 'Unused'), [['Type news to go ahead', 'news']]);
    expect(given.seen).toContain('~ move  export      daily');
    expect(sameCommand(given.outcome)).toEqual(replace('news', '--with', 'unused', '--confirm', 'news'));
    const again = await ask(world, replace('unused', '--with', 'news', '--confirm', 'unused'), []);
    expect([again.outcome?.same, again.seen]).toEqual([undefined, '']);
  });

  test('where nothing fits, it says how one is added before anything is asked', async () => {
    const world = await furnished();
    const { problem } = await ask(world, replace('company-data'), []);
    expect(problem).toMatchObject({
      code: 'connection.none_fits',
      exit: 6,
      detail: 'there is no other connection of type `experian`',
      fix: ['cinch connection add experian'],
    });
  });

  test('what nothing uses moves nothing, and is only replaced where it goes', async () => {
    const world = await furnished();

    const { outcome, seen } = await ask(world, replace('unused'), [
      ['Move everything to which connection?', 'News'],
      ['And what becomes of unused?', 'remove it too'],
      ['Go ahead?', true],
    ]);

    expect(seen).toContain('nothing uses it');
    expect(sameCommand(outcome)).toEqual(replace('unused', '--with', 'news', '--remove-old', '--yes'));
  });

  test('R5 R12 whoever may not is refused before anything is looked up', async () => {
    const world = await furnished();
    for (const account of ['chloe', 'audrey', 'vic'])
      for (const name of ['news', 'nothing'])
        expect((await ask(world, replace(name), [], { account })).problem?.code).toBe('forbidden');
  });
});
