// Runs many command lines in one process, each as the program runs one, and keeps what each of them printed apart.
import { closeSync, createReadStream, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Line, Printed } from './runner.ts';

type Program = { readonly run: (argv: readonly string[]) => Promise<void> };
const [main, complete]: readonly Program[] = [
  await import('../../dist/main.js' as string),
  await import('../../dist/complete.js' as string),
];

const [folder = ''] = process.argv.slice(2);
const variables = { ...process.env };
const here = process.cwd();
const fileOf = (stream: number) => join(folder, `stream-${stream}`);

async function printedBy({ argv, env, input = '', cwd = here }: Line): Promise<Printed> {
  process.env = { ...variables, ...env };
  process.chdir(cwd);
  writeFileSync(fileOf(0), input);
  // A file that is opened takes the lowest number that is free.
  for (const [stream, mode] of ['r', 'w', 'w'].entries()) {
    closeSync(stream);
    const opened = openSync(fileOf(stream), mode);
    if (opened !== stream) throw new Error(`the stream ${stream} became ${opened}`);
  }
  Object.defineProperty(process, 'stdin', {
    get: () => createReadStream('', { fd: 0, autoClose: false }),
    configurable: true,
  });
  process.exitCode = 0;
  await (argv[0] === '__complete' ? complete : main)?.run(argv);
  const exit = Number(process.exitCode);
  process.exitCode = 0;
  const [stdout = '', stderr = ''] = [1, 2].map((stream) => readFileSync(fileOf(stream), 'utf8'));
  return { argv, exit, stdout, stderr };
}

process.on('message', async (lines: readonly Line[]) => {
  const printed: Printed[] = [];
  for (const line of lines) printed.push(await printedBy(line));
  process.send?.(printed);
});
