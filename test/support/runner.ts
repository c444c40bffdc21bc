import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./runner-process.ts', import.meta.url));

/** One command line with the variables that it has besides, and where and on what it runs. */
export interface Line {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
}

export interface Printed {
  readonly argv: readonly string[];
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that runs command lines one after the other, each as the program runs one. */
export interface Runner {
  /** One batch after the other: the process keeps what it loaded, which is most of what a short run costs. */
  run(lines: readonly Line[]): Promise<readonly Printed[]>;
  end(): Promise<void>;
}

/** Starts such a process with these variables alone. */
export function openRunner(env: Readonly<Record<string, string>>): Runner {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-batch-'));
  const child = spawn(process.execPath, [script, folder], { env, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
  let err = '';
  child.stdin?.end();
  child.stdout?.resume();
  child.stderr?.on('data', (bytes) => {
    err += bytes;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    async run(lines) {
      const answered = new Promise<readonly Printed[]>((resolve) =>
        child.once('message', (printed) => resolve(printed as readonly Printed[])),
      );
      child.send(lines);
      const printed = await Promise.race([answered, ended]);
      if (printed === null || typeof printed === 'number')
        throw new Error(`the process ended with ${printed}: ${told()}`);
      return printed;
    },
    async end() {
      if (child.connected) child.disconnect();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };

  function told(): string {
    try {
      return (err + readFileSync(join(folder, 'stream-2'), 'utf8')).slice(0, 2_000);
    } catch {
      return err.slice(0, 2_000);
    }
  }
}

/** Runs command lines one after the other in one process of their own. */
export async function runLines(
  lines: readonly Line[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Printed[]> {
  const runner = openRunner(env);
  try {
    return await runner.run(lines);
  } finally {
    await runner.end();
  }
}
