import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { displayKey, isName, longest, nameFrom } from '../../../src/kernel/name.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('names', () => {
  test.each([
    ['Retail nightly drop', 'retail-nightly-drop'],
    ['  --Retail__drop!!  ', 'retail-drop'],
    ['Größe & Übermaß', 'grosse-ubermass'],
    ['ẞ', 'ss'],
    ['Crème brûlée', 'creme-brulee'],
    ['ＡＢＣ１２３', 'abc123'],
    ['ﬁle №5', 'file-no5'],
    ['İzmir', 'izmir'],
    ['顧客データ', ''],
    ['🎉', ''],
    ['', ''],
    [`${'a'.repeat(79)} b`, 'a'.repeat(79)],
  ])('D1 %j gives %j', (displayName, name) => {
    expect(nameFrom(displayName)).toBe(name);
  });

  test('D1 what is made of a display name is a name or empty, and is the name of itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = nameFrom(text);
        expect(name === '' || isName(name)).toBe(true);
        expect(nameFrom(name)).toBe(name);
      }),
    );
  });

  test.each(['a', '0', 'a-b', 'a--b', 'x'.repeat(longest.name)])('%s is a name', (text) =>
    expect(isName(text)).toBe(true),
  );

  test.each(['', '-', '-a', 'a-', 'A', 'a b', 'a_b', 'a.b', 'ä', 'a\n', 'x'.repeat(longest.name + 1)])(
    '%j is no name',
    (text) => {
      expect(isName(text)).toBe(false);
    },
  );
});

describe('the key of a display name', () => {
  test.each([
    ['Retail Drop', 'RETAIL DROP'],
    [' retail \t drop ', 'Retail Drop'],
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    ['Ｒｅｔａｉｌ', 'retail'],
    ['ﬁnance', 'Finance'],
    ['Cafe\u0301', 'Café'],
    ['ΟΔΟΣ', 'οδος'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['ΐ', 'Ϊ́'],
    ['Ⅷ', 'viii'],
    ['Re\u200btail', 'Retail'],
    ['Re\u00adtail', 'Retail'],
    ['Retail\u{e0041}', 'Retail'],
    ['\u2066Retail\u2069', 'Retail'],
  ])('D1 %j and %j have one', (one, other) => expect(displayKey(one)).toBe(displayKey(other)));

  test.each([
    ['istanbul', 'İstanbul'],
    ['Cafe', 'Café'],
    ['Retail drop', 'Retail-drop'],
    ['Retail drop', 'Retaildrop'],
    ['resume', 'résumé'],
    ['a', 'а'],
  ])('D1 %j and %j have different ones', (one, other) => expect(displayKey(one)).not.toBe(displayKey(other)));

  test('D1 it is the key of itself, and of the text in any case', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const key = displayKey(text);
        expect(displayKey(key)).toBe(key);
        expect(displayKey(` ${text}\u00a0 `)).toBe(key);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(displayKey(text.toUpperCase())).toBe(displayKey(text.toLowerCase()));
      }),
    );
  });
});
