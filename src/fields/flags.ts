import type { Field, Fields } from './field.ts';

/** A flag as the command line has it. A secret never becomes one that takes a value. */
export interface FieldFlag {
  readonly key: string;
  /** With its dashes: `--export-folder`. */
  readonly flag: string;
  readonly takesValue: boolean;
  readonly placeholder: string;
  readonly help: string;
  readonly choices?: readonly string[];
}

/** `exportFolder` as a flag: `--export-folder`. */
export function flagName(key: string): string {
  return `--${key.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()}`;
}

/** How a person gives a field, for lists of what is missing: `--hostname VALUE`, `--secret password=SOURCE`. */
export function howToGive(key: string, field: Field): string {
  switch (field.kind) {
    case 'secret':
      return `--secret ${key}=SOURCE`;
    case 'choice':
      return `${flagName(key)} ${field.choices.map((choice) => choice.value).join('|')}`;
    case 'switch':
      return flagName(key);
    default:
      return `${flagName(key)} ${placeholder(field)}`;
  }
}

/** The flags of a declaration's settings, in its order. Secrets are given with `--secret` and are not among them. */
export function fieldFlags(fields: Fields): readonly FieldFlag[] {
  return Object.entries(fields).flatMap(([key, field]) =>
    field.kind === 'secret'
      ? []
      : [
          {
            key,
            flag: flagName(key),
            takesValue: field.kind !== 'switch',
            placeholder: placeholder(field),
            help: field.help,
            ...(field.kind === 'choice' ? { choices: field.choices.map((choice) => choice.value) } : {}),
          },
        ],
  );
}

function placeholder(field: Field): string {
  if (field.kind === 'number') return 'N';
  if (field.kind === 'list') return 'A,B';
  return field.kind === 'choice' ? 'CHOICE' : field.kind === 'text' && field.format === 'hostname' ? 'HOST' : 'TEXT';
}
