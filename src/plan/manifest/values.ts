import { issueOf } from '../../kernel/issues.ts';
import { nearest } from '../../kernel/nearest.ts';
import type { Finding, Tree, TreeEntry } from './tree.ts';

export type Value = string | number | boolean;

/** A value as it was given: in a file, or with a flag, which goes before it. */
export interface GivenValue {
  readonly at: number;
  readonly value: Value;
}

export type Values = ReadonlyMap<string, GivenValue>;

const name = /^[A-Za-z][A-Za-z0-9_-]{0,79}$/;
// `$$` before a brace stands for itself, so that every text can be written.
const mark = /\$?\$\{([^{}]*)\}/g;
const mostCharacters = 10_000;
// What a placeholder without a value leaves, which no text of a file can be: it is told once, and nothing is judged of it.
const open = '\u0000';

/** Whether a value waits for a placeholder that could not be filled. */
export function isOpen(value: unknown): boolean {
  return typeof value === 'string' ? value.includes(open) : Array.isArray(value) && value.some(isOpen);
}

/** The values of a file: names with texts, numbers or switches. */
export function readValues(tree: Tree): { readonly values: Values; readonly findings: readonly Finding[] } {
  const values = new Map<string, GivenValue>();
  if (tree.kind === 'scalar' && tree.value === null) return { values, findings: [] };
  if (tree.kind !== 'map') {
    const issue = issueOf('kind', 'values', { label: 'a file of values', wanted: 'names with their values' });
    return { values, findings: [{ at: tree.at, issue }] };
  }
  const findings: Finding[] = [];
  for (const { key, at, value } of tree.entries) {
    if (!name.test(key)) {
      const says = 'letters, digits, dashes and underscores, a letter first';
      findings.push({ at, issue: issueOf('format', key, { label: 'the name of a value', says }) });
    } else if (value.kind !== 'scalar' || value.value === null) {
      findings.push({ at, issue: issueOf('kind', key, { label: key, wanted: 'a text, a number, true or false' }) });
    } else values.set(key, { at: value.at, value: value.value });
  }
  return { values, findings };
}

/** Fills the values that need each other, so that none holds a placeholder any more. */
export function settledValues(given: Values): { readonly values: Values; readonly findings: readonly Finding[] } {
  const settled = new Map<string, GivenValue>();
  const findings: Finding[] = [];
  const settle = (key: string, through: readonly string[]): GivenValue | undefined => {
    const done = settled.get(key);
    if (done !== undefined) return done;
    const raw = given.get(key);
    if (raw === undefined) return undefined;
    const before = through.indexOf(key);
    if (before >= 0) {
      const circle = through.slice(before);
      // Told once for a circle, at the value that is first by name.
      const [first = key] = [...circle].sort();
      const { at } = given.get(first) as GivenValue;
      findings.push({ at, issue: issueOf('cycle', first, { through: [...circle].sort() }) });
      return { at: raw.at, value: open };
    }
    const look = (other: string) => settle(other, [...through, key]);
    const value = typeof raw.value === 'string' ? filled(raw.value, raw.at, look, given, findings) : raw.value;
    const result = { at: raw.at, value };
    settled.set(key, result);
    return result;
  };
  for (const key of given.keys()) settle(key, []);
  return { values: settled, findings };
}

/** The tree with every placeholder filled from settled values. What stands under `secrets` stays as it was written. */
export function fillTree(
  tree: Tree,
  values: Values,
): { readonly tree: Tree; readonly findings: readonly Finding[]; readonly used: ReadonlySet<string> } {
  const findings: Finding[] = [];
  const used = new Set<string>();
  const look = (key: string) => {
    used.add(key);
    return values.get(key);
  };
  const fill = (it: Tree): Tree => {
    if (it.kind === 'list') return { ...it, items: it.items.map(fill) };
    if (it.kind === 'map') return { ...it, entries: it.entries.map(entry) };
    if (typeof it.value !== 'string' || !it.value.includes('${')) return it;
    return { ...it, value: filled(it.value, it.at, look, values, findings) };
  };
  const entry = (it: TreeEntry): TreeEntry => (it.key === 'secrets' ? it : { ...it, value: fill(it.value) });
  return { tree: fill(tree), findings, used };
}

/** Text that stands for itself where placeholders are filled. */
export function literal(text: string): string {
  return text.replace(/\$\{[^{}]*\}/g, (found) => `$${found}`);
}

// A text that is one placeholder and nothing else takes the value as it is: a number stays one.
function filled(
  text: string,
  at: number,
  look: (key: string) => GivenValue | undefined,
  known: Values,
  findings: Finding[],
): Value {
  const whole = /^\$\{([^{}]*)\}$/.exec(text);
  if (whole !== null) return valueFor(whole[1] as string);
  const result = text.replace(mark, (found, key: string) =>
    found.startsWith('$$') ? found.slice(1) : String(valueFor(key)),
  );
  if (result.length <= mostCharacters) return result;
  findings.push({ at, issue: issueOf('too-long', 'value', { label: 'the filled-in text', longest: mostCharacters }) });
  return open;

  function valueFor(key: string): Value {
    const value = look(key)?.value;
    if (value !== undefined) return value;
    const meant = nearest(key, known.keys());
    findings.push({ at, issue: issueOf('placeholder', key, { key, nearest: meant }) });
    return open;
  }
}
