import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nearest } from '../../../src/kernel/nearest.ts';

const words = ['connection', 'export', 'enrichment', 'environment', 'user'];

describe('the nearest known word', () => {
  test.each([
    ['conection', 'connection'],
    ['CONNECTION', 'connection'],
    ['exprot', 'export'],
    ['en', 'enrichment'],
    ['envir', 'environment'],
    ['usr', 'user'],
  ])('%s means %s', (typed, meant) => expect(nearest(typed, words)).toBe(meant));

  test.each(['', 'zzzzzzzz', 'quux'])('%j means nothing', (typed) => expect(nearest(typed, words)).toBeUndefined());

  test('is one of the known words, and a known word means itself', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdef-'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(word, fc.uniqueArray(word, { maxLength: 12 }), (typed, known) => {
        const found = nearest(typed, known);
        expect(found === undefined || known.includes(found)).toBe(true);
        expect(nearest(typed, [...known, typed])).toBe(typed);
      }),
    );
  });

  test('does not take long for a word of a megabyte', () => {
    const before = performance.now();
    expect(nearest('x'.repeat(1_000_000), words)).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
