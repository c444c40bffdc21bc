import type { ConnectionType } from '../../fields/connection-type.ts';
import type { CsvRow } from '../../kernel/csv-row.ts';
import type { ImportFinding } from '../../kernel/import-finding.ts';
import { importFinding } from '../../kernel/import-finding.ts';
import { displayNameKey } from './imported.ts';
import type { Sourced } from './source-entry.ts';
import { first, type SourceKind } from './source-kind.ts';

/** Which column goes where: a field, `name`, `displayName`, or nowhere. */
export interface Columns {
  readonly all: readonly { readonly column: string; readonly field: string | null }[];
  /** Fields to which more than one column goes. */
  readonly twice: readonly string[];
  /** Names of `--map` that are no column. */
  readonly unknown: readonly string[];
}

const naming = ['name', 'displayName'] as const;

/** What a column may go to. */
export function mappable(type: ConnectionType): readonly string[] {
  return [...naming, ...Object.keys(type.fields)];
}

/** Columns by what `--map` says of them, or by what they are called: a field, or its label. */
export function columnsOf(header: readonly string[], type: ConnectionType, maps: ReadonlyMap<string, string>): Columns {
  const folded = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const words = new Map<string, string>();
  for (const [key, { label }] of Object.entries(type.fields)) words.set(folded(label), key);
  for (const key of mappable(type)) words.set(folded(key), key);
  const mapped = new Set(maps.values());
  const all = header.map((column) => {
    const own = words.get(folded(column));
    return { column, field: maps.get(column) ?? (own === undefined || mapped.has(own) ? null : own) };
  });
  const fields = all.flatMap(({ field }) => field ?? []);
  return {
    all,
    twice: [...new Set(fields.filter((field, at) => fields.indexOf(field) < at))],
    unknown: [...maps.keys()].filter((column) => !header.includes(column)),
  };
}

/** How a row becomes a connection of the type. */
export function kindOfRows(type: ConnectionType): SourceKind {
  const taken = (secret: boolean) =>
    Object.fromEntries(
      Object.entries(type.fields)
        .filter(([, { kind }]) => (kind === 'secret') === secret)
        .map(([key]) => [key, first(key)]),
    );
  return { type: type.id, settings: taken(false), secrets: taken(true) };
}

// A spreadsheet runs a cell that begins so, in the full-width forms too; here it is text.
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const figure = /^[+-]?\d+(?:\.\d+)?$/;

/** A row as an entry. What stands in columns that go nowhere is told once for the file, not here. */
export function entryOfRow(
  row: CsvRow,
  { all }: Columns,
  type: ConnectionType,
  nameless: ReadonlySet<number> = new Set(),
): Sourced {
  const { line } = row;
  if ('finding' in row) return { id: String(line), line, finding: row.finding };
  const cells = row.cells.map((cell) => cell.trim());
  const named = (field: string) => cells[all.findIndex((it) => it.field === field)] || undefined;
  const id = named('name') ?? named('displayName') ?? String(line);
  // Separators at the end of a line alone are no cells, nor is a column without a name one that a row has to have.
  const more = row.cells.slice(all.length).some((cell) => cell.trim() !== '');
  if (more || all.some((_, at) => at >= row.cells.length && !nameless.has(at)))
    // Which cell is which is not known: what stands under the name may be a secret.
    return { id: String(line), line, finding: importFinding('cells', { has: row.cells.length, wanted: all.length }) };
  if (row.cells.some((cell) => cell.includes('\ufffd'))) return { id, line, finding: importFinding('not-utf8', {}) };
  if (named('name') === undefined && named('displayName') === undefined)
    return { id, line, finding: importFinding('no-name', {}) };
  const values = new Map<string, string>();
  const unread: { readonly key: string; readonly finding: ImportFinding }[] = [];
  for (const [at, { column, field }] of all.entries()) {
    const secret = field !== null && type.fields[field]?.kind === 'secret';
    const cell = (secret ? row.cells[at] : cells[at]) ?? '';
    if (field === null || cell === '') continue;
    if (field === 'displayName') values.set(displayNameKey, cell);
    else if (field !== 'name') values.set(field, cell);
    if (!secret && formula.test(cell) && !figure.test(cell))
      unread.push({ key: column, finding: importFinding('formula', {}) });
  }
  return { id, line, kind: type.id, values, unread };
}
