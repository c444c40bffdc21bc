import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const launcher = fileURLToPath(new URL('../../bin/cinch.js', import.meta.url));

export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The JSON document on stdout, or on stderr when the run failed. */
  readonly json: <T = any>() => T;
}

export interface Cli {
  /** A folder that nobody else uses; everything the runs keep is in it. */
  readonly home: string;
  (argv: readonly string[], options?: RunOptions): Promise<Ran>;
  /** The same, and the test fails with its output when it does not end with 0. */
  ok(argv: readonly string[], options?: RunOptions): Promise<Ran>;
  remove(): void;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly cwd?: string;
}

/** A command line with its surroundings. */
export interface Line {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
  readonly cwd: string;
}

export type Start = (line: Line) => Promise<Pick<Ran, 'exit' | 'stdout' | 'stderr'>>;
export type Storage = 'key-file' | 'passphrase';

/** The program itself, as a person starts it: a process of its own for every command line. */
export const started: Start = async ({ argv, ...surroundings }) => {
  const settings = { reject: false, stripFinalNewline: false, extendEnv: false, ...surroundings } as const;
  const { exitCode, stdout, stderr } = await execa(process.execPath, [launcher, ...argv], settings);
  return { exit: exitCode ?? 1, stdout, stderr };
};

/**
 * The program on a home of its own. Standard input is empty, so nothing can be asked. Its stored secrets have a key file
 * unless it is about passphrases, which are slow on purpose.
 */
export function createCli(storage: Storage = 'key-file', start: Start = started): Cli {
  const home = mkdtempSync(join(tmpdir(), 'cinch-'));
  const usual = {
    PATH: process.env.PATH,
    HOME: home,
    CINCH_HOME: home,
    ...(storage === 'key-file' ? { CINCH_KEY_FILE: join(home, 'key') } : { CINCH_PASSPHRASE: 'correct horse' }),
    NODE_COMPILE_CACHE: join(tmpdir(), 'cinch-test-cache'),
  };
  const run = async (argv: readonly string[], { env = {}, input = '', cwd = home }: RunOptions = {}): Promise<Ran> => {
    const ran = await start({ argv, env: definedOf({ ...usual, ...env }), input, cwd });
    return { ...ran, json: () => JSON.parse(ran.exit === 0 || ran.stdout !== '' ? ran.stdout : ran.stderr) };
  };
  return Object.assign(run, {
    home,
    async ok(argv: readonly string[], options?: RunOptions) {
      const ran = await run(argv, options);
      if (ran.exit !== 0) throw new Error(`cinch ${argv.join(' ')} ended with ${ran.exit}\n${ran.stdout}${ran.stderr}`);
      return ran;
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  });
}

function definedOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((it): it is [string, string] => it[1] !== undefined));
}
