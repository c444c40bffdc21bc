import type * as Yaml from 'yaml';
import type { Document, Pair, Scalar, YAMLMap } from 'yaml';
import { issueOf } from '../../../kernel/issues.ts';
import { type Finding, type Source, sourceOf, type Tree, type TreeEntry } from '../../../plan/manifest/tree.ts';
import { parseYamlDocuments } from '../parse-yaml.ts';

// More than a person writes with anchors, and far fewer than a bomb of nested ones makes.
const mostCopied = 100_000;
const deepest = 40;

export interface ReadText {
  readonly source: Source;
  /** One tree a document; none where a document cannot be read. */
  readonly trees: readonly Tree[];
  readonly findings: readonly Finding[];
}

/** Reads a text of YAML or JSON, perhaps of several documents, as trees that know where everything stands. */
export async function readTrees(file: string, text: string, begins: number): Promise<ReadText> {
  const source = sourceOf(file, text, begins);
  const fault = (at: number, says: string): Finding => ({ at: begins + at, issue: issueOf('syntax', file, { says }) });
  try {
    const documents = await parseYamlDocuments(text);
    const yaml = await import('yaml');
    const faults = documents.flatMap((it) => it.faults.map(({ at, says }) => fault(at, says)));
    if (faults.length > 0) return { source, trees: [], findings: faults };
    const read = documents
      .filter(({ document }) => document.contents !== null)
      .map((it) => treeOf(it.document, begins, yaml));
    return { source, trees: read.map(({ tree }) => tree), findings: read.flatMap(({ findings }) => findings) };
  } catch {
    return { source, trees: [], findings: [fault(0, 'it nests too deeply')] };
  }
}

function treeOf(
  document: Document.Parsed,
  begins: number,
  { isAlias, isMap, isSeq }: Pick<typeof Yaml, 'isAlias' | 'isMap' | 'isSeq'>,
): { readonly tree: Tree; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const anchors = new Map<string, unknown>();
  let copied = 0;
  const refused = (at: number, says: string): Tree => {
    findings.push({ at, issue: issueOf('syntax', 'alias', { says }) });
    return { kind: 'scalar', at, value: null };
  };
  const convert = (node: unknown, place: number | undefined, depth: number): Tree => {
    const { range } = (node ?? {}) as { readonly range?: readonly number[] };
    const at = place ?? begins + (range?.[0] ?? 0);
    if (depth > deepest) return refused(at, 'it nests too deeply');
    if (place !== undefined) copied += 1;
    if (copied > mostCopied) return copied === mostCopied + 1 ? refused(at, 'its aliases multiply') : blank(at);
    const { anchor } = (node ?? {}) as { readonly anchor?: string };
    if (anchor !== undefined) anchors.set(anchor, node);
    if (isAlias(node)) {
      const meant = anchors.get(node.source);
      if (meant === undefined) return refused(at, 'an alias leads nowhere');
      return convert(meant, at, depth + 1);
    }
    if (isMap(node)) return { kind: 'map', at, entries: entriesOf(node as YAMLMap, place, depth) };
    if (isSeq(node)) return { kind: 'list', at, items: node.items.map((it) => convert(it, place, depth + 1)) };
    const value = (node as Scalar | null)?.value ?? null;
    const written = (node as Scalar | null)?.source;
    const isNumber = typeof value === 'number' || typeof value === 'bigint';
    const more = isNumber && written !== undefined && String(value) !== written ? { written } : {};
    return { kind: 'scalar', at, value: typeof value === 'bigint' ? String(value) : (value as string | null), ...more };
  };
  const entriesOf = ({ items }: YAMLMap, place: number | undefined, depth: number): TreeEntry[] => {
    const seen = new Set<string>();
    return (items as Pair<Scalar>[]).flatMap((pair) => {
      const key = String(pair.key.value);
      const at = place ?? begins + (pair.key.range?.[0] ?? 0);
      if (seen.has(key)) findings.push({ at, issue: issueOf('twice', key, { label: `\`${key.slice(0, 80)}\`` }) });
      if (seen.has(key)) return [];
      seen.add(key);
      const own = (pair.value as { readonly range?: unknown } | null)?.range;
      return [{ key, at, value: convert(pair.value, own === undefined ? at : place, depth + 1) }];
    });
  };
  return { tree: convert(document.contents, undefined, 0), findings };
}

const blank = (at: number): Tree => ({ kind: 'scalar', at, value: null });
