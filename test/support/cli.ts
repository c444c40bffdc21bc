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

/**
 * The program itself, as a person starts it, on a home of its own. Standard input is empty, so nothing can be asked. Its
 * stored secrets have a key file unless it is about passphrases, which are slow on purpose.
 */
export function createCli(storage: 'key-file' | 'passphrase' = 'key-file'): Cli {
  const home = mkdtempSync(join(tmpdir(), 'cinch-'));
  const run = async (argv: readonly string[], { env = {}, input = '', cwd = home }: RunOptions = {}): Promise<Ran> => {
    const result = await execa(process.execPath, [launcher, ...argv], {
      cwd,
      input,
      reject: false,
      stripFinalNewline: false,
      extendEnv: false,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: home,
        CINCH_HOME: home,
        ...(storage === 'key-file' ? { CINCH_KEY_FILE: join(home, 'key') } : { CINCH_PASSPHRASE: 'correct horse' }),
        NODE_COMPILE_CACHE: join(tmpdir(), 'cinch-test-cache'),
        ...env,
      } as Record<string, string>,
    });
    const { stdout, stderr } = result;
    const exit = result.exitCode ?? 1;
    return { exit, stdout, stderr, json: () => JSON.parse(exit === 0 || stdout !== '' ? stdout : stderr) };
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
