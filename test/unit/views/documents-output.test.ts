import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { printJson, printJsonLines } from '../../../src/views/output/json.ts';
import { printYaml } from '../../../src/views/output/yaml.ts';
import { expectGolden } from '../../support/golden.ts';
import { anyName, obeyed } from './any-name.ts';
import { listed } from './samples.ts';

// Half a surrogate pair cannot be written as UTF-8; JSON and YAML escape it.
const anyDocument = fc.jsonValue({ stringUnit: 'binary' });

describe('JSON', () => {
  test('is compact for a program and indented for a person', () => {
    expect(printJson({ a: [1], b: 'x' })).toBe('{"a":[1],"b":"x"}\n');
    expectGolden('output/json', printJson(listed, 'indented'));
    expect(printJsonLines([{ a: 1 }, { a: 2 }])).toBe('{"a":1}\n{"a":2}\n');
  });

  test('parses back exactly and holds nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyDocument, anyName),
        fc.constantFrom('indented' as const, 'compact' as const),
        (document, layout) => {
          const text = printJson(document, layout);
          expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
          expect(text).not.toMatch(obeyed);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('of nothing is null', () => {
    expect(printJson(undefined)).toBe('null\n');
  });
});

describe('YAML', () => {
  test('reads as it did', async () => {
    expectGolden('output/yaml', await printYaml(listed));
  });

  test('parses back exactly and holds nothing that a terminal obeys', async () => {
    const keyed = fc.dictionary(anyName, fc.oneof(anyName, fc.array(anyName), anyDocument));
    await fc.assert(
      fc.asyncProperty(keyed, async (document) => {
        const text = await printYaml(document);
        expect(parse(text, { uniqueKeys: false })).toEqual(JSON.parse(JSON.stringify(document)));
        if (!/<</.test(text))
          expect(parse(text, { version: '1.1', uniqueKeys: false })).toEqual(parse(text, { uniqueKeys: false }));
        expect(text).not.toMatch(obeyed);
        expect(text).not.toContain('\t');
      }),
      { numRuns: 500 },
    );
  });

  test('keeps text that looks like something else, for readers of YAML 1.1 too', async () => {
    const looks =
      'yes no on off y n ~ null 1:30 0x1f 017 0o17 0b1 1_000 1e3 .inf .nan = << - ? # ! & * % @ | > --- ... 2026-11-21'.split(
        ' ',
      );
    const document = [
      ...looks,
      '',
      ' a',
      'a ',
      'a: b',
      'a #b',
      '- a',
      '[a',
      '{a',
      "it's",
      '"a"',
      'two\nlines\n',
      'a\n\n b ',
    ];
    const text = await printYaml(document);
    expect(parse(text)).toEqual(document);
    expect(parse(text, { version: '1.1' })).toEqual(document);
  });
});
