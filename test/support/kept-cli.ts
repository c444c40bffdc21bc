import { afterAll } from '@jest/globals';
import type { Change } from '../../src/model/change.ts';
import { type Cli, createCli, type Start, type Storage, started } from './cli.ts';
import { type About, type Prepared, prepared } from './prepared.ts';
import { openRunner, type Printed, type Runner } from './runner.ts';

interface Kept {
  readonly runner: Runner;
  free: Promise<unknown>;
}

// Node reads this one variable at its start, and everything else is of a command line.
const authority = 'NODE_EXTRA_CA_CERTS';
const kept = new Map<string | undefined, Kept>();
afterAll(() => Promise.all([...kept.values()].map(({ runner }) => runner.end())));

/**
 * The program as in `createCli`, with all command lines of a test file run one after the other by one process that has
 * the build loaded, because most of a short run is its start. How it starts and ends is for `createCli` to show.
 */
export function createKeptCli(storage?: Storage): Cli {
  return createCli(storage, (line) => (needsItsOwn(line.argv) ? started(line) : inTurn(line)));
}

/** A home as `prepared` makes it, with the command lines run by that one process. */
export function preparedKept(changes: readonly Change[], about: About = {}): Promise<Prepared> {
  return prepared(changes, { ...about, cli: createKeptCli() });
}

// What is answered before anything is loaded, and children that write on their own.
function needsItsOwn(argv: readonly string[]): boolean {
  return argv[0] === '--version' || argv.includes('--');
}

const inTurn: Start = async (line) => {
  const trusted = line.env[authority];
  const it = kept.get(trusted) ?? {
    runner: openRunner(trusted === undefined ? {} : { [authority]: trusted }),
    free: Promise.resolve(),
  };
  kept.set(trusted, it);
  const printed = it.free.then(() => it.runner.run([line]));
  it.free = printed.catch(() => undefined);
  return (await printed)[0] as Printed;
};
