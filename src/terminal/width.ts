import { eastAsianWidth } from 'get-east-asian-width';
import { graphemes, standAlone } from './graphemes.ts';

const ascii = /^[\x20-\x7e]*$/;
// What joins several code points into one sign: joiner, emoji selector, keycap, skin tones, flags, tags.
const joining = /[\u200d\ufe0f\u20e3\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/u;
// Marks, formatting marks and the inner letters of a Korean syllable take no column; soft hyphen and Arabic signs take one.
const columnless = /^(?:(?![\u00ad\u0600-\u0605\u06dd\u070f\u08e2])[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\ud7b0-\ud7fb])$/u;
const pictured = /\p{Extended_Pictographic}|[\u{1f1e6}-\u{1f1ff}]{2}|\u20e3/u;

/**
 * How many columns of a terminal a text takes. It has to be printable: control characters have no width.
 * Follows Unicode's East Asian Width with ambiguous letters narrow; an emoji of several code points takes two columns.
 */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  if (standAlone(text)) return [...text].reduce((sum, letter) => sum + widthOf(letter), 0);
  if (!joining.test(text)) return sumOfCodePoints(text);
  let width = 0;
  for (const sign of graphemes(text)) width += joining.test(sign) && pictured.test(sign) ? 2 : sumOfCodePoints(sign);
  return width;
}

function sumOfCodePoints(text: string): number {
  let width = 0;
  for (const letter of text) if (!columnless.test(letter)) width += widthOf(letter);
  return width;
}

function widthOf(letter: string): 1 | 2 {
  return eastAsianWidth(letter.codePointAt(0) as number);
}
