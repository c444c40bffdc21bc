import { readFileSync } from 'node:fs';
import { problem } from '../../kernel/problem.ts';
import { isUtf16 } from './text-lines.ts';

/** Text of a file, or of standard input for `-`. Refused over so many MB, 10 when left out, or where it is not UTF-8. */
export function readText(path: string, mostMb: number = 10): string {
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
  if (bytes.length > mostMb * 2 ** 20)
    throw problem('input.file', { path: shown, says: `is larger than ${mostMb} MB` });
  if (isUtf16(bytes)) throw problem('input.file', { path: shown, says: 'is UTF-16 text; save it as UTF-8' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problem('input.file', { path: shown, says: 'is not UTF-8 text' });
  }
}
