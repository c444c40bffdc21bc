import { longest } from '../kernel/name.ts';
import type { ConnectionType } from './connection-type.ts';
import type { Field, Fields } from './field.ts';
import { type FormatName, formats } from './format.ts';

type Schema = { readonly [keyword: string]: unknown };

/**
 * JSON Schema (2020-12) of a connection of a type, for editors and validators: `settings` as they are kept, and which
 * `secrets` belong to them. What a secret holds is never part of it.
 */
export function typeSchema({ label, summary, fields }: ConnectionType): Schema {
  const entries = Object.entries(fields);
  const settings = entries.filter(([, field]) => field.kind !== 'secret');
  const secrets = entries.filter(([, field]) => field.kind === 'secret');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Connection to ${label}`,
    description: summary,
    type: 'object',
    properties: { settings: objectOf(settings), secrets: objectOf(secrets) },
    ...listed('required', [
      ...(mustBeGiven(settings) ? ['settings'] : []),
      ...(mustBeGiven(secrets) ? ['secrets'] : []),
    ]),
    ...listed('allOf', [
      ...settings.flatMap((entry) => conditional('settings', entry, fields)),
      ...secrets.flatMap((entry) => conditional('secrets', entry, fields)),
    ]),
  };
}

/** The same of what an export or enrichment of a type is given, complete or not (D18). */
export function usageSchema({ usage }: ConnectionType): Schema {
  const { required: _, ...rest } = objectOf(Object.entries(usage)) as { readonly required?: unknown };
  return rest;
}

type Entry = readonly [key: string, field: Field];

function objectOf(entries: readonly Entry[]): Schema {
  const required = entries.filter(([, field]) => field.when === undefined && isRequired(field)).map(([key]) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, field]) => [key, schemaOf(field)])),
    ...listed('required', required),
    additionalProperties: false,
  };
}

function mustBeGiven(entries: readonly Entry[]): boolean {
  return entries.some(([, field]) => field.when === undefined && isRequired(field));
}

function isRequired(field: Field): boolean {
  return field.optional !== true && !('default' in field && field.default !== undefined);
}

// `when` as if/then/else: required while the condition holds, and out of place otherwise.
function conditional(part: 'settings' | 'secrets', [key, field]: Entry, fields: Fields): readonly Schema[] {
  if (field.when === undefined) return [];
  const conditions = conditionsOf(field, fields);
  const absent = { properties: { [part]: { properties: { [key]: false } } } };
  const present = { properties: { [part]: { required: [key] } }, required: [part] };
  return [
    {
      if: conditions.length === 1 ? conditions[0] : { allOf: conditions },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and nothing here is awaited
      ...(isRequired(field) ? { then: present } : {}),
      else: absent,
    },
  ];
}

// A condition holds only while the field it looks at applies itself, so those of all fields on the way count.
function conditionsOf({ when }: Field, fields: Fields): Schema[] {
  const other = when === undefined ? undefined : fields[when.field];
  if (when === undefined || other === undefined) return [];
  const wanted = [when.is].flat();
  const value = wanted.length === 1 ? { const: wanted[0] } : { enum: wanted };
  const usual = 'default' in other ? other.default : undefined;
  const holdsUnsaid = usual !== undefined && wanted.includes(usual as string | boolean);
  const own = holdsUnsaid
    ? { properties: { settings: { properties: { [when.field]: value } } } }
    : {
        properties: { settings: { properties: { [when.field]: value }, required: [when.field] } },
        required: ['settings'],
      };
  return [...conditionsOf(other, fields), own];
}

function schemaOf(field: Field): Schema {
  const about = { title: field.label, description: describe(field) };
  switch (field.kind) {
    case 'secret':
      return { ...about, writeOnly: true };
    case 'switch':
      return { ...about, type: 'boolean', default: field.default };
    case 'choice':
      return { ...about, enum: field.choices.map(({ value }) => value), ...defaultOf(field) };
    case 'number':
      return {
        ...about,
        type: 'integer',
        ...(field.min === undefined ? {} : { minimum: field.min }),
        ...(field.max === undefined ? {} : { maximum: field.max }),
        ...defaultOf(field),
        ...(field.example === undefined ? {} : { examples: [Number(field.example)] }),
      };
    case 'list': {
      const examples = field.example === undefined ? {} : { examples: [field.example.split(',')] };
      return { ...about, type: 'array', minItems: 1, maxItems: 1_000, items: textOf(field.format), ...examples };
    }
    case 'text': {
      const examples = field.example === undefined ? {} : { examples: [field.example] };
      return { ...about, ...textOf(field.format), ...defaultOf(field), ...examples };
    }
  }
}

// The forms that JSON Schema has a name for and that mean the same there; the others are told in words.
const namedFormats: { readonly [F in FormatName]?: string } = {
  email: 'email',
  guid: 'uuid',
  hostname: 'hostname',
  'https-url': 'uri',
  'sftp-url': 'uri',
};

function textOf(format: FormatName | undefined): Schema {
  const named = format === undefined ? undefined : namedFormats[format];
  const text = { type: 'string', minLength: 1, maxLength: longest.setting };
  return named === undefined ? text : { ...text, format: named };
}

function describe(field: Field): string {
  const rule = 'format' in field && field.format !== undefined ? `: ${formats[field.format].says}` : '';
  const labels = field.kind === 'choice' ? field.choices.map(({ value, label }) => `${value} (${label})`) : [];
  return `${field.help}${rule}${labels.length === 0 ? '' : `: ${labels.join(', ')}`}`;
}

function defaultOf(field: { readonly default?: unknown }): Schema {
  return field.default === undefined ? {} : { default: field.default };
}

function listed(keyword: string, items: readonly unknown[]): Schema {
  return items.length === 0 ? {} : { [keyword]: items };
}
