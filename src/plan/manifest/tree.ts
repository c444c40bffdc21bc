import type { Issue, Place } from '../../kernel/issue.ts';
import { placed } from '../../kernel/issues.ts';

/** A value of a file as it was written, with the offset at which it begins, counted over all files that were read. */
export type Tree =
  | {
      readonly kind: 'scalar';
      readonly at: number;
      readonly value: string | number | boolean | null;
      /** As it stands in the file, where that is more than its value says: digits of a number. */
      readonly written?: string;
    }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly Tree[] }
  | { readonly kind: 'map'; readonly at: number; readonly entries: readonly TreeEntry[] };

export interface TreeEntry {
  readonly key: string;
  readonly at: number;
  readonly value: Tree;
}

/** One text of those that were read, and where it begins among all of them. */
export interface Source {
  readonly file: string;
  readonly begins: number;
  readonly length: number;
  /** Offsets in the text at which its lines begin. */
  readonly lines: readonly number[];
}

/** A text as a source that follows the others. */
export function sourceOf(file: string, text: string, begins: number): Source {
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  return { file, begins, length: text.length, lines };
}

/** File, line and column of an offset. */
export function placeOf(sources: readonly Source[], at: number): Place {
  const source = sources[lastUpTo(sources, ({ begins }) => begins, at)];
  if (source === undefined) return { file: '', line: 1, column: 1 };
  const offset = at - source.begins;
  const line = lastUpTo(source.lines, (begins) => begins, offset);
  return { file: source.file, line: line + 1, column: offset - (source.lines[line] ?? 0) + 1 };
}

function lastUpTo<T>(items: readonly T[], of: (item: T) => number, limit: number): number {
  let [low, high] = [0, items.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (of(items[middle] as T) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A finding about what stands at an offset. */
export interface Finding {
  readonly at: number;
  readonly issue: Issue;
}

/** Findings in the order of the files, each with its place; the same one twice is told once. */
export function placedFindings(sources: readonly Source[], findings: readonly Finding[]): readonly Issue[] {
  const found = new Map(findings.map((it) => [`${it.at} ${it.issue.path} ${it.issue.message}`, it]));
  return [...found.values()]
    .sort((one, other) => one.at - other.at || compare(one.issue.message, other.issue.message))
    .map(({ at, issue }) => placed(issue, placeOf(sources, at)));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

type Scalar = Extract<Tree, { kind: 'scalar' }>;

/** A tree as plain data, without its places: values as they are meant, or as `scalar` has them. */
export function plainOf(tree: Tree, scalar: (it: Scalar) => Scalar['value'] = ({ value }) => value): unknown {
  if (tree.kind === 'scalar') return scalar(tree);
  if (tree.kind === 'list') return tree.items.map((it) => plainOf(it, scalar));
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plainOf(value, scalar)]));
}
