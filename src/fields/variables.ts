import type { Field, Fields, Setting, Settings } from './field.ts';
import { flagName } from './flags.ts';
import { visible } from './visible.ts';

/** What a field is called in the environment of a child process: `exportFolder` of a connection is `CONN_EXPORT_FOLDER`. */
export function variableName(prefix: string, key: string): string {
  return `${prefix}${flagName(key).slice('--'.length).replaceAll('-', '_').toUpperCase()}`;
}

/** Every setting that applies, by field key, as a child process reads it; what was not given has its default. */
export function settingTexts(fields: Fields, settings: Settings): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const key of visible(fields, settings)) {
    const field = fields[key] as Field;
    const value = settings[key] ?? ('default' in field ? field.default : undefined);
    if (field.kind !== 'secret' && value !== undefined) texts.set(key, textOf(value));
  }
  return texts;
}

function textOf(value: Setting): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}
