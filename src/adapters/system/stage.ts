import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A home of its own that is gone afterwards, and this program run on it. */
export interface Stage {
  readonly home: string;
  /** Runs one command line in a process of its own; what it printed comes as a terminal would show it, both streams together. */
  run(
    argv: readonly string[],
    variables: Readonly<Record<string, string>>,
  ): Promise<{ readonly output: string; readonly exit: number }>;
  remove(): void;
}

export function openStage(): Stage {
  const home = mkdtempSync(join(tmpdir(), 'cinch-demo-'));
  // The build puts this file in dist/chunks, two folders below the package.
  const launcher = fileURLToPath(new URL('../../bin/cinch.js', import.meta.url));
  const kept = ['PATH', 'HOME', 'SystemRoot', 'XDG_CACHE_HOME', 'LOCALAPPDATA', 'NODE_COMPILE_CACHE'];
  const inherited = Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  return {
    home,
    run: (argv, variables) =>
      new Promise((resolve, reject) => {
        const path = join(home, 'output');
        const out = openSync(path, 'w', 0o600);
        const env = { ...inherited, CINCH_HOME: join(home, 'cinch'), ...variables };
        const child = spawn(process.execPath, [launcher, ...argv], { env, cwd: home, stdio: ['ignore', out, out] });
        child.on('error', reject);
        child.on('exit', (code) => {
          closeSync(out);
          resolve({ output: readFileSync(path, 'utf8'), exit: code ?? 1 });
        });
      }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
