import { describe, expect, test } from '@jest/globals';
import { catalog } from '../../../src/catalog/index.ts';
import { settingTexts, variableName } from '../../../src/fields/variables.ts';

describe('variables of a child process', () => {
  test.each([
    ['hostname', 'CONN_HOSTNAME'],
    ['exportFolder', 'CONN_EXPORT_FOLDER'],
    ['privateKey', 'CONN_PRIVATE_KEY'],
    ['gen2Path', 'CONN_GEN2_PATH'],
  ])('%s is %s', (key, name) => {
    expect(variableName('CONN_', key)).toBe(name);
  });

  test('every field of every type has a name of its own that a shell takes, and none is the name itself', async () => {
    for (const { load } of catalog) {
      const { id, fields, usage } = await load();
      for (const all of [fields, usage]) {
        const names = Object.keys(all).map((key) => variableName('', key));
        expect([id, new Set(names).size]).toEqual([id, names.length]);
        expect([
          id,
          names.filter((name) => name === 'NAME' || name.endsWith('_FILE') || !/^[A-Z][A-Z0-9_]*$/.test(name)),
        ]).toEqual([id, []]);
      }
    }
  });

  test('settings that apply are texts: lists with commas, switches as words, defaults where nothing was given, no secret ever', () => {
    const texts = settingTexts(
      {
        list: { kind: 'list', label: 'L', help: 'h' },
        port: { kind: 'number', label: 'P', help: 'h', default: 22 },
        on: { kind: 'switch', label: 'O', help: 'h', default: false },
        way: { kind: 'choice', label: 'W', help: 'h', choices: [{ value: 'a', label: 'a' }], default: 'a' },
        only: { kind: 'text', label: 'X', help: 'h', when: { field: 'way', is: 'b' } },
        unset: { kind: 'text', label: 'U', help: 'h', optional: true },
        key: { kind: 'secret', label: 'K', help: 'h' },
      },
      { list: ['a', 'b c'], only: 'left over', key: 'never' },
    );

    expect([...texts]).toEqual([
      ['list', 'a,b c'],
      ['port', '22'],
      ['on', 'false'],
      ['way', 'a'],
    ]);
  });
});
