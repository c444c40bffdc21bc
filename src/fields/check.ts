import type { Checked, Issue } from '../kernel/issue.ts';
import { issueOf } from '../kernel/issues.ts';
import { longest } from '../kernel/name.ts';
import { nearest } from '../kernel/nearest.ts';
import { hasControlCharacters } from '../kernel/printable.ts';
import type { Field, Fields, Setting, Settings } from './field.ts';
import { formats } from './format.ts';
import { applies } from './visible.ts';

/** How complete the input has to be: `complete` fills defaults and asks for everything required; `partial` judges only what is given (D18). */
export type Completeness = 'complete' | 'partial';

/**
 * Turns untyped input into settings: normalises, fills defaults, and finds every issue, in the declaration's order.
 * Text is accepted where it can be read as the field's kind, so that flags, JSON and prompts share one judge.
 * Required secrets are judged by `missingSecrets`, because they travel beside the settings.
 */
export function check(
  fields: Fields,
  input: { readonly [key: string]: unknown },
  completeness: Completeness = 'complete',
): Checked<Settings> {
  const issues: Issue[] = unknownKeys(fields, input);
  const settings: Record<string, Setting> = Object.create(null);
  for (const [key, field] of Object.entries(fields)) {
    if (field.kind === 'secret') continue;
    const given = Object.hasOwn(input, key) ? input[key] : undefined;
    if (given === undefined || given === null) continue;
    const read = readSetting(key, field, given);
    if (read.ok) settings[key] = read.value;
    else issues.push(...read.issues);
  }
  for (const [key, field] of Object.entries(fields)) {
    if (field.kind === 'secret') continue;
    const applicable = applies(field, fields, settings);
    if (key in settings && !applicable) {
      issues.push(issueOf('not-applicable', key, { label: field.label, when: field.when }));
    } else if (!(key in settings) && applicable && !issues.some((issue) => issue.path === key)) {
      if ('default' in field && field.default !== undefined && completeness === 'complete')
        settings[key] = field.default;
      else if (completeness === 'complete' && field.optional !== true) issues.push(missing(key, field));
    }
  }
  return issues.length === 0 ? { ok: true, value: ordered(fields, settings) } : { ok: false, issues };
}

/** The secrets that the settings call for and that are neither given nor kept, as issues. */
export function missingSecrets(fields: Fields, settings: Settings, present: ReadonlySet<string>): readonly Issue[] {
  return Object.entries(fields).flatMap(([key, field]) =>
    field.kind === 'secret' && field.optional !== true && !present.has(key) && applies(field, fields, settings)
      ? [missing(key, field)]
      : [],
  );
}

/** Secrets that were given although the settings leave no place for them, or that the declaration does not know. */
export function misplacedSecrets(fields: Fields, settings: Settings, given: readonly string[]): readonly Issue[] {
  return given.flatMap((key) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field === undefined || field.kind !== 'secret') {
      const secrets = Object.keys(fields).filter((other) => fields[other]?.kind === 'secret');
      return [issueOf('unknown', `secrets.${key}`, { key, nearest: nearest(key, secrets), known: secrets })];
    }
    return applies(field, fields, settings)
      ? []
      : [issueOf('not-applicable', `secrets.${key}`, { label: field.label, when: field.when })];
  });
}

function missing(key: string, field: Field): Issue {
  const choices = field.kind === 'choice' ? field.choices.map((choice) => choice.value) : undefined;
  const example = field.example ?? choices?.[0];
  return issueOf('missing', key, { label: field.label, help: field.help, choices, example });
}

function unknownKeys(fields: Fields, input: object): Issue[] {
  return Object.keys(input).flatMap((key) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field === undefined) {
      return [issueOf('unknown', key, { key, nearest: nearest(key, Object.keys(fields)), known: Object.keys(fields) })];
    }
    return field.kind === 'secret' ? [issueOf('secret-as-setting', key, { key, label: field.label })] : [];
  });
}

function readSetting(key: string, field: Exclude<Field, { kind: 'secret' }>, given: unknown): Checked<Setting> {
  switch (field.kind) {
    case 'text':
      return readText(key, field, given);
    case 'list':
      return readList(key, field, given);
    case 'number': {
      const number = typeof given === 'string' && /^-?\d+$/.test(given.trim()) ? Number(given) : given;
      const within = typeof number === 'number' && Number.isSafeInteger(number) && inRange(number, field);
      // Minus zero would be kept as zero and then differ from itself.
      return within
        ? { ok: true, value: number === 0 ? 0 : number }
        : refused('range', key, field, { min: field.min, max: field.max });
    }
    case 'switch': {
      if (typeof given === 'boolean') return { ok: true, value: given };
      const word = typeof given === 'string' ? given.toLowerCase() : '';
      if (word === 'true' || word === 'yes' || word === 'on') return { ok: true, value: true };
      if (word === 'false' || word === 'no' || word === 'off') return { ok: true, value: false };
      return refused('choice', key, field, { choices: ['true', 'false'] });
    }
    case 'choice': {
      const values = field.choices.map((choice) => choice.value);
      if (typeof given === 'string' && values.includes(given)) return { ok: true, value: given };
      const meant = typeof given === 'string' ? nearest(given, values) : undefined;
      return refused('choice', key, field, { choices: values, nearest: meant });
    }
  }
}

function inRange(number: number, range: { readonly min?: number; readonly max?: number }): boolean {
  return number >= (range.min ?? Number.MIN_SAFE_INTEGER) && number <= (range.max ?? Number.MAX_SAFE_INTEGER);
}

function readText(key: string, field: Field & { kind: 'text' }, given: unknown): Checked<string> {
  if (typeof given !== 'string') return refused('kind', key, field, { wanted: 'text' });
  const trimmed = given.trim();
  if (trimmed === '') return refused('empty', key, field, {});
  if (hasControlCharacters(trimmed)) return refused('control-character', key, field, {});
  if (trimmed.length > longest.setting) return refused('too-long', key, field, { longest: longest.setting });
  const text = field.normalize === 'lowercase' ? trimmed.toLowerCase() : trimmed;
  if (field.format !== undefined && !formats[field.format].matches(text)) {
    const format = formats[field.format];
    return refused('format', key, field, { says: format.says, example: field.example ?? format.accepted });
  }
  return { ok: true, value: text };
}

function readList(key: string, field: Field & { kind: 'list' }, given: unknown): Checked<readonly string[]> {
  const items = typeof given === 'string' ? given.split(',') : given;
  if (!Array.isArray(items) || items.length > 1_000) return refused('kind', key, field, { wanted: 'a list of texts' });
  const texts: string[] = [];
  for (const item of items) {
    const one: Field & { kind: 'text' } = { ...field, kind: 'text' };
    const read = readText(key, one, item);
    if (!read.ok) return read;
    if (!texts.includes(read.value)) texts.push(read.value);
  }
  return texts.length === 0 ? refused('empty', key, field, {}) : { ok: true, value: texts };
}

function refused(code: Issue['code'], key: string, field: Field, detail: object): { ok: false; issues: Issue[] } {
  return { ok: false, issues: [issueOf(code, key, { label: field.label, example: field.example, ...detail })] };
}

function ordered(fields: Fields, settings: Record<string, Setting>): Settings {
  const inOrder: Record<string, Setting> = {};
  for (const key of Object.keys(fields)) if (key in settings) inOrder[key] = settings[key] as Setting;
  return inOrder;
}
