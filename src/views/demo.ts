import { type Paint, plain } from './paint.ts';

export interface Played {
  readonly says: string;
  readonly command: string;
  readonly output: string;
  readonly exit: number;
}

/** One command of the demo with what it printed, as a terminal would show it. */
export function text({ says, command, output, exit }: Played, paint: Paint = plain): string {
  const head = says === '' ? '' : `\n${paint.strong(`# ${says}`)}\n`;
  const code = exit === 0 ? '' : `${paint.dim(`(exit ${exit})`)}\n`;
  return `${head}${paint.name('$')} ${command}\n${output}${code}`;
}
