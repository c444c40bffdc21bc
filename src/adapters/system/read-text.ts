import { readFileSync } from 'node:fs';
import { problem } from '../../kernel/problem.ts';

const mostBytes = 10_485_760;

/** Text of a file, or of standard input for `-`. Refused over 10 MB, or where it is not UTF-8. */
export function readText(path: string): string {
  const shown = path === '-' ? 'standard input' : path;
  let bytes: Buffer;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const says =
      code === 'ENOENT' ? 'is not there' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code ?? 'unknown'})`;
    throw problem('input.file', { path: shown, says });
  }
  if (bytes.length > mostBytes) throw problem('input.file', { path: shown, says: 'is larger than 10 MB' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problem('input.file', { path: shown, says: 'is not UTF-8 text' });
  }
}
