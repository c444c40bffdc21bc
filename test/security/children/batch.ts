// Runs many command lines in one process, each as the program runs one, and keeps what each of them printed apart.
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from '../../../src/shell/run.ts';

/** One command line with the variables that it has besides. */
export interface Line {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Printed {
  readonly argv: readonly string[];
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const [folder = ''] = process.argv.slice(2);
const variables = { ...process.env };

async function printedBy({ argv, env }: Line): Promise<Printed> {
  process.env = { ...variables, ...env };
  // A file that is opened takes the lowest number that is free.
  for (const stream of [1, 2]) {
    closeSync(stream);
    const opened = openSync(join(folder, `stream-${stream}`), 'w');
    if (opened !== stream) throw new Error(`the stream ${stream} became ${opened}`);
  }
  const exit = await runCommandLine(argv);
  const [stdout = '', stderr = ''] = [1, 2].map((stream) => readFileSync(join(folder, `stream-${stream}`), 'utf8'));
  return { argv, exit, stdout, stderr };
}

process.on('message', async (lines: readonly Line[]) => {
  const printed: Printed[] = [];
  for (const line of lines) printed.push(await printedBy(line));
  process.send?.(printed);
});
