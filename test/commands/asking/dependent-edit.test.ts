import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/answers.ts';
import { type AskOptions, ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { wordsOf } from '../../support/words.ts';
import { createWorld, type World } from '../../support/world.ts';
import { drop, people } from '../furniture.ts';

const nightly = {
  change: 'export.add',
  displayName: 'Nightly customers',
  connection: 'nightly-drop',
  settings: { tables: 'Customer,Order', compression: 'gzipped', profiles: '50000' },
} as const;

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.as().apply([...people, drop('Nightly drop'), nightly]);
});
afterEach(() => world.close());

const edit = (given: readonly string[], answers: readonly Answer[], how?: AskOptions) =>
  ask(world, ['export', 'edit', ...given], answers, how);
const shown = () => world.as().query('export.show', { dependent: 'nightly-customers' });

describe('export edit with nothing given', () => {
  const answers: readonly Answer[] = [
    ['Which export?', 'Nightly customers'],
    ['Review', 'Runs'],
    ['How often does it run?', 'off'],
    ['Review', 'Tables'],
    ['Tables', 'Customer'],
    ['Review', 'Profiles'],
    ['Profiles', 'take it away'],
    ['Review', 'Display name'],
    ['Display name', 'Customers'],
    ['Review', 'save it'],
  ];

  test('shows what it is told, asks again what is chosen, and says the same without questions', async () => {
    const { outcome, seen } = await edit([], answers);

    expect(outcome?.same?.command).toBe(
      'cinch export edit nightly-customers --schedule off --unset profiles --display-name Customers --tables Customer',
    );
    expect(await shown()).toMatchObject({
      displayName: 'Customers',
      schedule: 'off',
      settings: { tables: ['Customer'], compression: 'gzipped' },
    });
    expectGolden('asking/export-edit', seen);
  });

  test('does by flags what it did by questions', async () => {
    const { outcome } = await edit([], answers);

    const again = await ask(world, wordsOf(outcome?.same?.command ?? ''), []);

    expect(again.outcome?.data).toMatchObject({ result: 'unchanged' });
  });

  test('saves nothing and says no command where nothing became different', async () => {
    const { outcome } = await edit(['nightly-customers'], [['Review', 'save it']]);

    expect(outcome?.data).toMatchObject({ result: 'unchanged' });
    expect(outcome?.same).toBeUndefined();
  });

  test('changes nothing when it is left', async () => {
    const { problem } = await edit(
      ['nightly-customers'],
      [
        ['Review', 'Runs'],
        ['How often does it run?', 'off'],
        ['Review', 'leave without saving'],
      ],
    );

    expect(problem?.detail).toBe('the edit of nightly-customers was not confirmed; nothing has changed');
    expect((await shown()).schedule).toBe('refresh');
  });

  test('is refused to whoever may only look, before anything is asked', async () => {
    const { problem } = await edit(['nightly-customers'], [], { account: 'chloe' });

    expect(problem?.code).toBe('forbidden.subject');
  });
});

test('export edit with a flag asks nothing', async () => {
  const { outcome } = await edit(['nightly-customers', '--schedule', 'off'], []);

  expect([outcome?.data, outcome?.same]).toEqual([expect.objectContaining({ result: 'updated' }), undefined]);
});
