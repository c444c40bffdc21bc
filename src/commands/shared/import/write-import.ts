import { catalog } from '../../../catalog/index.ts';
import { problem } from '../../../kernel/problem.ts';
import { shellWord } from '../../../kernel/shell-word.ts';
import type { ImportSummary } from '../../../model/import-summary.ts';
import type { Imported } from '../../../plan/import/imported.ts';
import { manifestText } from '../../../plan/import/manifest-text.ts';
import { manifestOf, mostInPart, valuesOf } from '../../../plan/import/parts.ts';
import { createTally, type Tally } from '../../../plan/import/summarised.ts';
import { manifestSchema } from '../../../plan/manifest/manifest-schema.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import type { ImportGiven } from './import-given.ts';
import type { ImportRead } from './read-source.ts';

/** What is told of an import that is not whole, and of one that is. */
export function exitOf({ counts }: Pick<ImportSummary, 'counts'>): number {
  return counts.incomplete + counts.unsupported > 0 ? 13 : 0;
}

/** The manifest as text, part by part as the file is read, and the summary after it; or all of it as one document. */
export async function printImport(context: Context, given: ImportGiven, read: ImportRead): Promise<Outcome> {
  const tally = createTally(context.answersWhole);
  if (context.answersWhole) {
    const all = await everyOne(read, given, Number.POSITIVE_INFINITY);
    for (const it of all) tally.add(it);
    const data = { ...summaryOf(tally, given, read), document: manifestOf(given.id, all) };
    return { kind: 'ImportSummary', data, exit: exitOf(data) };
  }
  let exit = 0;
  async function* stream(): AsyncGenerator<{ readonly text: string }> {
    let number = 0;
    for await (const part of partsOf(read, tally, given)) {
      yield { text: `${number === 0 ? '' : '---\n'}${manifestText(manifestOf(given.id, part))}` };
      number += 1;
    }
    const summary = summaryOf(tally, given, read);
    exit = exitOf(summary);
    await context.tell('ImportSummary', summary);
  }
  return {
    kind: 'Text',
    data: {},
    stream: stream(),
    get exit() {
      return exit;
    },
  };
}

/** The manifest in files of a folder, as `adopt` lays them out; all of them or none, whenever it is interrupted. */
export async function writeImport(
  context: Context,
  given: ImportGiven,
  read: ImportRead,
  to: string,
): Promise<Outcome> {
  const folder = to.replace(/(?<=.)\/+$/, '');
  const { dryRun } = context.common;
  const drafts = dryRun ? undefined : (await context.files()).drafts(folder);
  const tally = createTally(context.answersWhole);
  const written: string[] = [];
  const write = (name: string, text: string) => {
    const path = `${folder}/${name}`;
    drafts?.write(path, text, { replace: false });
    written.push(path);
  };
  const ending = await context.ending();
  const goesOn = () => {
    const told = ending.code();
    if (told !== undefined) throw problem(told === 130 ? 'interrupted' : 'terminated', {});
  };
  try {
    let number = 0;
    for await (const part of partsOf(read, tally, given)) {
      goesOn();
      number += 1;
      const text = `# yaml-language-server: $schema=manifest.schema.json\n${manifestText(manifestOf(given.id, part))}`;
      write(`manifest${number === 1 ? '' : `-${number}`}.yaml`, text);
      const values = valuesOf(part);
      if (values !== '') write(`${number === 1 ? '' : `${number}.`}values.yaml`, values);
    }
    const schema = manifestSchema(await Promise.all(catalog.map(({ load }) => load())));
    drafts?.write(`${folder}/manifest.schema.json`, `${JSON.stringify(schema, null, 1)}\n`, { replace: true });
    // What comes from a pipe ends early where whoever writes it is interrupted too.
    goesOn();
    drafts?.keep();
  } catch (error) {
    drafts?.drop();
    throw error;
  } finally {
    ending.close();
  }
  const data = { ...summaryOf(tally, given, read), files: written };
  const values = written.filter((path) => path.endsWith('values.yaml')).map((path) => ` --values ${shellWord(path)}`);
  const next = dryRun ? [] : [`cinch plan -f ${shellWord(folder)}${values.slice(0, 3).join('')}`];
  if (!context.answersWhole) await context.tell('ImportSummary', data);
  return { kind: 'ImportSummary', data, exit: exitOf(data), next, ...(context.answersWhole ? {} : { silent: true }) };
}

/** Everything that the file holds, where all of it is needed at once. */
export async function everyOne(
  { entries }: ImportRead,
  { shown }: ImportGiven,
  most: number,
): Promise<readonly Imported[]> {
  const all: Imported[] = [];
  for await (const it of entries) {
    all.push(it);
    if (all.length > most) throw problem('import.too_many', { most, path: shown });
  }
  if (all.length === 0) throw problem('import.empty', { path: shown });
  return all;
}

export function summaryOf(tally: Tally, { from, shown, id }: ImportGiven, { columns }: ImportRead): ImportSummary {
  const summary = tally.summary({ from, file: shown, manifest: id });
  return columns === undefined ? summary : { ...summary, columns: columns() ?? [] };
}

/** Entries that come over in parts of a size that can be read again; the last may be none where there is nothing else. */
async function* partsOf(read: ImportRead, tally: Tally, { shown }: ImportGiven): AsyncGenerator<readonly Imported[]> {
  let part: Imported[] = [];
  let any = false;
  let told = 0;
  for await (const it of read.entries) {
    told += 1;
    tally.add(it);
    if (it.entry === undefined) continue;
    part.push(it);
    if (part.length < mostInPart) continue;
    yield part;
    any = true;
    part = [];
  }
  if (told === 0) throw problem('import.empty', { path: shown });
  if (part.length > 0 || !any) yield part;
}
