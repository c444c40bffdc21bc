import { describe, expect, test } from '@jest/globals';
import { catalog } from '../../src/catalog/index.ts';
import { nouns, singles } from '../../src/commands/tree.ts';
import type { Fields } from '../../src/fields/field.ts';
import { helpText } from '../../src/shell/help.ts';
import type { Presenter } from '../../src/shell/present.ts';
import { route } from '../../src/shell/route.ts';
import { plain } from '../../src/views/paint.ts';
import { topics } from '../../src/views/topics/topic.ts';
import { expectGolden } from '../support/golden.ts';

/** What `cinch WORDS --help` prints on a terminal of some columns. */
function help(words: readonly string[], columns: number, fields: Fields = {}): Promise<string> {
  const presenter = { width: () => columns, paint: async () => plain } as unknown as Presenter;
  return helpText(route(words), fields, presenter);
}

const typeOf = async (id: string) => {
  const type = await catalog.find((entry) => entry.id === id)?.load();
  if (type === undefined) throw new Error(`there is no type ${id}`);
  return type;
};
const pages: readonly (readonly string[])[] = [
  [],
  ...nouns.flatMap(({ name, verbs }) => [[name], ...verbs.map(({ path }) => path.split(' '))]),
  ...singles.map(({ path }) => path.split(' ')),
  ['help', 'topics'],
  ...Object.keys(topics).map((topic) => ['help', topic]),
];
const named = pages.map((words) => [words.join('-') || 'cinch', words] as const);
const tooLong = (text: string, columns: number) => text.split('\n').filter((line) => line.length > columns);

describe.each(named)('help of %s', (name, words) => {
  test('reads as it did', async () => {
    expectGolden(`help/${name}`, await help(words, 80));
  });

  test('fits 80 columns, and no more on a wider terminal', async () => {
    expect(tooLong(await help(words, 80), 80)).toEqual([]);
    expect(await help(words, 200)).toBe(await help(words, 80));
  });

  test('fits 40 columns', async () => {
    expect(tooLong(await help(words, 40), 40)).toEqual([]);
  });
});

describe('help with the fields of a type', () => {
  test.each([
    ['connection add', 'sftp', 'fields'],
    ['connection add', 'azure-synapse-analytics', 'fields'],
    ['export add', 'sftp', 'usage'],
    ['enrichment add', 'azure-maps', 'usage'],
  ] as const)('%s of %s reads as it did', async (path, id, kind) => {
    const type = await typeOf(id);

    expectGolden(`help/${path.replace(' ', '-')}-${id}`, await help(path.split(' '), 80, type[kind]));
  });

  test.each(catalog.map(({ id }) => id))('of %s fits 80 and 40 columns', async (id) => {
    const { fields, usage } = await typeOf(id);
    for (const columns of [80, 40]) {
      expect(tooLong(await help(['connection', 'add'], columns, fields), columns)).toEqual([]);
      expect(tooLong(await help(['export', 'add'], columns, usage), columns)).toEqual([]);
    }
  });
});

describe('a topic', () => {
  /** Longer than a screen, and why. */
  const long: Readonly<Record<string, string>> = { terms: 'the agreement stands there word for word' };

  test.each(Object.keys(topics))('%s fits one screen of 24 lines with the line that is typed next', async (topic) => {
    const lines = (await help(['help', topic], 80)).split('\n').length - 1;

    expect(lines <= 23 || topic in long).toBe(true);
  });
});

describe('every command', () => {
  test.each(nouns.flatMap(({ verbs }) => verbs).concat(singles).map(({ path, load }) => [path, load] as const))(
    '%s begins with two real examples at least, and no more than four',
    async (_, load) => {
      const { examples } = await load();

      expect([2, 3, 4]).toContain(examples.length);
    },
  );
});
