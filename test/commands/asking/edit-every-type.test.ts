import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConnectionType } from '../../../src/fields/connection-type.ts';
import { exampleOf, exampleSettings } from '../../../src/fields/example.ts';
import type { Field, Settings } from '../../../src/fields/field.ts';
import { type FormatName, formats } from '../../../src/fields/format.ts';
import { visible } from '../../../src/fields/visible.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { shellWords } from '../../../src/kernel/shell-words.ts';
import type { Change } from '../../../src/model/change.ts';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { types } from '../../catalog/every.ts';
import type { Answer } from '../../support/answers.ts';
import { ask } from '../../support/asking.ts';
import { createWorld, type World } from '../../support/world.ts';

const addable = types.filter((type) => type.addable);
const tenant = 'contoso.onmicrosoft.com';
const env = { A_SECRET: 'another one, kept out of sight' };
const which = 'Change which?';
let world: World;
beforeAll(async () => {
  world = await createWorld({ tenant });
});
afterAll(() => world.close());

/** Values that the formats accept, and that are none of their examples. */
const others: { readonly [F in FormatName]: string } = {
  hostname: 'other.example',
  'host-with-port': 'other.example:2022',
  'sftp-url': 'sftp://other.example:2022',
  'https-url': 'https://other.example',
  email: 'other@contoso.example',
  guid: '00000000-0000-4000-8000-000000000001',
  tenant,
  digits: '987',
  'storage-account': 'othercontoso',
  container: 'other-segments',
  'resource-group': 'rg-other',
  'synapse-workspace': 'other-synapse',
  'machine-learning-workspace': 'other-ml',
  folder: 'other/folder',
  'identifier-name': 'other_model',
  region: 'eu-west-2',
};

function anotherValue(key: string, field: Field, now: unknown): string {
  switch (field.kind) {
    case 'choice':
      return field.choices.find(({ value }) => value !== (now ?? field.default))?.value ?? String(now);
    case 'switch':
      return String(!(now ?? field.default));
    case 'number':
      return String(Number(now ?? exampleOf(field)) + 1);
    case 'secret':
      return '';
    default:
      return key === 'tenant' ? tenant : field.format === undefined ? `other ${key}` : others[field.format];
  }
}

/** Answers that give every field that can be chosen another value, those that apply only then included. */
function answersTo({ fields }: ConnectionType, before: Settings): readonly Answer[] {
  const answers: Answer[] = [];
  let settings: Settings = { ...before };
  const labels = new Set<string>();
  const asked = new Set<string>();
  const answer = (key: string, again: boolean) => {
    const field = fields[key] as Field;
    asked.add(key);
    if (field.kind === 'secret') {
      answers.push([field.label, 'take it from a variable'], ['Name of the variable', 'A_SECRET']);
      return;
    }
    const value = anotherValue(key, field, settings[key]);
    const has = key in settings;
    settings = { ...settings, [key]: field.kind === 'switch' ? value === 'true' : value };
    if (field.kind === 'choice')
      answers.push([field.label, field.choices.find((it) => it.value === value)?.label ?? '']);
    else if (field.kind === 'switch') answers.push([field.label, value === 'true' ? 'yes' : 'no']);
    else {
      if (again && has && field.optional === true) answers.push([field.label, 'give another value']);
      answers.push([field.label, value]);
    }
  };
  for (const key of Object.keys(fields)) {
    if (asked.has(key) || !visible(fields, settings).includes(key)) continue;
    const field = fields[key] as Field;
    const known = new Set(visible(fields, settings));
    expect(labels).not.toContain(field.label);
    labels.add(field.label);
    answers.push([which, field.label]);
    answer(key, true);
    for (;;) {
      const fresh = visible(fields, settings).find((it) => !known.has(it) && !asked.has(it) && !(it in settings));
      if (fresh === undefined) break;
      answer(fresh, false);
    }
  }
  return answers;
}

const begin = (type: ConnectionType, name: string): Change => {
  const settings = exampleSettings(type.fields);
  const secrets = visible(type.fields, settings).filter((key) => type.fields[key]?.kind === 'secret');
  return {
    change: 'connection.add',
    type: type.id,
    displayName: type.displayName === 'identifier-name' ? name.replace(/\W/g, '') : name,
    name,
    settings: 'tenant' in settings ? { ...settings, tenant } : settings,
    secrets: Object.fromEntries(secrets.map((key) => [key, secretValue('the first one')])),
    ...(type.consent === 'none' ? {} : { terms: currentTerms() }),
  };
};

describe.each(addable.map((type) => [type.id, type] as const))('%s', (id, type) => {
  test('the command that is printed gives the same connection as the questions did', async () => {
    const environment = world.as();
    const name = `edited-${id}`;
    await environment.apply([begin(type, name)]);
    const before = await shown(name);
    const answers = answersTo(type, before.settings);
    const sharing: readonly Answer[] = type.shareable
      ? [
          [which, 'Who may use it'],
          ['Who may use it?', 'all contributors too'],
        ]
      : [];
    const asked = await ask(
      world,
      ['connection', 'edit', name],
      [
        [which, 'Display name'],
        ['Display name', `Changed${id.replace(/\W/g, '')}`],
        ...answers,
        ...sharing,
        [which, 'save'],
        ['Save this?', 'save it'],
      ],
      { env },
    );
    expect(asked.problem?.detail).toBeUndefined();
    const byQuestions = await shown(name);
    expect(essence(byQuestions)).not.toEqual(essence(before));
    await environment.apply([{ change: 'connection.remove', connection: name }]);

    await environment.apply([begin(type, name)]);
    const given = await ask(world, shellWords(asked.outcome?.same?.command ?? '')?.slice(1) ?? [], [], { env });

    expect(given.problem?.detail).toBeUndefined();
    expect(given.outcome?.same).toBeUndefined();
    expect(essence(await shown(name))).toEqual(essence(byQuestions));
    await environment.apply([{ change: 'connection.remove', connection: name }]);
  });

  test('the file that is opened says the same connection, and every value of it can be changed there', async () => {
    const environment = world.as();
    const name = `filed-${id}`;
    await environment.apply([begin(type, name)]);
    const before = await shown(name);
    const same = await ask(world, ['connection', 'edit', name, '--editor'], [], {
      env,
      edit: (text) => text.replace('# ', '#  '),
    });
    expect(same.outcome?.data).toMatchObject({ result: 'unchanged' });

    const settings = Object.keys(before.settings).filter((key) => type.fields[key]?.kind !== 'choice');
    const { problem, outcome } = await ask(
      world,
      ['connection', 'edit', name, '--editor', '--yes'],
      [['Save this?', 'save it']],
      {
        env,
        edit: (text) =>
          settings
            .reduce(
              (file, key) =>
                file.replace(
                  new RegExp(`^  ${key}:(?: .*|(?:\\n    - .*)+)$`, 'm'),
                  `  ${key}: ${anotherValue(key, type.fields[key] as Field, before.settings[key])}`,
                ),
              text.replace(/^displayName: .*$/m, `displayName: Filed${id.replace(/\W/g, '')}`),
            )
            .replace(/: stored$/gm, ': env:A_SECRET'),
      },
    );
    expect([problem?.detail, problem?.members.issues]).toEqual([undefined, undefined]);
    const byFile = await shown(name);
    const changed = settings.filter((key) => key !== 'tenant');
    expect(changed.filter((key) => String(byFile.settings[key]) === String(before.settings[key]))).toEqual([]);
    await environment.apply([{ change: 'connection.remove', connection: name }, begin(type, name)]);
    const given = await ask(world, shellWords(outcome?.same?.command ?? '')?.slice(1) ?? [], [], { env });

    expect(given.problem?.detail).toBeUndefined();
    expect(essence(await shown(name))).toEqual(essence(byFile));
    await environment.apply([{ change: 'connection.remove', connection: name }]);
  });
});

test('every format has another value that it accepts', () => {
  for (const [name, { matches }] of Object.entries(formats)) expect(matches(others[name as FormatName])).toBe(true);
});

async function shown(connection: string): Promise<ConnectionDetail> {
  return (await world.as().query('connection.show', { connection })) as ConnectionDetail;
}

function essence({ displayName, settings, secrets, sharedWith, status, consent, tenant: of }: ConnectionDetail) {
  return { displayName, settings, secrets: Object.keys(secrets), sharedWith, status, consent: consent?.version, of };
}
