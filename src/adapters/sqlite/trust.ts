import { chmodSync, lstatSync, mkdirSync, type Stats } from 'node:fs';
import { problem } from '../../kernel/problem.ts';

/** Makes a folder that only its owner can enter, or refuses one that someone else could have planted or can read. */
export function ownFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw problem('store.unreachable', {
      path,
      says: `cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
    });
  }
  trusted(path, 'folder');
}

/** Refuses a file or folder that a symlink leads to, that another user owns, or that others can write. */
export function trusted(path: string, kind: 'file' | 'folder'): void {
  const found = look(path);
  if (found === undefined) return;
  if (found.isSymbolicLink()) throw problem('store.untrusted', { path, says: 'is a symbolic link' });
  if (kind === 'file' ? !found.isFile() : !found.isDirectory()) {
    throw problem('store.untrusted', { path, says: `is not a ${kind}` });
  }
  // Windows keeps access lists instead of an owner id and mode bits.
  if (process.getuid === undefined) return;
  if (found.uid !== process.getuid()) throw problem('store.untrusted', { path, says: 'belongs to another user' });
  if ((found.mode & 0o077) !== 0) closeToOthers(path, kind === 'folder' ? 0o700 : 0o600, found.mode);
}

/** Whether anyone but the owner can read or write a path. */
export function othersMayRead(path: string): boolean {
  const found = look(path);
  return process.getuid !== undefined && found !== undefined && (found.mode & 0o077) !== 0;
}

function look(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw problem('store.unreachable', { path, says: `cannot be looked at (${code ?? 'unknown'})` });
  }
}

// On a disk that is read-only, what others can read stays so; what they could write there is not trusted.
function closeToOthers(path: string, mode: number, found: number): void {
  try {
    chmodSync(path, mode);
  } catch (error) {
    if ((found & 0o022) === 0 && (error as NodeJS.ErrnoException).code === 'EROFS') return;
    throw problem('store.untrusted', { path, says: 'is open to others, and its mode cannot be changed' });
  }
}
