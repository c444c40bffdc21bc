import { describe, expect, test } from '@jest/globals';
import Table from 'cli-table3';
import fc from 'fast-check';
import { createPaint } from '../../../src/terminal/paint.ts';
import { drawTable } from '../../../src/terminal/table.ts';
import { displayWidth } from '../../../src/terminal/width.ts';
import { columns } from '../../../src/views/connection-list.ts';
import { cellsOf, columnsFor } from '../../../src/views/output/cells.ts';
import { ascii, plain } from '../../../src/views/paint.ts';
import { expectGolden } from '../../support/golden.ts';
import { anyName, obeyed } from '../views/any-name.ts';
import { items, now } from '../views/samples.ts';

const shown = columnsFor(columns, 'table');
const cells = cellsOf(shown, items, now);
const linesOf = (text: string) => text.replace(/\n$/, '').split('\n');

describe('a list on a terminal', () => {
  test.each([200, 120, 80, 40, 20])('of %i columns', async (width) => {
    const { text, hidden } = await drawTable(shown, cells, width);
    expectGolden(`tables/connection-list-${width}`, `${text}hidden: ${hidden.join(', ')}\n`);
    for (const line of linesOf(text)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  test.each([120, 80])('of %i columns keeps usual names whole', async (width) => {
    const usual = items.slice(0, 3).map((item, at) => ({ ...item, name: `retail-nightly-drop-${at}` }));
    const { text, hidden } = await drawTable(shown, cellsOf(shown, usual, now), width);
    expectGolden(`tables/connection-list-usual-${width}`, `${text}hidden: ${hidden.join(', ')}\n`);
  });

  test('says which columns did not fit', async () => {
    const { hidden } = await drawTable(shown, cells, 80);
    expect(hidden).toContain('CREATED');
  });

  test('has its header painted and its names, without moving a column', async () => {
    const drawn = await drawTable(shown, cells, 120);
    const painted = await drawTable(shown, cells, 120, { ...(await createPaint(1)), symbols: plain.symbols });
    expect(painted.text).toContain('\u001b[36mretail-nightly-drop\u001b[39m ');
    // biome-ignore lint/complexity/useRegexLiterals: an escape character in a literal is hard to see
    expect(painted.text.replace(new RegExp('\u001b\\[\\d+m', 'g'), '')).toBe(drawn.text);
  });

  test('links the cells that open an address, without moving a column', async () => {
    const paint = { ...(await createPaint(0, true)), symbols: plain.symbols };
    const drawn = await drawTable(shown, cells, 120);
    const linked = await drawTable(shown, cells, 120, paint, (row, at) =>
      row === 0 && at === 0 ? 'https://contoso.example/' : undefined,
    );
    expect(linked.text).toContain('\u001b]8;;https://contoso.example/\u001b\\');
    // biome-ignore lint/complexity/useRegexLiterals: an escape character in a literal is hard to see
    expect(linked.text.replace(new RegExp('\u001b]8;;[^\u001b]*\u001b\\\\', 'g'), '')).toBe(drawn.text);
  });

  test('ends what it shortens in dots of ASCII where the terminal shows no other', async () => {
    const { text } = await drawTable(shown, cells, 60, { ...(await createPaint(0)), symbols: ascii });
    expect(text).toContain('...');
    expect(text).not.toContain('…');
    for (const line of linesOf(text)) expect(displayWidth(line)).toBeLessThanOrEqual(60);
  });

  test('is a header alone where there is nothing to list', async () => {
    expect((await drawTable(shown, [], 120)).text).toMatch(/^NAME +TYPE .*CREATED\n$/);
  });

  test('is laid out as cli-table3 lays out every cell', async () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '-', '$', '&'), minLength: 1, maxLength: 14 });
    const three = [{ header: 'NAME' }, { header: 'COUNT', align: 'right' as const }, { header: 'WHO' }];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(word, word, word), { maxLength: 6 }), async (rows) => {
        const chars = Object.fromEntries(
          [
            'top',
            'top-mid',
            'top-left',
            'top-right',
            'bottom',
            'bottom-mid',
            'bottom-left',
            'bottom-right',
            'left',
            'left-mid',
            'mid',
            'mid-mid',
            'right',
            'right-mid',
          ].map((name) => [name, '']),
        );
        const table = new Table({
          head: three.map(({ header }) => header),
          chars: { ...chars, middle: '  ' },
          colAligns: ['left', 'right', 'left'],
          style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
        });
        table.push(...rows);
        const { text } = await drawTable(three, rows, 200);
        expect(linesOf(text)).toEqual(linesOf(table.toString()).map((line) => line.trimEnd()));
      }),
    );
  });

  test('never holds what a terminal would obey, and never a line longer than the terminal, whatever the names', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyName, anyName, anyName, anyName), { maxLength: 8 }),
        fc.integer({ min: 1, max: 160 }),
        async (rows, width) => {
          const four = [
            { header: 'NAME', shrink: 2 },
            { header: 'DISPLAY NAME', shrink: 1 },
            { header: 'EXPORTS', align: 'right' as const },
            { header: 'WHO', shrink: 1 },
          ];
          const { text } = await drawTable(four, rows, width);
          expect(text).not.toMatch(obeyed);
          expect(text).not.toContain('\t');
          expect(linesOf(text)).toHaveLength(rows.length + 1);
          for (const line of linesOf(text)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 300 },
    );
  });
});
