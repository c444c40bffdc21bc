// Runs the races of a task file and writes their ratios to the file that it names.
import { readFileSync, writeFileSync } from 'node:fs';
import { live, type Output, type Program } from './program.ts';
import type { Race } from './race.ts';
import { inTurn, type Ratio } from './ratio.ts';

export interface Task {
  readonly races: readonly Race[];
  readonly n: number;
  readonly output: Output;
  readonly results: string;
}

const { races, n, output, results } = JSON.parse(readFileSync(String(process.argv[2]), 'utf8')) as Task;
const ratios: Ratio[] = [];
for (const { one, other } of races) ratios.push(await inTurn(n, lives(one), lives(other)));
writeFileSync(results, JSON.stringify(ratios));

function lives(programs: readonly Program[]): (turn: number) => number {
  return (turn) => {
    const program = programs[turn % programs.length];
    if (program === undefined) throw new Error('a race needs a program on each side');
    return live(program, output);
  };
}
