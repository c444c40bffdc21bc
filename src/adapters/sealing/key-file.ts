import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { exactBytes } from './exact-bytes.ts';
import { keyBytes } from './sealed-text.ts';

/** What lies at a path: a key, nothing, or something that is no key we trust, with a clause that says why. */
export type KeyFile =
  | { readonly is: 'key'; readonly key: Buffer }
  | { readonly is: 'absent' }
  | { readonly is: 'refused'; readonly says: string; readonly mode?: boolean };

// Absent on Windows, where `lstat` alone has to do.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
const textLimit = 64;
const empty = 'is empty';

/** Reads a key file: base64url of 32 bytes, a plain file of this user's own that nobody else may read. Never rejects. */
export async function readKeyFile(path: string): Promise<KeyFile> {
  let file: FileHandle | undefined;
  try {
    if ((await lstat(path)).isSymbolicLink()) return refused('is a symbolic link');
    file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stats = await file.stat();
    return judge(stats) ?? keyIn(await file.read(Buffer.alloc(textLimit), 0, textLimit));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { is: 'absent' };
    return refused(code === 'ELOOP' ? 'is a symbolic link' : `cannot be read (${code})`);
  } finally {
    await file?.close();
  }
}

/** The key file of a path, made when it is not there. Several processes that do so at once get the same key. Never rejects. */
export async function makeKeyFile(path: string): Promise<KeyFile> {
  const key = randomBytes(keyBytes);
  let file: FileHandle;
  try {
    file = await open(path, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return readWhenWritten(path);
    return refused(`cannot be made (${codeOf(error)})`);
  }
  try {
    await file.writeFile(`${key.toString('base64url')}\n`);
    await file.sync();
    await syncFolder(dirname(path));
    return { is: 'key', key };
  } catch (error) {
    await unlink(path).catch(() => {});
    return refused(`cannot be written (${codeOf(error)})`);
  } finally {
    await file.close();
  }
}

// Whoever made the file a moment ago may not have written it yet.
async function readWhenWritten(path: string): Promise<KeyFile> {
  for (let tries = 0; tries < 20; tries++) {
    const found = await readKeyFile(path);
    if (found.is !== 'refused' || found.says !== empty) return found;
    await setTimeout(10);
  }
  return refused(empty);
}

function refused(says: string): KeyFile {
  return { is: 'refused', says };
}

function judge(stats: Stats): KeyFile | undefined {
  if (!stats.isFile()) return refused('is not a plain file');
  const user = process.getuid?.();
  if (user === undefined) return undefined; // Windows: the mode says nothing there.
  if (stats.uid !== user) return refused('belongs to another user');
  if ((stats.mode & 0o077) !== 0)
    return { is: 'refused', says: 'is open to other users; its mode has to be 600', mode: true };
  return undefined;
}

function keyIn({ bytesRead, buffer }: { readonly bytesRead: number; readonly buffer: Buffer }): KeyFile {
  if (bytesRead === 0) return refused(empty);
  const key = exactBytes(buffer.toString('latin1', 0, bytesRead).replace(/\r?\n$/, ''));
  return key?.length === keyBytes ? { is: 'key', key } : refused('holds no key of cinch');
}

// The name of a new file survives a power cut only once its folder is on the disk too; not every system can do it.
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, O_RDONLY).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
