import { printable } from '../kernel/printable.ts';
import { wrap } from '../kernel/wrap.ts';
import type { Paint } from './paint.ts';

/** A label with what belongs to it, or nothing where there is nothing to say. */
export type Line = readonly [label: string, value: string | null];

/** Aligned lines of labels and values. Values come as text from anywhere; each line ends in a newline. */
export function block(lines: readonly Line[], paint: Paint, indent = 0): string {
  const shown = lines.filter((line): line is [string, string] => line[1] !== null);
  const widest = Math.max(0, ...shown.map(([label]) => printable(label).length));
  return shown
    .map(([label, value]) => `${' '.repeat(indent)}${paint.dim(printable(label).padEnd(widest))}  ${printable(value)}`)
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** As `block`, with values broken over as many lines as `columns` asks, each under the other. */
export function wrappedBlock(lines: readonly Line[], paint: Paint, columns: number, indent = 0): string {
  const shown = lines.filter((line): line is [string, string] => line[1] !== null);
  const widest = Math.max(0, ...shown.map(([label]) => printable(label).length));
  const room = Math.max(20, columns - indent - widest - 2);
  return shown
    .map(([label, value]) => {
      const [first = '', ...rest] = wrap(printable(value), room);
      const hang = ' '.repeat(indent + widest + 2);
      const head = `${' '.repeat(indent)}${paint.dim(printable(label).padEnd(widest))}  ${first}`.trimEnd();
      return [head, ...rest.map((line) => hang + line)].map((line) => `${line}\n`).join('');
    })
    .join('');
}

/** Rows whose cells stand under each other, each line indented and ending in a newline. */
export function grid(rows: readonly (readonly string[])[], indent = 2): string {
  const cells = rows.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of cells) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return cells
    .map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
    .map((line) => `${' '.repeat(indent)}${line.trimEnd()}\n`)
    .join('');
}
