import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { printable } from '../../../src/kernel/printable.ts';
import { isProblem } from '../../../src/kernel/problem.ts';
import { columns } from '../../../src/views/connection-list.ts';
import { cellsOf, columnsFor, columnsNamed } from '../../../src/views/output/cells.ts';
import { harmless, printCsv } from '../../../src/views/output/csv.ts';
import { carriesDocuments, formatHelp, formats } from '../../../src/views/output/format.ts';
import { printJson, printJsonLines } from '../../../src/views/output/json.ts';
import { printNames } from '../../../src/views/output/name.ts';
import { applyQuery } from '../../../src/views/output/query.ts';
import { printTsv } from '../../../src/views/output/tsv.ts';
import { printYaml } from '../../../src/views/output/yaml.ts';
import { expectGolden } from '../../support/golden.ts';
import { anyName, obeyed } from './any-name.ts';
import { items, names, now } from './samples.ts';

const listed = { apiVersion: 'cinch/v1', kind: 'ConnectionList', items: items.slice(0, 2), next: null, total: 2 };
const header = ['name', 'displayName', 'type'];
const anyRows = fc.array(fc.tuple(anyName, anyName, anyName), { maxLength: 6 });
// Half a surrogate pair cannot be written as UTF-8; JSON and YAML escape it.
const anyDocument = fc.jsonValue({ stringUnit: 'binary' });

/** Reads CSV as RFC 4180 has it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (bare as string) : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

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
        expect(text).not.toMatch(obeyed);
        expect(text).not.toContain('\t');
      }),
      { numRuns: 500 },
    );
  });

  test('quotes what older readers would take for something else', async () => {
    expect(await printYaml({ a: 'no', b: '1:30', c: 'yes', d: '0o7' })).toBe(
      'a: "no"\nb: "1:30"\nc: "yes"\nd: "0o7"\n',
    );
  });
});

describe('CSV', () => {
  test('reads as it did', () => {
    const wide = columnsFor(columns, 'csv');
    expectGolden(
      'output/csv',
      printCsv(
        wide.map(({ key }) => key),
        cellsOf(wide, items),
      ),
    );
  });

  test('parses back to its cells, with nothing in them that a terminal obeys', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const text = printCsv(header, rows);
        expect(parseCsv(text)).toEqual([header, ...rows.map((row) => row.map(harmless))]);
        expect(text.replaceAll('\r\n', '\n')).not.toMatch(obeyed);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['+1+1', "'+1+1"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['-5', '-5'],
    ['-5.25', '-5.25'],
    ['a=b', 'a=b'],
    ['\t=1', '\\u{09}=1'],
  ])('a spreadsheet does not run %j', (cell, carried) => {
    expect(harmless(cell)).toBe(carried);
  });
});

describe('tab-separated lines', () => {
  test('parse back to their cells, made visible', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const text = printTsv(header, rows);
        const parsed = text
          .slice(0, -1)
          .split('\n')
          .map((line) => line.split('\t'));
        expect(parsed).toEqual([header, ...rows.map((row) => row.map(printable))]);
        expect(text).not.toMatch(obeyed);
      }),
      { numRuns: 500 },
    );
  });
});

describe('columns', () => {
  test('are the usual ones, or all of them for wide and CSV', () => {
    expect(columnsFor(columns, 'table').map(({ header }) => header)).toEqual([
      'NAME',
      'TYPE',
      'PURPOSE',
      'WHO',
      'EXPORTS',
      'ENRICHMENTS',
      'STATUS',
      'CREATED',
    ]);
    expect(columnsFor(columns, 'wide')).toBe(columns);
    expect(columnsFor(columns, 'csv')).toBe(columns);
  });

  test('are named by key or header, however it is written, in the order given', async () => {
    const chosen = await columnsNamed(columns, ['created by', 'NAME', 'created-at', 'WHO']);
    expect(chosen.map(({ key }) => key)).toEqual(['createdBy', 'name', 'createdAt', 'sharedWith']);
  });

  test('that are not there are refused with the nearest one and all there are', async () => {
    await expect(columnsNamed(columns, ['name', 'purpos'])).rejects.toMatchObject({
      code: 'usage.unknown_column',
      exit: 2,
      detail: expect.stringContaining('`purpos`; did you mean `purpose`?'),
    });
  });

  test('show short times for a person only', () => {
    const times = columns.filter(({ key }) => key === 'createdAt');
    expect(cellsOf(times, items.slice(0, 1), now)).toEqual([['26 h ago']]);
    expect(cellsOf(times, items.slice(0, 1))).toEqual([['2026-11-20T09:30:00.123Z']]);
  });
});

test('names are printed one a line, visible', () => {
  expect(printNames(columns, items.slice(6, 7))).toBe(`${printable(names.control)}\n`);
  expect(printNames(columns, [])).toBe('');
});

describe('a query', () => {
  test('picks from the document as its JSON has it', async () => {
    expect(await applyQuery(listed, 'items[?revision==`2`].name | [0]')).toBe(names.chinese);
    expect(await applyQuery({ at: new Date(0), gone: undefined }, 'keys(@)')).toEqual(['at']);
    expect(await applyQuery(listed, 'nothing')).toBeNull();
  });

  test.each([
    ['items[', '--query cannot be used: it ends too early'],
    ['', '--query cannot be used: it ends too early'],
    ['a b', '--query cannot be used: there is no place for b'],
    ['"abc', '--query cannot be used: it ends too early'],
    ['nofn(@)', '--query cannot be used: unknown function: nofn()'],
    ['a#', '--query cannot be used: unknown character: #'],
    ['items[].$x', '--query cannot be used: there is no place for x'],
  ])('%j is refused in words', async (expression, detail) => {
    const error = await applyQuery(listed, expression).catch((thrown) => thrown);
    expect(isProblem(error)).toBe(true);
    expect(error).toMatchObject({ code: 'usage.query', exit: 2, detail });
  });

  test('cannot bring control characters to the terminal in its refusal', async () => {
    const error = await applyQuery(listed, 'a \u001b[2J').catch((thrown) => thrown);
    expect(error.detail).not.toMatch(obeyed);
  });
});

test('every format says what it is for, and those for programs are told apart', () => {
  expect(Object.keys(formatHelp)).toEqual([...formats]);
  expect(formats.filter(carriesDocuments)).toEqual(['json', 'jsonl', 'yaml']);
});
