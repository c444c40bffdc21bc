import type { Issue } from '../../../kernel/issue.ts';
import { issueOf } from '../../../kernel/issues.ts';
import { nearest } from '../../../kernel/nearest.ts';
import { lineAndColumn, mostCharacters, parseYaml } from '../parse-yaml.ts';
import { type Definition, type Fault, secretKeys, type Written } from './definition.ts';
import { type YamlPair, yamlPairs } from './yaml-pairs.ts';

/** A file that was read: what it holds, what is wrong with its form, and where each of its keys stands. */
export interface Reading {
  readonly written: Written;
  /** Why it cannot be read at all. */
  readonly faults: readonly Fault[];
  /** Keys that do not belong where they stand. */
  readonly issues: readonly Issue[];
  /** Nothing where it is not even keys with values. */
  readonly pairs: readonly YamlPair[] | undefined;
}

/** Reads a file back. Only its form is judged here; what the values are worth is for the fields to say. */
export async function readDefinition(text: string, definition: Definition): Promise<Reading> {
  const parts = partsOf(definition);
  const { pairs, faults } = await parsed(text, parts);
  const known = [...ownKeys(definition), ...parts];
  const top = pairs?.filter(({ part }) => part === '') ?? [];
  const issues = top.flatMap(({ key, value }): Issue[] => {
    if (!known.includes(key)) return [issueOf('unknown', key, { key, nearest: nearest(key, known), known })];
    if (!parts.includes(key) || value === undefined || (typeof value === 'object' && !Array.isArray(value))) return [];
    return [issueOf('kind', key, { label: key, wanted: 'keys with their values' })];
  });
  const valuesOf = (wanted: string) =>
    Object.fromEntries((pairs ?? []).filter(({ part }) => part === wanted).map(({ key, value }) => [key, value]));
  const own = Object.fromEntries(top.filter(({ key }) => !parts.includes(key)).map(({ key, value }) => [key, value]));
  const written = { own, settings: valuesOf('settings'), secrets: valuesOf('secrets') };
  return { written, faults, issues, pairs };
}

/** The line, from 0, of `settings.hostname`: its own, that of a comment that holds its place, or that of its part. */
export function lineOf(text: string, { pairs = [] }: Reading, path: string): number {
  const [, part = '', key = path] = /^(settings|secrets)\.(.*)$/s.exec(path) ?? [];
  const found = pairs.find((it) => it.part === part && it.key === key);
  if (found !== undefined) return lineAndColumn(text, found.at).line - 1;
  const lines = text.split('\n');
  const held = lines.findIndex((line) => line.trim().startsWith(`# ${key}:`));
  return Math.max(0, held >= 0 ? held : lines.indexOf(`${part}:`));
}

function ownKeys({ first, last }: Definition): readonly string[] {
  return [...first, ...last].map(({ key }) => key);
}

function partsOf(definition: Definition): readonly string[] {
  const secrets = secretKeys(definition).length;
  const settings = Object.keys(definition.fields).length - secrets;
  return [...(settings > 0 ? ['settings'] : []), ...(secrets > 0 ? ['secrets'] : [])];
}

async function parsed(text: string, parts: readonly string[]): Promise<Pick<Reading, 'pairs' | 'faults'>> {
  const failed = (says: string) => ({ pairs: undefined, faults: [{ path: 'line 1', line: 0, says }] });
  if (text.length > mostCharacters) return failed(`this is longer than ${mostCharacters} characters`);
  try {
    const { document, faults } = await parseYaml(text);
    const found = faults.map(({ at, says }) => {
      const { line } = lineAndColumn(text, at);
      return { path: `line ${line}`, line: line - 1, says: `this is no YAML: ${says}` };
    });
    if (found.length > 0) return { pairs: undefined, faults: found };
    const pairs = await yamlPairs(document, parts);
    return pairs === undefined ? failed('this has to be keys with their values') : { pairs, faults: [] };
  } catch {
    return failed('this is no YAML: it nests too deeply');
  }
}
