import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface Child {
  readonly process: ChildProcess;
  /** Everything it wrote so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Resolves with the first whole line, or when there will be none. */
  readonly ready: Promise<void>;
  /** Resolves when it is gone and all it wrote was read. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  send(line: string): void;
}

/** A script with all that it imports as one file, which starts in a third of the time. For those that start often. */
export function bundled(script: URL, folder: string): URL {
  const esbuild = fileURLToPath(new URL('../../node_modules/.bin/esbuild', import.meta.url));
  const file = join(folder, `${basename(fileURLToPath(script), '.ts')}.mjs`);
  const how = ['--bundle', '--platform=node', '--format=esm', '--target=node24', '--external:@napi-rs/keyring'];
  execFileSync(esbuild, [fileURLToPath(script), ...how, `--outfile=${file}`, '--log-level=warning']);
  return pathToFileURL(file);
}

/** Starts a script of these suites in a process of its own. It says `ready` when it is loaded and waits for a line. */
export function startChild(script: URL, args: readonly string[], env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(tmpdir(), 'cinch-test-cache'), ...env },
  });
  let out = '';
  let err = '';
  child.stdin.on('error', () => undefined);
  child.stderr.on('data', (bytes: Buffer) => {
    err += bytes;
  });
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (bytes: Buffer) => {
      out += bytes;
      if (out.includes('\n')) resolve();
    });
    child.stdout.on('end', resolve);
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return {
    process: child,
    out: () => out,
    err: () => err,
    ready,
    ended,
    send: (line) => child.stdin.write(`${line}\n`),
  };
}
