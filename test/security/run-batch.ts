import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Line, Printed } from './children/batch.ts';

const script = fileURLToPath(new URL('./children/batch.ts', import.meta.url));

/** Runs command lines one after the other in one process, each as the program runs one. */
export async function runBatch(
  lines: readonly Line[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Printed[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-batch-'));
  try {
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(lines));
    const argv = [script, join(folder, 'plan.json'), folder];
    const { exitCode } = await execa(process.execPath, argv, { env, extendEnv: false, input: '', reject: false });
    if (exitCode !== 0) {
      const told = readFileSync(join(folder, 'stream-2'), 'utf8');
      throw new Error(`the batch ended with ${exitCode}: ${told.slice(0, 2_000)}`);
    }
    return JSON.parse(readFileSync(join(folder, 'printed.json'), 'utf8')) as readonly Printed[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
