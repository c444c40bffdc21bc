import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs this program in a process of its own, with some variables more, and waits for it. */
export function runSelf(
  argv: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<{ stdout: string; stderr: string; exit: number }> {
  const launcher = fileURLToPath(new URL('../../bin/cinch.js', import.meta.url));
  return new Promise((resolve) => {
    const env = { ...process.env, ...variables };
    execFile(process.execPath, [launcher, ...argv], { env, maxBuffer: 67_108_864 }, (error, stdout, stderr) => {
      resolve({ stdout, stderr, exit: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1 });
    });
  });
}
