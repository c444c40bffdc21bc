import { catalog } from '../../../catalog/index.ts';
import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Issue } from '../../../kernel/issue.ts';
import { problem } from '../../../kernel/problem.ts';
import { judgeTypes } from '../../../plan/manifest/judge-types.ts';
import type { KnownTypes, Manifest } from '../../../plan/manifest/manifest.ts';
import { readManifest } from '../../../plan/manifest/read-manifest.ts';
import { type Finding, placedFindings, type Source, type Tree } from '../../../plan/manifest/tree.ts';
import { fillTree, type GivenValue, readValues, settledValues } from '../../../plan/manifest/values.ts';
import type { Context } from '../../context.ts';
import { readTrees } from './yaml-tree.ts';

export interface ManifestFiles {
  readonly file: readonly string[];
  readonly values: readonly string[];
  readonly value: readonly string[];
}

/** A manifest as it was read, with all that is wrong with it, as far as it can be told without looking at the environment. */
export interface LoadedManifest {
  readonly manifest: Manifest;
  readonly types: KnownTypes;
  /** Where its parts stand. */
  readonly sources: readonly Source[];
  readonly findings: readonly Finding[];
}

/** Reads a manifest from files, a folder or standard input, fills it, and judges its form. Only what cannot be read at all is refused here. */
export async function loadManifest(context: Context, given: ManifestFiles): Promise<LoadedManifest> {
  const files = await context.files();
  const texts = given.file.flatMap((path) => files.readAll(path));
  return loadTexts(context, texts, await valueTexts(context, given.values), given.value);
}

/** The same for texts that were read or made already. */
export async function loadTexts(
  context: Context,
  texts: readonly Text[],
  values: readonly Text[],
  flags: readonly string[] = [],
): Promise<LoadedManifest> {
  const { sources, trees, findings } = await readAll(texts, []);
  const valued = await readAll(values, sources);
  const all = valued.sources;
  refuse(all, [...findings.filter(isSyntax), ...valued.findings.filter(isSyntax)]);
  const known = valuesOf(valued.trees, flags);
  const settled = settledValues(known.values);
  const filled = trees.map((tree) => fillTree(tree, settled.values));
  const form = readManifest(
    filled.map(({ tree }) => tree),
    all,
  );
  const types = await typesOf(context, form.manifest);
  const found = [
    ...findings,
    ...valued.findings,
    ...known.findings,
    ...settled.findings,
    ...filled.flatMap((it) => it.findings),
    ...form.findings,
    ...judgeTypes(form.manifest, types, knownTypes(types)),
  ];
  return { manifest: form.manifest, types, sources: all, findings: found };
}

/** The names of the values that files and flags give. */
export async function givenValues(
  context: Context,
  given: Pick<ManifestFiles, 'values' | 'value'>,
): Promise<ReadonlySet<string>> {
  const { sources, trees, findings } = await readAll(await valueTexts(context, given.values), []);
  refuse(sources, findings.filter(isSyntax));
  return new Set(valuesOf(trees, given.value).values.keys());
}

/** The texts of the files that hold values. */
export async function valueTexts(context: Context, paths: readonly string[]): Promise<readonly Text[]> {
  const files = await context.files();
  return paths.flatMap((path) => files.readAll(path).slice(0, 1));
}

interface Text {
  readonly path: string;
  readonly text: string;
}

/** Ends with everything that was found, each with file, line and column. */
export function refuse(sources: readonly Source[], findings: readonly Finding[]): void {
  const issues = placedFindings(sources, findings);
  if (issues.length === 0) return;
  const shown: readonly Issue[] = issues.slice(0, mostShown);
  const fix = issues.every(({ code }) => code === 'placeholder')
    ? ['--values FILE', 'cinch help manifest']
    : ['cinch schema Manifest'];
  throw problem('input.refused', { what: 'the manifest', count: issues.length, fix }, { issues: shown });
}

// More than anybody mends before looking again.
const mostShown = 200;

interface Read {
  readonly sources: readonly Source[];
  readonly trees: readonly Tree[];
  readonly findings: readonly Finding[];
}

async function readAll(texts: readonly Text[], before: readonly Source[]): Promise<Read> {
  const sources = [...before];
  const trees: Tree[] = [];
  const findings: Finding[] = [];
  let begins = (sources.at(-1)?.begins ?? -1) + (sources.at(-1)?.length ?? 0) + 1;
  for (const { path, text } of texts) {
    const read = await readTrees(path, text, begins);
    sources.push(read.source);
    trees.push(...read.trees);
    findings.push(...read.findings);
    begins += text.length + 1;
  }
  return { sources, trees, findings };
}

function isSyntax({ issue }: Finding): boolean {
  return issue.code === 'syntax';
}

function valuesOf(trees: readonly Tree[], flags: readonly string[]) {
  const values = new Map<string, GivenValue>();
  const findings: Finding[] = [];
  for (const read of trees.map(readValues)) {
    for (const [key, value] of read.values) values.set(key, value);
    findings.push(...read.findings);
  }
  for (const text of flags) {
    const at = text.indexOf('=');
    if (at < 1) throw problem('usage.flag_value', { flag: '--value', rule: 'NAME=TEXT', example: '--value region=eu' });
    values.set(text.slice(0, at), { at: 0, value: text.slice(at + 1) });
  }
  return { values, findings };
}

async function typesOf(context: Context, { connections, exports, enrichments }: Manifest): Promise<KnownTypes> {
  const own: readonly ConnectionType[] =
    (await context.knownEnvironment()) === undefined
      ? []
      : (await (await context.environment()).query('type.list', {})).items;
  const named = new Set([...connections, ...exports, ...enrichments].flatMap(({ type }) => type ?? []));
  const declarations = new Map(own.map((type) => [type.id, type]));
  for (const entry of catalog) if (named.has(entry.id)) declarations.set(entry.id, await entry.load());
  return declarations;
}

/** The ids of all types: those of the catalog, and those that were looked up. */
export function knownTypes(declarations: KnownTypes): readonly string[] {
  return [...new Set([...catalog.map(({ id }) => id), ...declarations.keys()])];
}
