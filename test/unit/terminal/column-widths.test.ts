import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnWidths } from '../../../src/terminal/column-widths.ts';

const columns = [{ shrink: 3 }, { shrink: 2 }, { shrink: 1 }, {}, { shrink: 1 }];

test('columns keep their natural widths where there is room', () => {
  expect(columnWidths(columns, [20, 15, 10, 7, 8], 68, 2)).toEqual([20, 15, 10, 7, 8]);
});

test('the columns that may go first are shortened first, the widest of them before the others', () => {
  expect(columnWidths(columns, [20, 15, 20, 7, 18], 78, 2)).toEqual([20, 15, 14, 7, 14]);
});

test('all columns are shortened to where they read well before any is shortened further', () => {
  expect(columnWidths(columns, [60, 30, 20, 7, 18], 90, 2)).toEqual([33, 14, 14, 7, 14]);
  expect(columnWidths(columns, [60, 30, 20, 7, 18], 83, 2)).toEqual([32, 14, 11, 7, 11]);
  expect(columnWidths(columns, [60, 30, 20, 7, 18], 73, 2)).toEqual([32, 10, 8, 7, 8]);
});

test('columns are left out from the right when shortening is not enough, and the rest get their room back', () => {
  expect(columnWidths(columns, [20, 15, 12, 7, 10], 50, 2)).toEqual([20, 9, 8, 7]);
  expect(columnWidths(columns, [20, 15, 12, 7, 10], 48, 2)).toEqual([20, 14, 10]);
  expect(columnWidths(columns, [20, 15, 12, 7, 10], 10, 2)).toEqual([10]);
});

test('whatever the terminal, the lines fit it and the first column stays', () => {
  const column = fc.record({ shrink: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }) });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(column, fc.integer({ min: 1, max: 200 })), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 250 }),
      (wanted, available) => {
        const shrinkable = wanted.map(([it]) => (it.shrink === undefined ? {} : { shrink: it.shrink }));
        const widths = columnWidths(
          shrinkable,
          wanted.map(([, width]) => width),
          available,
          2,
        );
        expect(widths.length).toBeGreaterThan(0);
        expect(Math.min(...widths)).toBeGreaterThan(0);
        expect(widths.reduce((sum, width) => sum + width, 0) + 2 * (widths.length - 1)).toBeLessThanOrEqual(available);
      },
    ),
  );
});
