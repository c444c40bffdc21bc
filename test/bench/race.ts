import { spawnSync } from 'node:child_process';
import { inTurn, type Ratio } from './ratio.ts';

/** A program to start, with everything of its environment said. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Two programs whose whole lives are compared. With several of one, each turn takes the next. */
export interface Race {
  readonly one: readonly Program[];
  readonly other: readonly Program[];
}

/** Where output goes: to a pipe that is drained, or where our own goes. */
export type Output = 'pipe' | 'inherit';

const mostOutput = 1_000_000_000;

/** Runs races one after another; in each the two programs take turns. */
export async function run(races: readonly Race[], n: number, output: Output): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  for (const { one, other } of races) ratios.push(await inTurn(n, lifeOf(one, output), lifeOf(other, output)));
  return ratios;
}

function lifeOf(programs: readonly Program[], output: Output): (turn: number) => number {
  return (turn) => {
    const program = programs[turn % programs.length];
    if (program === undefined) throw new Error('a race needs a program on each side');
    return live(program, output);
  };
}

/** Starts a program, waits for its end, and answers with the milliseconds between. One that fails is no measurement. */
export function live({ file, args, env }: Program, output: Output): number {
  const stdio =
    output === 'pipe' ? (['ignore', 'pipe', 'pipe'] as const) : (['inherit', 'inherit', 'inherit'] as const);
  const before = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(file, args, { env, stdio: [...stdio], maxBuffer: mostOutput });
  const after = process.hrtime.bigint();
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${[file, ...args].join(' ')} ended with ${status}: ${stderr ?? ''}`);
  return Number(after - before) / 1e6;
}
