import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitTo, pad } from '../../../src/terminal/fit.ts';
import { graphemes } from '../../../src/terminal/graphemes.ts';
import { displayWidth } from '../../../src/terminal/width.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const printableText = fc.string({ unit: 'grapheme', maxLength: 40 });

describe('the columns that a text takes', () => {
  test.each([
    ['', 0],
    ['retail-nightly-drop', 19],
    ['Größe', 5],
    ['漢字', 4],
    ['ｆｕｌｌ', 8],
    ['한국어', 6],
    ['\u1112\u1161\u11ab', 2],
    ['e\u0301', 1],
    ['שלום', 4],
    ['👍', 2],
    ['👍🏽', 2],
    ['👩‍👩‍👧‍👦', 2],
    ['🇳🇱', 2],
    ['❤️', 2],
    ['1️⃣', 2],
    ['a\u200bb', 2],
    ['co\u00adop', 5],
    ['…', 1],
    ['नमस्ते', 4],
  ])('%j takes %i', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });

  test('of letters that stand alone are those of their parts', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '漢', 'я', 'א', '-') }), (text) => {
        expect(displayWidth(text)).toBe([...text].reduce((sum, letter) => sum + (letter === '漢' ? 2 : 1), 0));
      }),
    );
  });
});

test('letters are told apart as Intl.Segmenter does, whether it is loaded or not', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        printableText,
        fc.string({ unit: 'binary-ascii' }),
        fc.string({ unit: fc.integer({ min: 0x20, max: 0x9fff }).map((code) => String.fromCodePoint(code)) }),
      ),
      (text) => {
        fc.pre(!text.includes('\r\n'));
        expect(graphemes(text)).toEqual(Array.from(segmenter.segment(text), (found) => found.segment));
      },
    ),
    { numRuns: 500 },
  );
});

describe('a text that is too long for its place', () => {
  test.each([
    ['retail-nightly-drop', 8, 'retail-…'],
    ['retail', 6, 'retail'],
    ['漢字漢字', 5, '漢字…'],
    ['漢字漢字', 4, '漢…'],
    ['漢字', 1, '…'],
    ['漢字', 0, ''],
    ['ab👩‍👩‍👧‍👦cd', 4, 'ab…'],
    ['ab👩‍👩‍👧‍👦cd', 5, 'ab👩‍👩‍👧‍👦…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ])('%j in %i columns is %j', (text, columns, shown) => {
    expect(fitTo(text, columns)).toBe(shown);
  });

  test('never takes more than its place and never splits a letter', () => {
    fc.assert(
      fc.property(printableText, fc.nat(30), (text, columns) => {
        const shown = fitTo(text, columns);
        expect(displayWidth(shown)).toBeLessThanOrEqual(columns);
        if (shown === text || shown === '') return;
        const letters = Array.from(segmenter.segment(text), (found) => found.segment);
        const kept = shown.slice(0, -1);
        expect(letters.some((_, at) => letters.slice(0, at).join('') === kept)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('is filled to its place on either side', () => {
    expect(pad('漢', 4)).toBe('漢  ');
    expect(pad('12', 4, 'right')).toBe('  12');
    expect(pad('12345', 4)).toBe('12345');
  });
});
