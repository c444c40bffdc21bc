import { afterEach, describe, expect, test } from '@jest/globals';
import { pick } from '../../../src/commands/shared/asking/pick.ts';
import { typeChoices } from '../../../src/commands/shared/asking/type.ts';
import { typeItems } from '../../../src/commands/shared/type-items.ts';
import type { Change } from '../../../src/model/change.ts';
import { ask } from '../../support/asking.ts';
import { createWorld, type World } from '../../support/world.ts';
import { drop, lookup, newsletter, people } from '../furniture.ts';

const opened: World[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});
async function furnished(...more: readonly Change[]): Promise<World> {
  const world = await createWorld();
  opened.push(world);
  const changes = [
    ...people,
    drop('Closed'),
    newsletter('Open', { share: ['contributors'] }),
    newsletter('Named', { share: ['user:chloe'] }),
    lookup('Company data'),
    ...more,
  ];
  await world.as().apply(changes);
  return world;
}

const which = 'Which connection?';

describe('the connections that are offered', () => {
  test.each([
    ['share', 'Company data'],
    ['unshare', 'Closed'],
    ['unlock', 'Open'],
  ])('to %s are none of those to which it cannot be done', async (verb, label) => {
    const world = await furnished({ change: 'connection.lock', connection: 'closed', reason: 'audit' });

    const asked = ask(world, ['connection', verb], [[which, label]]);

    await expect(asked).rejects.toThrow(`"${label}" cannot be chosen of`);
  });

  test('to unshare are those that somebody may use by name as well', async () => {
    const world = await furnished();

    const { outcome } = await ask(
      world,
      ['connection', 'unshare'],
      [
        [which, 'Named'],
        ['Go ahead?', true],
      ],
    );

    expect(outcome?.data).toMatchObject({ result: 'updated' });
  });

  test('are told to be none, where nothing of what is there lets it be done', async () => {
    const world = await furnished();

    const { problem } = await ask(world, ['connection', 'unlock'], []);

    expect([problem?.exit, problem?.detail]).toEqual([6, 'there is no connection that you could unlock']);
  });

  test('to sign in come with those first that await it', async () => {
    const world = await furnished();
    const found: string[] = [];
    const prompt = {
      search: async ({ find }: { find: (typed: string) => Promise<readonly { label: string; aside?: string }[]> }) => {
        found.push(...(await find('')).map(({ label, aside }) => `${label}  ${aside}`));
        return '';
      },
    };

    const offers = (await import('../../../src/commands/connection/authorize.ts')).default.args[0].offers;
    await pick({ environment: async () => world.as(), prompt } as never, 'connection', { offers });

    expect(found).toEqual([
      'Named  named  mailchimp  awaiting sign-in',
      'Open  open  mailchimp  awaiting sign-in',
      'Closed  closed  sftp',
      'Company data  company-data  experian',
    ]);
  });
});

describe('the types that are offered', () => {
  const offered = async (typed: string) => {
    const world = await furnished();
    return typeChoices(
      await typeItems({ knownEnvironment: async () => 'test', environment: async () => world.as() } as never),
      typed,
    );
  };

  test('stand together by what they serve, and those that no vendor offers any more come last', async () => {
    const choices = await offered('');

    const groups = choices.map(({ group }) => group).filter((group, at, all) => group !== all[at - 1]);
    expect(groups).toEqual(['Exports', 'Enrichments', 'Miscellaneous', 'Retired by their vendor']);
    for (const { item, group } of choices)
      expect([item.id, item.status === 'retired']).toEqual([item.id, group === 'Retired by their vendor']);
  });

  test('are found by their names, their ids and what they are for', async () => {
    const found = async (typed: string) => (await offered(typed)).map(({ value }) => value);

    expect(await found('sftp')).toEqual(expect.arrayContaining(['sftp', 'sftp-custom-import']));
    expect(await found('CSV files on an SFTP')).toEqual(['sftp']);
    expect(await found('nothing like it')).toEqual([]);
  });
});
