import { wrap } from '../kernel/wrap.ts';
import { type Paint, plain } from './paint.ts';

interface ShownTerms {
  readonly version: string;
  readonly paragraphs: readonly string[];
}

/** The agreement in full, as it is shown before it is asked. */
export function text({ version, paragraphs }: ShownTerms, paint: Paint = plain, width = 80): string {
  const lines = paragraphs.flatMap((it) => wrap(it, Math.min(80, width) - 2));
  return `\n  ${paint.strong(`Terms of ${version}`)}\n${lines.map((line) => `  ${line}\n`).join('')}\n`;
}
