import { catalog } from '../../../catalog/index.ts';
import { check } from '../../../fields/check.ts';
import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Fields } from '../../../fields/field.ts';
import type { Issue } from '../../../kernel/issue.ts';
import { issueOf } from '../../../kernel/issues.ts';
import { nearest } from '../../../kernel/nearest.ts';
import { problem } from '../../../kernel/problem.ts';
import { type Imported, type Importing, imported } from '../../../plan/import/imported.ts';
import { createNames } from '../../../plan/import/names.ts';
import type { Context } from '../../context.ts';
import type { ImportGiven } from './import-given.ts';
import type { SourceRead } from './source-read.ts';

/** What a file holds, entry by entry as it is read. */
export interface ImportRead {
  readonly columns?: SourceRead['columns'];
  readonly entries: AsyncIterable<Imported> | Iterable<Imported>;
}

/** Reads the file and turns what it holds into entries of a manifest. A file that is something else is refused here. */
export async function readSource(context: Context, given: ImportGiven): Promise<ImportRead> {
  const read =
    given.from === 'csv'
      ? await (await import('./read-rows.ts')).readRows(context, given)
      : await readWhole(context, given);
  judgeSet(given, read.types);
  const importing: Importing = {
    kindOf: read.kindOf,
    types: read.types,
    set: given.set,
    names: createNames(),
    terms: given.terms,
    share: given.share,
  };
  return {
    ...(read.columns === undefined ? {} : { columns: read.columns }),
    entries: eachOf(read.entries, (it) => imported(it, importing)),
  };
}

async function readWhole(context: Context, given: ImportGiven): Promise<SourceRead> {
  const { readAirflow, readRclone } = await import('./read-whole.ts');
  const { entries, kindOf } = await (given.from === 'rclone' ? readRclone : readAirflow)(context, given);
  if (entries.length === 0) throw problem('import.empty', { path: given.shown });
  const types = new Map<string, ConnectionType>();
  for (const entry of entries) {
    const kind = 'finding' in entry ? undefined : kindOf(entry);
    if (kind === undefined || 'code' in kind || types.has(kind.type)) continue;
    const known = catalog.find(({ id }) => id === kind.type);
    if (known !== undefined) types.set(kind.type, await known.load());
  }
  return { entries, kindOf, types };
}

/** A setting for every entry has to be one that some of them can have; a secret is never one. */
function judgeSet({ set }: ImportGiven, types: ReadonlyMap<string, ConnectionType>): void {
  const known = [...new Set([...types.values()].flatMap(({ fields }) => settingsOf(fields)))];
  const issues = [...set].flatMap(([key, value]): readonly Issue[] => {
    const fields = [...types.values()].flatMap((it) => (Object.hasOwn(it.fields, key) ? (it.fields[key] ?? []) : []));
    const [first] = fields;
    if (first === undefined) return [issueOf('unknown', key, { key, nearest: nearest(key, known), known })];
    if (first.kind === 'secret') return [issueOf('secret-as-setting', key, { key, label: first.label })];
    const judged = fields.map(({ when: _, ...alone }) => check({ [key]: alone }, { [key]: value }, 'partial'));
    const refused = judged.flatMap((it) => (it.ok ? [] : [it.issues]));
    return refused.length === judged.length ? (refused[0] ?? []) : [];
  });
  if (issues.length > 0) throw problem('input.refused', { what: '`--set`', count: issues.length }, { issues });
}

function settingsOf(fields: Fields): readonly string[] {
  return Object.keys(fields).filter((key) => fields[key]?.kind !== 'secret');
}

async function* eachOf<T, R>(all: AsyncIterable<T> | Iterable<T>, make: (it: T) => R): AsyncGenerator<R> {
  for await (const it of all) yield make(it);
}
