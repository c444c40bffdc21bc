import { printable } from '../../kernel/printable.ts';

/** Tab-separated lines under a header. A tab or line break inside a cell is made visible, so a line is always a row. */
export function printTsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((row) => `${row.map(printable).join('\t')}\n`).join('');
}
