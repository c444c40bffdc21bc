import { graphemes } from './graphemes.ts';
import { displayWidth } from './width.ts';

/** A text that takes at most `width` columns: as it is, or shortened to end in `…` or its like, never within a letter. */
export function fitTo(text: string, width: number, ellipsis = '…'): string {
  const natural = displayWidth(text);
  if (natural <= width) return text;
  if (width < 1) return '';
  if (natural === text.length && /^[\x20-\x7e]*$/.test(text)) return `${text.slice(0, width - 1)}${ellipsis}`;
  let kept = '';
  let left = width - 1;
  for (const letter of graphemes(text)) {
    left -= displayWidth(letter);
    if (left < 0) break;
    kept += letter;
  }
  return `${kept}${ellipsis}`;
}

/** A text filled with spaces to `width` columns, on its right or, for figures, on its left. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const room = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? room + text : text + room;
}
