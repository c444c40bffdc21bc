import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/answers.ts';
import { type AskOptions, ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { createWorld, type World } from '../../support/world.ts';
import { people } from '../furniture.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.as().apply(people);
});
afterEach(() => world.close());

const user = (argv: readonly string[], answers: readonly Answer[], how?: AskOptions) =>
  ask(world, ['user', ...argv], answers, how);
const shown = async (name: string) => (await world.as().query('user.list', {})).items.find((it) => it.name === name);

describe('user add at a terminal', () => {
  test('asks a name that is free and a role, with what each may do', async () => {
    const { outcome, seen } = await user(
      ['add'],
      [
        ['User', 'Chloe'],
        ['User', 'two words'],
        ['User', 'ana@contoso.example'],
        ['Which role?', 'auditor'],
      ],
    );

    expect(outcome?.same?.command).toBe('cinch user add ana@contoso.example --role auditor');
    expect(await shown('ana@contoso.example')).toMatchObject({ role: 'auditor' });
    expectGolden('asking/user-add', seen);
  });

  test('asks nothing that is given', async () => {
    const role = await user(['add', 'ana'], [['Which role?', 'viewer']]);
    const name = await user(['add', '--role', 'viewer'], [['User', 'ben']]);
    const both = await user(['add', 'eva', '--role', 'viewer'], []);

    expect(role.outcome?.same?.command).toBe('cinch user add ana --role viewer');
    expect(name.outcome?.same?.command).toBe('cinch user add ben --role viewer');
    expect(both.outcome?.same).toBeUndefined();
  });

  test('is refused to a contributor before anything is asked', async () => {
    expect((await user(['add'], [], { account: 'chloe' })).problem?.code).toBe('forbidden');
  });
});

describe('user edit with nothing given', () => {
  test('shows what there is to change, and saves what is different', async () => {
    const { outcome } = await user(
      ['edit'],
      [
        ['Which user?', 'chloe'],
        ['Review', 'Role'],
        ['Which role?', 'viewer'],
        ['Review', 'Display name'],
        ['Display name', 'Chloe'],
        ['Review', 'save it'],
      ],
    );

    expect(outcome?.same?.command).toBe('cinch user edit chloe --role viewer --display-name Chloe');
    expect(await shown('chloe')).toMatchObject({ role: 'viewer', displayName: 'Chloe' });
  });

  test('D10 does not take the role of the last administrator', async () => {
    const { problem } = await user(
      ['edit', 'admin'],
      [
        ['Review', 'Role'],
        ['Which role?', 'viewer'],
        ['Review', 'save it'],
      ],
    );

    expect(problem?.code).toBe('user.last_administrator');
  });

  test('leaves a user who is not there to the service', async () => {
    expect((await user(['edit', 'nobody'], [])).problem?.code).toBe('not_found');
  });
});
