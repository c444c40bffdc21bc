import { printable } from '../kernel/printable.ts';
import { wrap } from '../kernel/wrap.ts';
import { commandLines } from './command-lines.ts';

/** A label with what belongs to it, or nothing where there is nothing to say. */
export type Line = readonly [label: string, value: string | null];

// A value that has less room than this beside its label stands under it.
const enough = 30;

/**
 * Aligned lines of labels and values for a terminal of `columns`; without a width each stays on one line. Values come as
 * text from anywhere; each line ends in a newline.
 */
export function block(lines: readonly Line[], columns: number = Number.POSITIVE_INFINITY, indent = 0): string {
  const shown = lines.filter((line): line is [string, string] => line[1] !== null);
  const widest = Math.max(0, ...shown.map(([label]) => printable(label).length));
  const beside = columns - indent - widest - 2;
  return shown
    .map(([label, value]) => {
      const text = printable(value);
      const under = text.length > beside && beside < enough;
      const hang = ' '.repeat(under ? indent + 2 : indent + widest + 2);
      const parts = broken(text, columns - hang.length);
      const head = ' '.repeat(indent) + (under ? printable(label) : printable(label).padEnd(widest));
      const [first = '', ...rest] = under ? ['', ...parts] : parts;
      return [`${head}  ${first}`.trimEnd(), ...rest.map((part) => hang + part)].map((line) => `${line}\n`).join('');
    })
    .join('');
}

/** Text in lines of at most `columns`: as it is where it fits, an address always, a command as a shell reads it. */
export function broken(text: string, columns: number): readonly string[] {
  if (text.length <= columns || /^https:\/\/\S+$/.test(text)) return [text];
  if (text.startsWith('cinch ')) return commandLines(text, columns, 0).split('\n');
  return wrap(text, Math.max(8, columns));
}

/**
 * Rows whose cells stand under each other, each line indented and ending in a newline. The last cell goes on under itself
 * where `columns` asks for it; where it has no room there, what follows the first cell stands under it.
 */
export function grid(
  rows: readonly (readonly string[])[],
  columns: number = Number.POSITIVE_INFINITY,
  indent = 2,
): string {
  const cells = rows.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of cells) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, indent);
  return cells
    .flatMap((row) => {
      const head = row.slice(0, -1).map((cell, at) => cell.padEnd(widths[at] ?? 0));
      const last = row.at(-1) ?? '';
      const fits = last.length <= columns - before || columns - before >= enough;
      const [first = '', ...rest] = fits ? broken(last, columns - before) : row;
      if (fits) return [[...head, first].join('  '), ...rest.map((part) => ' '.repeat(before - indent) + part)];
      const under = rest.flatMap((cell) => broken(cell, columns - indent - 4)).filter((part) => part !== '');
      return [first, ...under.map((part) => `    ${part}`)];
    })
    .map((line) => `${`${' '.repeat(indent)}${line}`.trimEnd()}\n`)
    .join('');
}
