import type { Dependent, Run } from './dependent.ts';

/** How many are kept; the audit trail has all of them. */
const kept = 20;
/** After this long a run that never said how it ended was cut off, and keeps nothing from running again. */
const cutOffMs = 12 * 3_600_000;

type Runs = Pick<Dependent, 'runs' | 'lastRun'>;

/** A dependent that begins to run. */
export function begun(dependent: Dependent, run: Run): Dependent {
  return { ...dependent, ...remembered([run, ...(dependent.runs ?? [])]) };
}

/** A dependent of which one run has ended. */
export function ended(dependent: Dependent, id: string, exit: number | null, at: string): Dependent {
  const runs = (dependent.runs ?? []).map((run) => (run.id === id ? { ...run, endedAt: at, exit } : run));
  return { ...dependent, ...remembered(runs) };
}

/** Since when its last run has been under way, or nothing. */
export function runningSince({ runs = [] }: Runs, now: string): string | null {
  const [last] = runs;
  if (last === undefined || last.endedAt !== null) return null;
  return Date.parse(now) - Date.parse(last.startedAt) < cutOffMs ? last.startedAt : null;
}

/** How a run went, in a word or two. */
export function runResult({ exit, endedAt }: Pick<Run, 'exit' | 'endedAt'>): string {
  if (exit === null) return endedAt === null ? 'not ended' : 'cut off';
  return exit === 0 ? 'succeeded' : `failed with ${exit}`;
}

function remembered(runs: readonly Run[]): Runs {
  const [last] = runs;
  const lastRun = last === undefined ? null : { at: last.startedAt, result: runResult(last) };
  return { runs: runs.slice(0, kept), lastRun };
}
