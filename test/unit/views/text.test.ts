import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wrap } from '../../../src/kernel/wrap.ts';
import { count } from '../../../src/views/count.ts';
import { ago, moment } from '../../../src/views/relative-time.ts';

describe('how long ago', () => {
  test.each([
    ['2026-11-21T11:59:30.000Z', 'just now'],
    ['2026-11-21T11:55:00.000Z', '5 min ago'],
    ['2026-11-21T09:00:00.000Z', '3 h ago'],
    ['2026-11-19T13:00:00.000Z', '47 h ago'],
    ['2026-11-18T11:00:00.000Z', '3 d ago'],
    ['2026-07-21T12:00:00.000Z', '4 mo ago'],
    ['2021-07-21T12:00:00.000Z', '5 y ago'],
    ['2026-11-21T12:10:00.000Z', 'in 10 min'],
    ['2026-11-21T10:00:00+02:00', '4 h ago'],
    ['tomorrow', 'tomorrow'],
  ])('%s is %s', (at, words) => {
    expect(ago(at, '2026-11-21T12:00:00.000Z')).toBe(words);
  });

  test('a page shows moments to the second', () => {
    expect(moment('2026-11-21T12:00:00.123Z')).toBe('2026-11-21T12:00:00Z');
    expect(moment('2026-11-21T12:00:00Z')).toBe('2026-11-21T12:00:00Z');
  });
});

test('a number agrees with its noun', () => {
  expect([count(0, 'export'), count(1, 'entry', 'entries'), count(1_234_567, 'entry', 'entries')]).toEqual([
    '0 exports',
    '1 entry',
    '1,234,567 entries',
  ]);
});

test('wrapped lines hold every word and none is too long', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-') }),
      fc.integer({ min: 5, max: 40 }),
      (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      },
    ),
  );
});
