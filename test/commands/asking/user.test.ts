import { afterEach, expect, test } from '@jest/globals';
import { ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { sameCommand } from '../../support/same-command.ts';
import { createWorld, type World } from '../../support/world.ts';
import { newsletter, people } from '../furniture.ts';

const opened: World[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});
async function furnished(): Promise<World> {
  const world = await createWorld();
  opened.push(world);
  await world
    .as()
    .apply([
      ...people,
      newsletter('News', { share: ['user:chloe', 'user:carl'] }),
      newsletter('Everybody', { share: ['contributors'] }),
      newsletter('For chloe', { share: ['user:chloe'] }),
    ]);
  return world;
}
const roleOf = async (world: World, name: string) =>
  (await world.as().query('user.list', { search: name })).items.find((user) => user.name === name)?.role;

test('D15 a role is chosen among all with what each may do, and the present one is marked', async () => {
  const world = await furnished();

  const { outcome, seen } = await ask(world, ['user', 'edit', 'vic'], [['What may vic do?', 'contributor']]);

  expectGolden('transcripts/user-edit', seen);
  expect(sameCommand(outcome)).toEqual(['user', 'edit', 'vic', '--role', 'contributor']);
  expect(await roleOf(world, 'vic')).toBe('contributor');
});

test('leaving keeps the role, and whatever is given is not asked', async () => {
  const world = await furnished();

  const left = await ask(world, ['user', 'edit', 'vic'], [['What may vic do?', 'leave it as it is']]);
  expect(left.problem?.code).toBe('input.declined');
  const given = await ask(world, ['user', 'edit', 'vic', '--display-name', 'Victor'], []);
  expect([given.outcome?.same, await roleOf(world, 'vic')]).toEqual([undefined, 'viewer']);
});

test('a user who is not there is refused without a question', async () => {
  const world = await furnished();
  expect((await ask(world, ['user', 'edit', 'zoe'], [])).problem?.code).toBe('not_found');
  expect((await ask(world, ['user', 'remove', 'zoe'], [])).problem?.code).toBe('not_found');
});

test('a new user is asked for by name and role, and a name has its rule', async () => {
  const world = await furnished();

  const { outcome, seen } = await ask(
    world,
    ['user', 'add'],
    [
      ['Account name or address', 'with spaces'],
      ['Account name or address', 'zoe'],
      ['What may zoe do?', 'auditor'],
    ],
  );

  expect(seen).toContain('an account name or an address, without spaces, for example ana@contoso.example');
  expect(sameCommand(outcome)).toEqual(['user', 'add', 'zoe', '--role', 'auditor']);
  const named = await ask(world, ['user', 'add', 'yan'], [['What may yan do?', 'viewer']]);
  expect(sameCommand(named.outcome)).toEqual(['user', 'add', 'yan', '--role', 'viewer']);
});

test('R15 removing a user shows what they lose before it asks', async () => {
  const world = await furnished();

  const { outcome, seen } = await ask(world, ['user', 'remove', 'chloe'], [['Go ahead?', true]]);

  expectGolden('transcripts/user-remove', seen);
  expect(sameCommand(outcome)).toEqual(['user', 'remove', 'chloe', '--yes']);
});

test('D10 the last administrator is refused before anything is asked', async () => {
  const world = await furnished();
  expect((await ask(world, ['user', 'remove', 'admin'], [])).problem?.code).toBe('user.last_administrator');
});

test.each(['add', 'edit', 'remove'])(
  'R32 whoever may not %s users is refused before anything is asked',
  async (verb) => {
    const world = await furnished();
    for (const account of ['chloe', 'audrey', 'vic'])
      expect(
        (await ask(world, ['user', verb, ...(verb === 'add' ? [] : ['carl'])], [], { account })).problem?.code,
      ).toBe('forbidden');
  },
);
