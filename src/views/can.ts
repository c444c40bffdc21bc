import { printable } from '../kernel/printable.ts';
import { broken } from './block.ts';
import { type Paint, plain } from './paint.ts';

interface Can {
  readonly allowed: boolean;
  readonly action: string;
  /** What it would be done to, where it was named. */
  readonly name?: string | null;
  readonly why: string;
}

/** Whether an action is allowed, and why: `no: connection.edit needs an administrator`. */
export function text(data: Can, paint: Paint = plain, columns: number = Number.POSITIVE_INFINITY): string {
  const action = printable([data.action, data.name ?? ''].join(' ').trim());
  const [word, marked] = data.allowed ? ['yes', paint.good('yes')] : ['no', paint.bad('no')];
  const [first = '', ...rest] = broken(`${action}: ${printable(data.why)}`, columns - word.length - 2);
  const head = first.startsWith(action) ? paint.name(action) + first.slice(action.length) : first;
  return [`${marked}  ${head}`, ...rest.map((line) => ' '.repeat(word.length + 2) + line)]
    .map((line) => `${line}\n`)
    .join('');
}
