import fc from 'fast-check';
import { names } from './samples.ts';

/** Any text at all, with the nasty ones more often than chance would have it. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(...Object.values(names)),
  fc.string({
    unit: fc.constantFrom(
      '\u001b',
      '\u0000',
      '\t',
      '\r',
      '\n',
      '\u007f',
      '\u009b',
      '\u202e',
      '"',
      ',',
      'a',
      '漢',
      '\u0301',
      '\u200d',
      '👩',
      '=',
    ),
  }),
);

/** What may not reach a terminal: every control but tab and line feed, and the marks that turn text. */
export const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;
