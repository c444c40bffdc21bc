import type { CsvRow } from '../../../kernel/csv-row.ts';
import { issueOf } from '../../../kernel/issues.ts';
import { nearest } from '../../../kernel/nearest.ts';
import { problem } from '../../../kernel/problem.ts';
import { shellWord } from '../../../kernel/shell-word.ts';
import { type Columns, columnsOf, entryOfRow, kindOfRows, mappable } from '../../../plan/import/csv.ts';
import type { Sourced } from '../../../plan/import/source-entry.ts';
import type { Context } from '../../context.ts';
import { typeAt } from '../type-at.ts';
import type { ImportGiven } from './import-given.ts';
import type { SourceRead } from './source-read.ts';

/** Reads rows of one type as they come, so that a million of them are never in memory at once. */
export async function readRows(context: Context, given: ImportGiven): Promise<SourceRead> {
  const type = await typeAt(context, given.type ?? '');
  if (!type.addable)
    throw problem('type.not_addable', { type: type.id, label: type.label, uses: type.usesType ?? null });
  const fields = mappable(type);
  judgeFields(given, fields);
  const rows = fullRows(context.readCsv(given.file));
  const begun = await rows.next();
  if (begun.done === true) throw problem('import.empty', { path: given.shown });
  const [head, ...first] = begun.value;
  if (head === undefined || 'finding' in head)
    throw problem('import.shape', {
      path: given.shown,
      from: 'a spreadsheet',
      says: head?.finding.says ?? 'it is empty',
    });
  const header = head.cells.map((it, at) => it.trim() || nameless(at));
  const refused = (says: string) => problem('input.file', { path: given.shown, says });
  if (head.cells[0]?.startsWith('PK\u0003\u0004')) throw refused('is a workbook; save the sheet as CSV');
  if (header.some((it) => /[\0\ufffd]/.test(it))) throw refused('is not UTF-8 text; save it as UTF-8');
  const columns = columnsOf(header, type, given.maps);
  judge(columns, given);
  const kind = kindOfRows(type);
  const open = new Set(
    columns.all.flatMap(({ column, field }, at) => (field === null && column === nameless(at) ? at : [])),
  );
  const held = new Set<number>();
  return {
    entries: entriesOf(first, rows, (row) => {
      if ('cells' in row) for (const at of open) if (row.cells[at]?.trim()) held.add(at);
      return entryOfRow(row, columns, type, open);
    }),
    kindOf: () => kind,
    types: new Map([[type.id, type]]),
    // Spreadsheets write columns without a name in which nothing stands; there is nothing to tell of those.
    columns: () => columns.all.filter((_, at) => !open.has(at) || held.has(at)),
  };
}

/** What a column without a name is called, here and in `--map`. */
const nameless = (at: number) => `column ${at + 1}`;

function judgeFields({ maps }: ImportGiven, fields: readonly string[]): void {
  const wrong = [...maps].filter(([, field]) => !fields.includes(field));
  if (wrong.length === 0) return;
  const issues = wrong.map(([, key]) => issueOf('unknown', key, { key, nearest: nearest(key, fields), known: fields }));
  const fix = wrong.slice(0, 3).flatMap(([column, field]) => {
    // Who writes a field before its column means the same the other way round.
    const meant = fields.includes(column) ? [field, column] : [column, nearest(field, fields) ?? 'FIELD'];
    return `--map ${shellWord(meant.join('='))}`;
  });
  throw problem('input.refused', { what: '`--map`', count: issues.length, fix }, { issues });
}

const mostShown = 50;

function judge({ all, twice, unknown }: Columns, { shown, maps }: ImportGiven): void {
  // Where no column is known at all, the first line may be one of values, and one of those a secret.
  const named = all.some(({ field }) => field !== null);
  const names = named ? all.slice(0, mostShown).map(({ column }) => column) : [];
  const [lost] = unknown;
  if (lost !== undefined) {
    // Of values, one may be a secret: only what is as good as what was typed is shown.
    const alike = ({ length }: string) => length > 3 && Math.abs(length - lost.length) < 3;
    const near = nearest(lost, named ? names : all.map(({ column }) => column).filter(alike));
    throw problem('import.no_column', {
      path: shown,
      typed: lost,
      field: maps.get(lost) ?? '',
      nearest: near,
      columns: names,
    });
  }
  if (twice.length > 0) throw problem('import.columns', { path: shown, says: 'twice', columns: twice });
  if (!all.some(({ field }) => field === 'name' || field === 'displayName'))
    throw problem('import.columns', { path: shown, says: 'no-name', columns: names });
}

/** Rows in which something stands; those of separators alone are what a spreadsheet writes below its end. */
async function* fullRows(rows: AsyncIterable<readonly CsvRow[]>): AsyncGenerator<readonly CsvRow[]> {
  for await (const some of rows) {
    const full = some.filter((row) => 'finding' in row || row.cells.some((cell) => cell.trim() !== ''));
    if (full.length > 0) yield full;
  }
}

async function* entriesOf(
  first: readonly CsvRow[],
  rest: AsyncIterable<readonly CsvRow[]>,
  entryOf: (row: CsvRow) => Sourced,
): AsyncGenerator<Sourced> {
  for (const row of first) yield entryOf(row);
  for await (const rows of rest) for (const row of rows) yield entryOf(row);
}
