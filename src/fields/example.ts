import type { Field, Fields, Settings } from './field.ts';
import { formats } from './format.ts';
import { visible } from './visible.ts';

/** A value that the field's own check accepts. Secrets have none. */
export function exampleOf(field: Field): string | undefined {
  switch (field.kind) {
    case 'secret':
      return undefined;
    case 'choice':
      return field.default ?? field.choices[0]?.value;
    case 'switch':
      return String(field.default);
    case 'number':
      return field.example ?? String(field.default ?? field.min ?? 1);
    default:
      return field.example ?? (field.format === undefined ? 'text' : formats[field.format].accepted);
  }
}

/** Settings that pass the check of a declaration: every required field, filled with its example. */
export function exampleSettings(fields: Fields): Settings {
  const settings: Record<string, string> = {};
  for (const key of visible(fields, settings)) {
    const field = fields[key] as Field;
    if (field.kind === 'secret' || field.optional === true || field.kind === 'switch') continue;
    settings[key] = exampleOf(field) as string;
  }
  return settings;
}
