import { closeSync, openSync } from 'node:fs';
import { problem } from '../../kernel/problem.ts';

/** Makes an empty file that only its owner can read, before the engine fills it. */
export function createPrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw problem('input.file', { path, says: 'exists already' });
    throw problem('store.unreachable', { path, says: `cannot be made (${code ?? 'unknown'})` });
  }
}
