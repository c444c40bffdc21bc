import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { CsvRow } from '../../../kernel/csv-row.ts';
import { issueOf } from '../../../kernel/issues.ts';
import { nearest } from '../../../kernel/nearest.ts';
import { problem } from '../../../kernel/problem.ts';
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
  const issues = [...given.maps.values()]
    .filter((field) => !fields.includes(field))
    .map((key) => issueOf('unknown', key, { key, nearest: nearest(key, fields), known: fields }));
  if (issues.length > 0) throw problem('input.refused', { what: '`--map`', count: issues.length }, { issues });
  const rows = context.readCsv(given.file)[Symbol.asyncIterator]();
  const begun = await rows.next();
  if (begun.done === true) throw problem('import.empty', { path: given.shown });
  const [head, ...first] = begun.value;
  if (head === undefined || 'finding' in head)
    throw problem('import.shape', {
      path: given.shown,
      from: 'a spreadsheet',
      says: head?.finding.says ?? 'it is empty',
    });
  const columns = columnsOf(
    head.cells.map((it) => it.trim()),
    type,
    given.maps,
  );
  judge(columns, given);
  const kind = kindOfRows(type);
  return {
    entries: entriesOf(first, rows, columns, type),
    kindOf: () => kind,
    types: new Map([[type.id, type]]),
    columns: columns.all,
  };
}

const mostShown = 50;

function judge({ all, twice, unknown }: Columns, { shown }: ImportGiven): void {
  // Where no column is known at all, the first line may be one of values, and one of those a secret.
  const named = all.some(({ field }) => field !== null);
  const names = named ? all.slice(0, mostShown).map(({ column }) => column) : [];
  const [lost] = unknown;
  if (lost !== undefined)
    throw problem('usage.unknown_word', {
      kind: 'column',
      typed: lost,
      nearest: nearest(lost, names),
      known: names,
      command: 'import',
    });
  if (twice.length > 0) throw problem('import.columns', { path: shown, says: 'twice', columns: twice });
  if (!all.some(({ field }) => field === 'name' || field === 'displayName'))
    throw problem('import.columns', { path: shown, says: 'no-name', columns: names });
}

async function* entriesOf(
  first: readonly CsvRow[],
  rest: AsyncIterator<readonly CsvRow[]>,
  columns: Columns,
  type: ConnectionType,
): AsyncGenerator<Sourced> {
  for (const row of first) yield entryOfRow(row, columns, type);
  for (let it = await rest.next(); it.done !== true; it = await rest.next())
    for (const row of it.value) yield entryOfRow(row, columns, type);
}
