import { createReadStream } from 'node:fs';
import { problem } from '../../kernel/problem.ts';

/** A line as it stands in a file, with what ends it. */
export interface TextLine {
  readonly at: number;
  readonly text: string;
}

// Longer than any line that a person or a spreadsheet writes.
const longestLine = 2 ** 20;

/**
 * The lines of a file, or of standard input for `-`, a chunk of the file at a time. What is not UTF-8 becomes the
 * replacement character; a byte order mark goes.
 */
export async function* textLines(path: string): AsyncGenerator<readonly TextLine[]> {
  const shown = path === '-' ? 'standard input' : path;
  const refused = (says: string) => problem('input.file', { path: shown, says });
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let at = 0;
  let end: string | undefined;
  const split = (text: string, last: boolean): readonly TextLine[] => {
    // Old spreadsheets end lines with a carriage return alone.
    end ??= text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
    const parts = text.split(end);
    rest = parts.pop() ?? '';
    const lines = parts.map((part) => ({ at: ++at, text: part + end }));
    if (!last && rest.length > longestLine) throw refused(`has a line that is longer than ${longestLine} characters`);
    return last && rest !== '' ? [...lines, { at: ++at, text: rest }] : lines;
  };
  try {
    const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 2 ** 18 });
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      if (at === 0 && rest === '' && isUtf16(bytes)) throw refused('is UTF-16 text; save it as UTF-8');
      const lines = split(rest + decoder.decode(bytes, { stream: true }), false);
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw refused('is not there');
    if (code === 'EISDIR') throw refused('is a folder');
    if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) throw refused(`cannot be read (${code})`);
    throw error;
  }
  const lines = split(rest + decoder.decode(), true);
  if (lines.length > 0) yield lines;
}

/** Whether a file begins with the mark of UTF-16, as programs of Windows write it. */
export function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
