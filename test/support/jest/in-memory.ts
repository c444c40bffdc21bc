import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const memory = '/dev/shm';
const enough = 2 * 2 ** 30;

/**
 * Gives all temporary files of a run a folder that is removed after it; in memory, where there is some for files. Each
 * store of a test waits for the disk as any store does, which is most of what many tests would spend.
 */
export default function inMemory(): void {
  const folder = hasRoom() ? mkdtempSync(join(memory, 'cinch-tests-')) : undefined;
  if (folder === undefined) return;
  // Servers that run as another account find their own folders in it.
  chmodSync(folder, 0o1777);
  if (runsPrograms(folder)) process.env.TMPDIR = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= enough;
  } catch {
    return false;
  }
}

function runsPrograms(folder: string): boolean {
  const script = join(folder, 'script');
  writeFileSync(script, '#!/bin/sh\n', { mode: 0o700 });
  return spawnSync(script).status === 0;
}
