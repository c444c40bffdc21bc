import { type ImportFinding, importFinding } from '../../../kernel/import-finding.ts';

/** What could not be read, by its key. */
export type Unread = { readonly key: string; readonly finding: ImportFinding }[];

/** What the extra of a connection says: JSON in a text, as the export writes it, or a map; nothing where it is neither. */
export function extraOf(extra: unknown): object | undefined {
  if (extra === null || extra === '') return {};
  if (typeof extra === 'object') return Array.isArray(extra) ? undefined : extra;
  try {
    const parsed: unknown = JSON.parse(String(extra), asWritten);
    if (parsed === null) return {};
    return typeof parsed === 'object' && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Adds what the extra says under `extra.`; of two spellings of one key, which versions left side by side, the first. */
export function addExtra(
  values: Map<string, string>,
  unread: Unread,
  extra: readonly (readonly [string, unknown])[],
): void {
  for (const [name, inside] of extra) {
    const text = textOf(inside);
    const plain = `extra.${name.replace(/^extra__[a-z0-9]+(?:_[a-z0-9]+)*?__/, '')}`;
    const other = values.get(plain);
    if (text === '' || other === text) continue;
    if (other === undefined) values.set(plain, text);
    else unread.push({ key: `extra.${name}`, finding: importFinding('said-otherwise', { key: plain }) });
  }
}

/** Keys that a sound text of JSON has twice at its top, of which a program reads the last alone. */
export function keysTwice(json: string): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  let depth = 0;
  for (const [token, key] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (key === undefined) depth += '[{'.includes(token) ? 1 : ']}'.includes(token) ? -1 : 0;
    else if (depth === 1) (seen.has(key) ? twice : seen).add(key);
  }
  return [...twice].map((key) => key.slice(1, -1));
}

/** A value of the file as text. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

// A number has more digits in a file than a program can hold, and passwords and ids are texts.
function asWritten(_: string, value: unknown, at?: { readonly source?: string }): unknown {
  return typeof value === 'number' && String(value) !== at?.source ? (at?.source ?? value) : value;
}
