import { printable } from '../../kernel/printable.ts';

// A spreadsheet runs a cell that begins so (OWASP, CSV injection), in their full-width forms too.
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const figure = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * Comma-separated values (RFC 4180): lines end in CRLF, quotes are doubled.
 * A cell that a spreadsheet would run begins with `'`, except a plain number; control characters are made visible.
 */
export function printCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** A cell as CSV carries it, before quoting. */
export function harmless(cell: string): string {
  const text = printable(cell);
  return formula.test(text) && !figure.test(text) ? `'${text}` : text;
}

function csvCell(cell: string): string {
  const text = harmless(cell);
  return /[",]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
