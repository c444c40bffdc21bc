import { commandLines } from './command-lines.ts';
import { type Paint, plain } from './paint.ts';

interface Same {
  readonly command: string;
  readonly variables: readonly string[];
}

/** The command that does the same without a question, after one that asked. */
export function same({ command, variables }: Same, paint: Paint = plain, columns = 80): string {
  const secrets = variables.length === 0 ? '' : `, with ${variables.join(' and ')} set to what was typed`;
  return `${paint.dim(`the same without questions${secrets}:`)}\n${commandLines(command, columns, 2)}\n`;
}
