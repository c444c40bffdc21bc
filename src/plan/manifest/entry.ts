import { issueOf } from '../../kernel/issues.ts';
import { nearest } from '../../kernel/nearest.ts';
import { type Finding, plainOf, type Tree, type TreeEntry } from './tree.ts';
import { isOpen } from './values.ts';

/** Reads the members of one map, collecting what is wrong with them and where each stands. */
export interface Reader {
  readonly places: Map<string, number>;
  has(key: string): boolean;
  /** A text, also where the file has a number. */
  text(key: string): string | undefined;
  flag(key: string): boolean | undefined;
  texts(key: string): readonly string[] | undefined;
  isNull(key: string): boolean;
  member(key: string): Tree | undefined;
  /** The members of a map with their values as plain data; `places` learns where each stands. */
  plain(key: string): { readonly [key: string]: unknown } | undefined;
  refuse(path: string, issue: Finding['issue']): void;
}

/** A reader of a map that may have these keys; an empty value is an empty map. */
export function readerOf(tree: Tree, path: string, known: readonly string[], findings: Finding[]): Reader {
  const entries = entriesOf(tree, path, findings);
  const places = new Map<string, number>([['', tree.at]]);
  for (const { key, at } of entries) {
    places.set(key, at);
    if (!known.includes(key))
      findings.push({ at, issue: issueOf('unknown', dotted(path, key), { key, nearest: nearest(key, known), known }) });
  }
  const find = (key: string) => entries.find((it) => it.key === key)?.value;
  const wrong = (value: Tree, key: string, wanted: string) => {
    findings.push({ at: value.at, issue: issueOf('kind', dotted(path, key), { label: `\`${key}\``, wanted }) });
    return undefined;
  };
  const reader: Reader = {
    places,
    has: (key) => find(key) !== undefined,
    member: find,
    isNull(key) {
      const value = find(key);
      return value?.kind === 'scalar' && value.value === null;
    },
    text(key) {
      const value = find(key);
      if (value === undefined) return undefined;
      if (value.kind !== 'scalar' || value.value === null || typeof value.value === 'boolean')
        return wrong(value, key, 'text');
      return isOpen(value.value) ? undefined : String(value.value);
    },
    flag(key) {
      const value = find(key);
      if (value === undefined) return undefined;
      return value.kind === 'scalar' && typeof value.value === 'boolean'
        ? value.value
        : wrong(value, key, 'true or false');
    },
    texts(key) {
      const value = find(key);
      if (value === undefined) return undefined;
      if (value.kind === 'scalar' && isOpen(value.value)) return undefined;
      if (value.kind === 'scalar' && typeof value.value === 'string') return [value.value];
      const texts = value.kind === 'list' ? value.items.map(textOf) : [undefined];
      if (texts.some((it) => it === undefined)) return wrong(value, key, 'a text or a list of texts');
      return texts as string[];
    },
    plain(key) {
      const value = find(key);
      if (value === undefined) return undefined;
      const inner = entriesOf(value, dotted(path, key), findings);
      for (const it of inner) places.set(`${key}.${it.key}`, it.at);
      return Object.fromEntries(inner.map((it) => [it.key, plainOf(it.value)]));
    },
    refuse: (at, issue) => void findings.push({ at: places.get(at) ?? tree.at, issue }),
  };
  return reader;
}

/** The members of a map, none of an empty value; anything else is refused. */
export function entriesOf(tree: Tree, path: string, findings: Finding[]): readonly TreeEntry[] {
  if (tree.kind === 'map') return tree.entries;
  if (tree.kind === 'scalar' && tree.value === null) return [];
  const label = path === '' ? 'a manifest' : `\`${path.split('.').at(-1)}\``;
  findings.push({ at: tree.at, issue: issueOf('kind', path, { label, wanted: 'keys with their values' }) });
  return [];
}

export function dotted(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function textOf(tree: Tree): string | undefined {
  return tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
}
