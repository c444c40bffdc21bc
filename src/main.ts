import { createWriter } from './terminal/write.ts';

/** Runs one command line and sets the exit code; the only place that does. */
export async function run(argv: readonly string[]): Promise<void> {
  if (argv[0] === '__complete') {
    const { complete } = await import('./shell/complete.ts');
    createWriter(1).write(await complete(argv.slice(1)));
    return;
  }
  const { runCommandLine } = await import('./shell/run.ts');
  process.exitCode = await runCommandLine(argv);
}
