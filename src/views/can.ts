import { printable } from '../kernel/printable.ts';
import { type Paint, plain } from './paint.ts';

interface Can {
  readonly allowed: boolean;
  readonly action: string;
  /** What it would be done to, where it was named. */
  readonly name?: string | null;
  readonly why: string;
}

/** Whether an action is allowed, and why: `no: connection.edit needs an administrator`. */
export function text(data: Can, paint: Paint = plain): string {
  const action = paint.name(printable([data.action, data.name ?? ''].join(' ').trim()));
  return `${data.allowed ? paint.good('yes') : paint.bad('no')}  ${action}: ${printable(data.why)}\n`;
}
