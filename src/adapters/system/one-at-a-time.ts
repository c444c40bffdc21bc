import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { isAlive } from './alive.ts';

const lookAgainMs = 50;

/**
 * Does what only one process of this machine may do at a time, and tells it whether it had to wait for another. Nobody
 * waits for ever: after the time for it, or where no file can be made, the work is done all the same.
 */
export async function oneAtATime<T>(
  path: string,
  { pause, atMostMs }: { readonly pause: (ms: number) => Promise<void>; readonly atMostMs: number },
  work: (waited: boolean) => Promise<T>,
): Promise<T> {
  let waited = 0;
  let taken = take(path);
  for (; taken === 'by another' && waited < atMostMs; waited += lookAgainMs) {
    await pause(lookAgainMs);
    taken = take(path);
  }
  try {
    return await work(waited > 0);
  } finally {
    if (taken === 'by us') rmSync(path, { force: true });
  }
}

function take(path: string): 'by us' | 'by another' | 'by nobody' {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  } catch {
    return 'by nobody';
  }
  try {
    writeFileSync(path, `${process.pid} ${hostname()}`, { mode: 0o600, flag: 'wx' });
    return 'by us';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return 'by nobody';
    // What a process that was killed held is nobody's.
    if (isAbandoned(path)) rmSync(path, { force: true });
    return 'by another';
  }
}

function isAbandoned(path: string): boolean {
  try {
    const [pid = '', host] = readFileSync(path, 'utf8').split(' ');
    return host === hostname() && !isAlive(Number(pid));
  } catch {
    return false;
  }
}
