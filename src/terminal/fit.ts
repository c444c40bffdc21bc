import { graphemes } from './graphemes.ts';
import { displayWidth } from './width.ts';

/** A text that takes at most `width` columns: as it is, or shortened to end in dots, never within a letter. */
export function fitTo(text: string, width: number, ellipsis = '…'): string {
  const natural = displayWidth(text);
  if (natural <= width) return text;
  if (width < 1) return '';
  const dots = ellipsis.slice(0, width);
  if (natural === text.length && /^[\x20-\x7e]*$/.test(text)) return text.slice(0, width - dots.length) + dots;
  let kept = '';
  let left = width - dots.length;
  for (const letter of graphemes(text)) {
    left -= displayWidth(letter);
    if (left < 0) break;
    kept += letter;
  }
  return kept + dots;
}

/** A text filled with spaces to `width` columns, on its right or, for figures, on its left. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const room = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? room + text : text + room;
}
