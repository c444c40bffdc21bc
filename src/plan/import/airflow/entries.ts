import { type ImportFinding, importFinding } from '../../../kernel/import-finding.ts';
import { plainOf, type Tree, type TreeEntry } from '../../manifest/tree.ts';
import type { Sourced, Unreadable } from '../source-entry.ts';
import { addExtra, extraOf, keysTwice, textOf, type Unread } from './extra.ts';
import { entryOfUri } from './uri.ts';

/** What a file of Airflow's connections states, or nothing where it is none. */
export function airflowEntries(tree: Tree, lineOf: (at: number) => number): readonly Sourced[] | undefined {
  if (tree.kind === 'list') return tree.items.map((it, at) => listed(it, at, lineOf));
  if (tree.kind !== 'map') return undefined;
  // What its REST API answers with.
  const all = tree.entries.find(({ key }) => key === 'connections')?.value;
  if (all?.kind === 'list') return airflowEntries(all, lineOf);
  return tree.entries.map((it) => named(it, lineOf));
}

/** Whether a text looks like connections of Airflow, whatever it was said to be. */
export function looksLikeAirflow(text: string): boolean {
  const head = text.trimStart().slice(0, 100_000);
  return /^[[{\s]*["']?[\w.-]+["']?\s*:/.test(head) && /conn_type["']?\s*:/.test(head);
}

// Bookkeeping of Airflow, and what its lists say once more.
const notSettings = ['conn_id', 'connection_id', 'conn_type', 'id', 'is_encrypted', 'is_extra_encrypted', 'get_uri'];

function listed(tree: Tree, at: number, lineOf: (at: number) => number): Sourced {
  const line = lineOf(tree.at);
  const id = tree.kind === 'map' ? (textIn(tree, 'conn_id') ?? textIn(tree, 'connection_id')) : undefined;
  if (tree.kind !== 'map') return unreadable(String(at + 1), line, importFinding('no-settings', {}));
  if (id === undefined) return unreadable(String(at + 1), line, importFinding('no-name', {}));
  return entryOf(id, tree.entries, line);
}

function named({ key, at, value }: TreeEntry, lineOf: (at: number) => number): Sourced {
  const line = lineOf(at);
  // Older files may hold several for one name; with one in it there is nothing to choose.
  const meant = value.kind === 'list' && value.items.length === 1 ? (value.items[0] as Tree) : value;
  if (meant.kind === 'map' && meant.entries.length > 0) return entryOf(key, meant.entries, line);
  if (meant.kind === 'list' && meant.items.length > 0) return unreadable(key, line, importFinding('nested-list', {}));
  if (meant.kind !== 'scalar' || typeof meant.value !== 'string' || meant.value === '')
    return unreadable(key, line, importFinding('no-settings', {}));
  const read = entryOfUri(meant.value);
  return read === undefined ? unreadable(key, line, importFinding('no-uri', {})) : { id: key, line, ...read };
}

function entryOf(id: string, entries: readonly TreeEntry[], line: number): Sourced {
  const values = new Map<string, string>();
  const unread: Unread = [];
  const all = merged(entries);
  for (const { key, value } of all) {
    if (notSettings.includes(key)) continue;
    if (key !== 'extra' && key !== 'extra_dejson') {
      const text = value.kind === 'scalar' ? textOf(writtenOf(value)) : '';
      if (value.kind !== 'scalar') unread.push({ key, finding: importFinding('no-text', {}) });
      else if (!text.isWellFormed()) unread.push({ key, finding: importFinding('not-utf8', {}) });
      else if (text !== '') values.set(key, text);
      continue;
    }
    const extra = extraOf(value.kind === 'map' ? plainExtra(value) : writtenOf(value));
    const text = value.kind === 'scalar' && extra !== undefined ? textOf(value.value) : '';
    for (const name of keysTwice(text)) unread.push({ key: `extra.${name}`, finding: importFinding('said-twice', {}) });
    if (extra === undefined) unread.push({ key, finding: importFinding('extra-unread', {}) });
    addExtra(values, unread, Object.entries(extra ?? {}));
  }
  const kind = all.find(({ key }) => key === 'conn_type')?.value;
  return { id, kind: kind === undefined ? '' : textOf(plainOf(kind)).trim(), line, values, unread };
}

/** With what YAML merges in by `<<`, as Airflow reads it: keys of one's own come first. */
function merged(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  const others = entries.flatMap(({ key, value }) =>
    key !== '<<' ? [] : value.kind === 'list' ? value.items : [value],
  );
  if (others.length === 0) return entries;
  const own = entries.filter(({ key }) => key !== '<<');
  const all = [...own, ...others.flatMap((it) => (it.kind === 'map' ? merged(it.entries) : []))];
  const first = new Map<string, TreeEntry>();
  for (const it of all) if (!first.has(it.key)) first.set(it.key, it);
  return [...first.values()];
}

function plainExtra(tree: Extract<Tree, { kind: 'map' }>): unknown {
  return writtenOf({ ...tree, entries: merged(tree.entries) });
}

function writtenOf(tree: Tree): unknown {
  return plainOf(tree, ({ value, written }) => written ?? value);
}

function textIn(tree: Tree, key: string): string | undefined {
  const found = tree.kind === 'map' ? tree.entries.find((it) => it.key === key)?.value : undefined;
  const text = found?.kind === 'scalar' ? textOf(found.value).trim() : '';
  return text === '' ? undefined : text;
}

function unreadable(id: string, line: number, finding: ImportFinding): Unreadable {
  return { id, line, finding };
}
