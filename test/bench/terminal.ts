// Runs races on a pseudo-terminal. The one who keeps the time sits on that terminal too and hands it on as it is, so
// that nothing but the terminal itself is added, and to both sides alike.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Race, run } from './race.ts';
import type { Ratio } from './ratio.ts';

interface Task {
  readonly races: readonly Race[];
  readonly n: number;
  readonly results: string;
}

const self = fileURLToPath(import.meta.url);
const size = { cols: 120, rows: 40 };

/** The same as `run`, with a terminal as standard input, output and error. */
export async function runOnTerminal(races: readonly Race[], n: number, folder: string): Promise<Ratio[]> {
  const { spawn } = await import('@lydell/node-pty');
  const task: Task = { races, n, results: join(folder, 'terminal-results.json') };
  const file = join(folder, 'terminal-task.json');
  writeFileSync(file, JSON.stringify(task));
  const terminal = spawn(process.execPath, [self, file], { ...size, name: 'xterm-256color' });
  let said = '';
  // Whoever reads has to keep up, or the terminal makes the program wait.
  terminal.onData((data) => {
    said = (said + data).slice(-2_000);
  });
  const { exitCode } = await new Promise<{ exitCode: number }>((resolve) => terminal.onExit(resolve));
  if (exitCode !== 0) throw new Error(`the races on a terminal ended with ${exitCode}: ${said}`);
  return JSON.parse(readFileSync(task.results, 'utf8')) as Ratio[];
}

if (process.argv[1] === self) {
  const { races, n, results } = JSON.parse(readFileSync(String(process.argv[2]), 'utf8')) as Task;
  writeFileSync(results, JSON.stringify(await run(races, n, 'inherit')));
}
