import { type ImportFinding, importFinding } from '../../../kernel/import-finding.ts';
import { plainOf, type Tree, type TreeEntry } from '../../manifest/tree.ts';
import type { Sourced, Unreadable } from '../source-entry.ts';
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
  return /^\s*[[{]?\s*["']?[\w.-]+["']?\s*:/.test(text) && /["']?conn_type["']?\s*:/.test(text.slice(0, 100_000));
}

// Bookkeeping of Airflow, and what its lists say once more.
const notSettings = ['conn_id', 'connection_id', 'conn_type', 'id', 'is_encrypted', 'is_extra_encrypted', 'get_uri'];

function listed(tree: Tree, at: number, lineOf: (at: number) => number): Sourced {
  const line = lineOf(tree.at);
  const id = tree.kind === 'map' ? (textOf(tree, 'conn_id') ?? textOf(tree, 'connection_id')) : undefined;
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
  const unread: { readonly key: string; readonly finding: ImportFinding }[] = [];
  for (const { key, value } of entries) {
    if (notSettings.includes(key)) continue;
    if (key !== 'extra' && key !== 'extra_dejson') {
      const text = asText(writtenOf(value));
      if (text !== '') values.set(key, text);
      continue;
    }
    const extra = extraOf(writtenOf(value));
    if (extra === undefined) unread.push({ key, finding: importFinding('extra-unread', {}) });
    for (const [name, inside] of Object.entries(extra ?? {})) {
      const text = asText(inside);
      const plain = `extra.${name.replace(/^extra__[a-z0-9]+(?:_[a-z0-9]+)*?__/, '')}`;
      const other = values.get(plain);
      if (text === '' || other === text) continue;
      // Two spellings of one key, which later versions of Airflow left side by side.
      if (other === undefined) values.set(plain, text);
      else unread.push({ key: `extra.${name}`, finding: importFinding('said-otherwise', { key: plain }) });
    }
  }
  const kind = entries.find(({ key }) => key === 'conn_type')?.value;
  return { id, kind: kind === undefined ? '' : asText(plainOf(kind)).trim(), line, values, unread };
}

// JSON in a text, as the export writes it, or what it says.
function extraOf(extra: unknown): object | undefined {
  if (extra === null || extra === '') return {};
  if (typeof extra === 'object') return extra;
  try {
    const parsed: unknown = JSON.parse(String(extra), asWritten);
    if (parsed === null) return {};
    return typeof parsed === 'object' && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

// A number has more digits in a file than a program can hold, and passwords and ids are texts.
function asWritten(_: string, value: unknown, at?: { readonly source?: string }): unknown {
  return typeof value === 'number' && String(value) !== at?.source ? (at?.source ?? value) : value;
}

function writtenOf(tree: Tree): unknown {
  return plainOf(tree, ({ value, written }) => written ?? value);
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function textOf(tree: Tree, key: string): string | undefined {
  const found = tree.kind === 'map' ? tree.entries.find((it) => it.key === key)?.value : undefined;
  const text = found?.kind === 'scalar' ? asText(found.value).trim() : '';
  return text === '' ? undefined : text;
}

function unreadable(id: string, line: number, finding: ImportFinding): Unreadable {
  return { id, line, finding };
}
