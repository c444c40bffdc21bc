import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasControlCharacters, printable } from '../../../src/kernel/printable.ts';

/** What moves a cursor, ends a line, or turns the direction of text, as Unicode has it. */
const unsafe = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('\u001b', '[', '2', 'J', '\u202e', '\u0000', '\n', '\u0085', '\u2028', 'a', '\ufeff'),
  }),
);

describe('text from outside', () => {
  test('never moves a cursor, ends a line or turns its direction once it is printable', () => {
    fc.assert(fc.property(anyText, (text) => expect(printable(text)).not.toMatch(unsafe)));
  });

  test('is refused as a name exactly where printing would change it', () => {
    fc.assert(fc.property(anyText, (text) => expect(hasControlCharacters(text)).toBe(printable(text) !== text)));
  });

  test('is the same once and twice, and as often as it is asked', () => {
    fc.assert(fc.property(anyText, (text) => expect(printable(printable(text))).toBe(printable(text))));
    expect(['\u001b', '\u001b', '\u001b'].map(hasControlCharacters)).toEqual([true, true, true]);
  });

  test.each([
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['a\nb', 'a\\u{0a}b'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['plain ü 顧客 👩‍👩‍👧', 'plain ü 顧客 👩‍👩‍👧'],
  ])('%j is shown as %s', (text, shown) => expect(printable(text)).toBe(shown));
});
