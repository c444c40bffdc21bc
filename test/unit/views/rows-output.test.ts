import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { printable } from '../../../src/kernel/printable.ts';
import { columns } from '../../../src/views/connection-list.ts';
import { cellsOf, columnsFor, columnsNamed } from '../../../src/views/output/cells.ts';
import { harmless, printCsv } from '../../../src/views/output/csv.ts';
import { printNames } from '../../../src/views/output/name.ts';
import { printTsv } from '../../../src/views/output/tsv.ts';
import { expectGolden } from '../../support/golden.ts';
import { anyName, obeyed } from './any-name.ts';
import { items, names, now } from './samples.ts';

const header = ['name', 'displayName', 'type'];
const anyRows = fc.array(fc.tuple(anyName, anyName, anyName), { maxLength: 6 });

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
      'USED BY',
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
