import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program to start, with everything of its environment said. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Where its output goes: to a pipe that is drained, or to the terminal that we sit on ourselves. */
export type Output = 'pipe' | 'terminal';

const mostOutput = 1_000_000_000;

/** Starts a program, waits for its end, and answers with the milliseconds between. One that fails is no measurement. */
export function live({ file, args, env }: Program, output: Output): number {
  const stdio = output === 'pipe' ? ['ignore' as const, 'pipe' as const, 'pipe' as const] : ('inherit' as const);
  const before = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(file, args, { env, stdio, maxBuffer: mostOutput });
  const after = process.hrtime.bigint();
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${[file, ...args].join(' ')} ended with ${status}: ${stderr ?? ''}`);
  return Number(after - before) / 1e6;
}

/** Where a program of this machine is; nothing where there is none of that name. */
export function installed(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
