import { printable } from '../../../kernel/printable.ts';
import { wrap } from '../../../kernel/wrap.ts';
import type { Fault } from './definition.ts';

const mark = '# error: ';

/** A text with what is wrong as remarks, each above its line, and at the top that there are some. */
export function markFaults(text: string, faults: readonly Fault[]): string {
  if (faults.length === 0) return text;
  const lines = text.split('\n');
  const marked = lines.flatMap((line, at) => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    const remarks = faults.filter((fault) => fault.line === at).flatMap(({ says }) => wrap(printable(says), 66));
    return [...remarks.map((remark) => `${indent}${mark}${remark}`), line];
  });
  return [`${mark}this cannot be saved yet; what is wrong stands above its line, as here`, ...marked].join('\n');
}

/** The text without such remarks. */
export function withoutMarks(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trim().startsWith(mark.trim()))
    .join('\n');
}
