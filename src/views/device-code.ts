import { printable } from '../kernel/printable.ts';
import { type Paint, plain } from './paint.ts';

/** Where a person signs in, and with which code. */
export function text({ at, code }: { readonly at: string; readonly code: string }, paint: Paint = plain): string {
  return `To sign in to the key vault, open ${printable(at)} in a browser and enter ${paint.strong(printable(code))}\n`;
}
