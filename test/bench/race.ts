import { spawn as spawnProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Output, Program } from './program.ts';
import type { Ratio } from './ratio.ts';
import type { Task } from './timekeeper.ts';

/** Two programs whose whole lives are compared. With several of one, each turn takes the next. */
export interface Race {
  readonly one: readonly Program[];
  readonly other: readonly Program[];
}

const timekeeper = fileURLToPath(new URL('./timekeeper.ts', import.meta.url));
const size = { cols: 120, rows: 40 };

/**
 * Runs races one after another; in each the two programs take turns. A small process of its own keeps the time: starting
 * a program takes longer the more memory the starter holds. On a terminal it sits there too and hands it on as it is.
 */
export async function run(races: readonly Race[], n: number, output: Output, folder: string): Promise<Ratio[]> {
  const task: Task = { races, n, output, results: join(folder, 'results.json') };
  const file = join(folder, 'task.json');
  writeFileSync(file, JSON.stringify(task));
  const [code, said] = await (output === 'pipe' ? apart(file) : onTerminal(file));
  if (code !== 0) throw new Error(`the races ended with ${code}: ${said}`);
  return JSON.parse(readFileSync(task.results, 'utf8')) as Ratio[];
}

function apart(file: string): Promise<[code: number | null, said: string]> {
  const child = spawnProcess(process.execPath, [timekeeper, file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve([code, said]));
  });
}

async function onTerminal(file: string): Promise<[code: number, said: string]> {
  const { spawn } = await import('@lydell/node-pty');
  const terminal = spawn(process.execPath, [timekeeper, file], { ...size, name: 'xterm-256color' });
  let said = '';
  // Whoever reads has to keep up, or the terminal makes the program wait.
  terminal.onData((data) => {
    said = (said + data).slice(-2_000);
  });
  return new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve([exitCode, said])));
}
