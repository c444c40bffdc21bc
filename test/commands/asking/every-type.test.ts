import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConnectionType } from '../../../src/fields/connection-type.ts';
import { exampleOf } from '../../../src/fields/example.ts';
import type { Field, Settings } from '../../../src/fields/field.ts';
import { visible } from '../../../src/fields/visible.ts';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { types } from '../../catalog/every.ts';
import type { Answer } from '../../support/answers.ts';
import { ask } from '../../support/asking.ts';
import { wordsOf } from '../../support/words.ts';
import { createWorld, type World } from '../../support/world.ts';

const addable = types.filter((type) => type.addable);
const tenant = 'contoso.onmicrosoft.com';
let world: World;
beforeAll(async () => {
  world = await createWorld({ tenant });
});
afterAll(() => world.close());

/** What a person answers to every question of a type: its examples, and choices as `choose` picks them. */
function answersTo(
  { fields }: ConnectionType,
  choose: (field: Field & { kind: 'choice' }) => string,
): readonly Answer[] {
  const answers: Answer[] = [];
  const settings: Record<string, string> = {};
  const asked = new Set<string>();
  for (;;) {
    const key = visible(fields, settings as Settings).find((it) => !asked.has(it));
    if (key === undefined) return answers;
    asked.add(key);
    const field = fields[key] as Field;
    if (field.kind === 'secret') {
      answers.push([field.label, 'take it from a variable'], ['Name of the variable', 'A_SECRET']);
    } else if (field.kind === 'choice') {
      settings[key] = choose(field);
      answers.push([field.label, field.choices.find(({ value }) => value === settings[key])?.label ?? '']);
    } else if (field.kind === 'switch') {
      settings[key] = 'true';
      answers.push([field.label, 'yes']);
    } else {
      settings[key] = key === 'tenant' ? tenant : (exampleOf(field) as string);
      answers.push([field.label, settings[key]]);
    }
  }
}

const firstOf = (field: Field & { kind: 'choice' }) => field.choices[0]?.value ?? '';
const lastOf = (field: Field & { kind: 'choice' }) => field.choices.at(-1)?.value ?? '';

describe.each(addable.map((type) => [type.id, type] as const))('%s', (id, type) => {
  test.each([
    ['first', firstOf],
    ['last', lastOf],
  ])('flags alone give the same connection as questions alone, with the %s of its choices', async (which, choose) => {
    const displayName = type.displayName === 'identifier-name' ? `Asked${which}${id.length}` : `Asked ${which} ${id}`;
    const asked = await ask(
      world,
      ['connection', 'add'],
      [
        ['What do you want to connect to?', type.label],
        ['Display name', displayName],
        ...answersTo(type, choose),
        ...(type.shareable ? [['Who may use it?', 'all contributors too'] as const] : []),
        ['Review', 'save it'],
        ...(type.consent === 'none'
          ? []
          : [[`Do you agree to the terms of ${currentTerms()}?`, 'yes, I agree'] as const]),
      ],
      { env: { A_SECRET: 'kept out of sight' } },
    );
    expect(asked.problem?.detail).toBeUndefined();
    const said = asked.outcome?.same?.command ?? '';
    const environment = world.as();
    const name = asked.outcome?.next?.[0]?.replace('cinch connection show ', '') ?? '';
    const byQuestions = (await environment.query('connection.show', { connection: name })) as ConnectionDetail;
    await environment.apply([{ change: 'connection.remove', connection: name }]);

    const given = await ask(world, wordsOf(said), [], { env: { A_SECRET: 'kept out of sight' } });

    expect(given.problem?.detail).toBeUndefined();
    expect(given.outcome?.same).toBeUndefined();
    const byFlags = (await environment.query('connection.show', { connection: name })) as ConnectionDetail;
    expect(essence(byFlags)).toEqual(essence(byQuestions));
  });
});

function essence({ type, displayName, settings, secrets, sharedWith, status, consent, tenant: of }: ConnectionDetail) {
  return {
    type,
    displayName,
    settings,
    secrets: Object.keys(secrets),
    sharedWith,
    status,
    consent: consent?.version,
    of,
  };
}
