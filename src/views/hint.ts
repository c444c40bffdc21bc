import { printable } from '../kernel/printable.ts';
import { commandLines } from './command-lines.ts';
import type { Paint } from './paint.ts';

/** What to type next, in as many lines as a shell reads as one. */
export function hint(command: string, paint: Paint, columns: number = Number.POSITIVE_INFINITY): string {
  return `${paint.name('hint:')} ${commandLines(printable(command), columns, 6).trimStart()}\n`;
}
