import type { CsvRow } from '../../kernel/csv-row.ts';
import { importFinding } from '../../kernel/import-finding.ts';
import { type TextLine, textLines } from './text-lines.ts';

// Rows that are read at once, and how far a quoted cell may reach: a private key has some fifty lines.
const mostRows = 512;
const mostLines = 500;
const mostCharacters = 2 ** 18;

type Parse = (text: string) => readonly (readonly string[])[] | undefined;
interface Joined {
  readonly lines: readonly TextLine[];
  readonly text: string;
  readonly open: boolean;
}

/**
 * The rows of a file of separated values, with the lines that they begin with. Commas, semicolons and tabs are told apart
 * by the first line. A row that is broken costs nothing but its first line: reading goes on with the next one.
 */
export async function* readCsv(path: string): AsyncGenerator<readonly CsvRow[]> {
  const waiting: TextLine[] = [];
  let parse: Parse | undefined;
  for await (const lines of textLines(path)) {
    waiting.push(...lines);
    const first = waiting[0];
    if (parse === undefined && first !== undefined) {
      const named = /^sep=([^\r\n])\r?\n?$/i.exec(first.text)?.[1];
      if (named !== undefined) waiting.shift();
      parse = await parserOf(named ?? delimiterOf(first.text));
    }
    if (parse !== undefined) yield* rowsOf(waiting, parse, false);
  }
  if (parse !== undefined) yield* rowsOf(waiting, parse, true);
}

/** Takes from what waits the rows that are whole; the last of them may go on in what comes. */
function* rowsOf(waiting: TextLine[], parse: Parse, ended: boolean): Generator<readonly CsvRow[]> {
  let size = mostRows;
  for (;;) {
    const rows = joinedRows(waiting, size, ended);
    const [first] = rows;
    if (first === undefined) return;
    const records = recordsOf(rows, parse);
    // What cannot be read as one is halved until the broken row stands alone; its first line alone goes with it.
    const taken =
      records !== undefined ? rows.reduce((sum, { lines }) => sum + lines.length, 0) : rows.length > 1 ? 0 : 1;
    waiting.splice(0, taken);
    size = records === undefined ? Math.max(1, rows.length >> 1) : Math.min(mostRows, size * 2);
    if (records !== undefined) yield records;
    else if (rows.length === 1) yield [brokenRow(first)];
  }
}

function brokenRow({ lines, text, open }: Joined): CsvRow {
  const finding =
    text.length > mostCharacters
      ? importFinding('too-long', { most: `${mostCharacters} characters` })
      : importFinding(open ? 'not-closed' : 'quote', {});
  return { line: lines[0]?.at ?? 0, finding };
}

function recordsOf(rows: readonly Joined[], parse: Parse): readonly CsvRow[] | undefined {
  if (rows.some(({ open }) => open)) return undefined;
  const full = rows.filter(({ text }) => text.trim() !== '');
  const read = parse(full.map(({ text }) => `${text.replace(/\r?\n$|\r$/, '')}\n`).join(''));
  if (read?.length !== full.length) return undefined;
  return read.map((cells, at) => ({ line: full[at]?.lines[0]?.at ?? 0, cells }));
}

function joinedRows(waiting: readonly TextLine[], most: number, ended: boolean): readonly Joined[] {
  const rows: Joined[] = [];
  for (let from = 0; rows.length < most; from += rows.at(-1)?.lines.length ?? 0) {
    const joined = joinedFrom(waiting, from, ended);
    if (joined === undefined) break;
    rows.push(joined);
  }
  return rows;
}

/** The lines of one row: as many as it takes until every quote has its other half. Nothing where more lines have to come. */
function joinedFrom(waiting: readonly TextLine[], from: number, ended: boolean): Joined | undefined {
  const lines: TextLine[] = [];
  let text = '';
  let odd = false;
  for (let at = from; at < waiting.length; at += 1) {
    const line = waiting[at] as TextLine;
    lines.push(line);
    text += line.text;
    if (quotesIn(line.text) % 2 === 1) odd = !odd;
    if (!odd) return { lines, text, open: false };
    if (lines.length >= mostLines || text.length > mostCharacters) return { lines, text, open: true };
  }
  return ended && lines.length > 0 ? { lines, text, open: true } : undefined;
}

function quotesIn(text: string): number {
  let n = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) n += 1;
  return n;
}

/** What stands most often between the names of columns. */
function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const times = (mark: string) => bare.split(mark).length - 1;
  return [',', ';', '\t', '|'].reduce((best, mark) => (times(mark) > times(best) ? mark : best));
}

async function parserOf(delimiter: string): Promise<Parse> {
  const { parse } = await import('csv-parse/sync');
  return (text) => {
    try {
      return parse(text, {
        delimiter,
        record_delimiter: '\n',
        relax_column_count: true,
        max_record_size: mostCharacters,
      });
    } catch {
      return undefined;
    }
  };
}
