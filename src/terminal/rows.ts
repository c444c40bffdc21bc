import { graphemes } from './graphemes.ts';
import { displayWidth } from './width.ts';

const colour = /(\u001b\[[0-9;]*m)/;

export function withoutColours(line: string): string {
  return line
    .split(colour)
    .filter((_, at) => at % 2 === 0)
    .join('');
}

/** A line of at most `width` columns: as it is, or cut to end in dots, its colours whole. */
export function cutRow(line: string, width: number, ellipsis: string): string {
  if (displayWidth(withoutColours(line)) <= width) return line;
  let left = width - ellipsis.length;
  let kept = '';
  for (const [piece, wide] of pieces(line, graphemes)) {
    if (wide === 0) kept += piece;
    else if (wide <= left) {
      kept += piece;
      left -= wide;
    } else if (left >= 0) {
      kept += ellipsis;
      left = -1;
    }
  }
  return kept;
}

/** A line in rows of `width` columns, broken between words; what goes on stands under the beginning of the first row. */
export function wordRows(line: string, width: number): readonly string[] {
  const indent = /^ */.exec(withoutColours(line))?.[0] ?? '';
  const start = indent.length < width / 2 ? indent : '';
  const rows: string[] = [];
  let row = { text: '', wide: 0 };
  let word = { text: '', wide: 0 };
  const take = () => {
    if (row.wide + word.wide > width && row.text.trim() !== '') {
      rows.push(row.text.trimEnd());
      row = { text: start, wide: start.length };
    }
    row = { text: row.text + word.text, wide: row.wide + word.wide };
    word = { text: '', wide: 0 };
  };
  for (const [piece, wide] of pieces(line, graphemes)) {
    if (piece === ' ' || word.wide + wide > width - start.length) take();
    if (piece !== ' ') word = { text: word.text + piece, wide: word.wide + wide };
    else if (row.wide < width) row = { text: `${row.text} `, wide: row.wide + 1 };
  }
  take();
  return [...rows, row.text.trimEnd()];
}

export interface TypedRows {
  readonly rows: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

/**
 * The line that is being typed, broken anywhere, and where its `column` comes to stand. Each code point counts for itself,
 * as the library counts them.
 */
export function typedRows(line: string, column: number, width: number): TypedRows {
  // Spaces at the end were taken off, and the cursor stands behind them.
  const missing = Math.max(0, column - displayWidth(withoutColours(line)));
  const rows: [string, ...string[]] = [''];
  let used = 0;
  let passed = 0;
  let cursor: TypedRows['cursor'] | undefined;
  for (const [piece, wide] of pieces(line + ' '.repeat(missing), (text) => [...text])) {
    if (used + wide > width) {
      rows.push('');
      used = 0;
    }
    if (wide > 0 && passed === column) cursor ??= { row: rows.length - 1, column: used };
    rows[rows.length - 1] += piece;
    used += wide;
    passed += wide;
  }
  if (cursor === undefined && used >= width) {
    rows.push('');
    used = 0;
  }
  return { rows, cursor: cursor ?? { row: rows.length - 1, column: used } };
}

/** The letters and colours of a line, each with the columns it takes. */
function pieces(line: string, letters: (text: string) => readonly string[]): readonly (readonly [string, number])[] {
  return line
    .split(colour)
    .flatMap((part, at) =>
      at % 2 === 1 ? [[part, 0] as const] : letters(part).map((letter) => [letter, displayWidth(letter)] as const),
    );
}
