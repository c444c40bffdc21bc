import { runCommandLine } from './shell/run.ts';

/** Runs one command line and sets the exit code; the only place that does. */
export async function run(argv: readonly string[]): Promise<void> {
  process.exitCode = await runCommandLine(argv);
}
