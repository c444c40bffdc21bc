import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/answers.ts';
import { type AskOptions, ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { createWorld, type World } from '../../support/world.ts';
import { people, terms } from '../furniture.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.as().apply(people);
});
afterAll(() => world.close());

const list = 'What can be connected';
const discover = (argv: readonly string[], answers: readonly Answer[], options?: AskOptions) =>
  ask(world, ['discover', ...argv], answers, options);

describe('discover at a terminal', () => {
  test('shows a type in full, goes back to the list, and starts the set-up of another', async () => {
    const { outcome, seen } = await discover(
      ['--purpose', 'enrichment'],
      [
        [list, 'Experian'],
        ['Experian', 'back to the list'],
        [list, 'Leadspace'],
        ['Leadspace', 'set it up now'],
        ['Display name', 'Company data'],
        ['Token', 'take it from a variable'],
        ['Name of the variable', 'A_TOKEN'],
        ['Review', 'save it'],
        [`Do you agree to the terms of ${terms}?`, 'yes, I agree'],
      ],
      { env: { A_TOKEN: 'kept out of sight' } },
    );

    expect(outcome).toMatchObject({ kind: 'ChangeResult', data: { result: 'created' } });
    expect(outcome?.same?.command).toBe(
      `cinch connection add leadspace 'Company data' --secret token=env:A_TOKEN --accept-terms ${terms}`,
    );
    expectGolden('asking/discover', seen);
  });

  test('sets up the type that one without a connection of its own relies on', async () => {
    const { outcome, seen } = await discover(
      [],
      [
        [list, 'InMobi'],
        ['InMobi', 'set up Azure Blob Storage'],
        ['Display name', 'Blobs for InMobi'],
        ['Subscription', 'Contoso Production'],
        ['Resource group', 'rg-customer-data'],
        ['Storage account', 'contosodata'],
        ['Container', 'segments-out'],
        ['Enable Private Link', 'no'],
        ['Who may use it?', 'administrators only'],
        ['Review', 'save it'],
        [`Do you agree to the terms of ${terms}?`, 'yes, I agree'],
      ],
    );

    expect(seen).toContain('takes  a connection of type azure-blob-storage');
    expect(outcome?.same?.command).toMatch(/^cinch connection add azure-blob-storage 'Blobs for InMobi' /);
  });

  test('opens a type that needs no connection, with nothing to set up', async () => {
    const { outcome, seen } = await discover(
      [],
      [
        [list, 'Brands'],
        ['Brands', 'leave'],
      ],
    );

    expect(seen).toContain('takes  nothing: it needs no connection');
    expect(seen).not.toContain('set it up now');
    expect(outcome).toEqual({ kind: 'Text', data: { text: '' } });
  });

  test('is left from the list as well, with nothing said', async () => {
    expect((await discover([], [[list, 'leave']])).outcome).toEqual({ kind: 'Text', data: { text: '' } });
  });

  test('starts no set-up for a contributor', async () => {
    const answers: Answer[] = [
      [list, 'Leadspace'],
      ['Leadspace', 'set it up now'],
    ];
    const { problem } = await discover([], answers, { account: 'chloe' });

    expect(problem?.code).toBe('forbidden');
  });

  test('is a list where a form of the answer is asked for, and where nothing fits', async () => {
    expect((await discover(['-o', 'table'], [])).outcome?.kind).toBe('TypeList');
    expect((await discover(['--search', 'nothing at all'], [])).outcome?.kind).toBe('TypeList');
  });
});

test('type list is a list at a terminal too', async () => {
  expect((await ask(world, ['type', 'list'], [])).outcome?.kind).toBe('TypeList');
});
