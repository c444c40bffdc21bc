import type { ConnectionType } from '../../fields/connection-type.ts';
import { typeSchema, usageSchema } from '../../fields/json-schema.ts';
import { credentialKinds, vaultSuffixes } from '../../model/key-vault.ts';
import { scheduleExamples } from '../../model/schedule.ts';
import { termsVersions } from '../../model/terms.ts';
import { roles } from '../../model/user.ts';

type Schema = { readonly [keyword: string]: unknown };

const name = '^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$';
const text = { type: 'string', minLength: 1 };
const displayName = { ...text, maxLength: 120, description: 'As people see it; the name when left out' };
const renamedFrom = { type: 'string', pattern: name, description: 'The name that it had before' };
// A placeholder may stand wherever a value does, and is judged once it is filled.
const placeholder = { type: 'string', pattern: '\\$\\{[^{}]+\\}' };
const orPlaceholder = (schema: unknown): Schema => ({ anyOf: [placeholder, schema] });

const secret = {
  description: 'Where the secret comes from; never the secret itself',
  oneOf: [
    object({ keyVault: { ...text, description: 'Its name in the key vault' }, version: text }, ['keyVault']),
    object({ fromEnv: { ...text, description: 'A variable that is set where the plan is carried out' } }, ['fromEnv']),
  ],
};
const words = (choices: readonly string[]) => ({
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
  examples: choices,
});

const vaultSchema = {
  ...object(
    {
      url: orPlaceholder({
        type: 'string',
        pattern: `^https://[A-Za-z][A-Za-z0-9-]{2,23}\\.(?:${vaultSuffixes.map((it) => it.replaceAll('.', '\\.')).join('|')})/?$`,
        description: 'Its address and nothing behind it',
      }),
      credential: orPlaceholder({ enum: credentialKinds, description: 'How to sign in to it, in this way alone' }),
      terms: { enum: termsVersions, description: 'The version of the terms that is agreed to' },
    },
    ['url'],
  ),
  description: 'The key vault that is linked',
};

/** JSON Schema (2020-12) of a manifest with the settings of each type, so that editors complete and check it. */
export function manifestSchema(types: readonly ConnectionType[]): Schema {
  const addable = types.filter((type) => type.addable);
  const serving = (purpose: 'export' | 'enrichment') => addable.filter((type) => type.purpose === purpose);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:cinch:v1:Manifest',
    title: 'Manifest',
    description:
      'Connections, exports, enrichments and users as they are to be. What an entry leaves out stays as it is',
    ...object({
      apiVersion: { const: 'cinch/v1' },
      kind: { const: 'Manifest' },
      id: { type: 'string', pattern: name, description: 'The name under which it owns what it states' },
      vault: vaultSchema,
      connections: named({ $ref: '#/$defs/connection' }),
      exports: named({ $ref: '#/$defs/export' }),
      enrichments: named({ $ref: '#/$defs/enrichment' }),
      users: { type: 'object', additionalProperties: { $ref: '#/$defs/user' } },
      onRemove: object({
        exports: {
          ...words(['disconnect', 'move:OTHER']),
          description: 'What becomes of exports whose connection goes',
        },
        enrichments: { ...words(['deactivate', 'move:OTHER']), description: 'The same for enrichments' },
      }),
    }),
    $defs: {
      connection: connectionSchema(addable),
      export: dependentSchema(serving('export'), {}),
      enrichment: dependentSchema(serving('enrichment'), {
        active: orPlaceholder({ type: 'boolean', description: 'Whether it runs' }),
      }),
      user: object({ role: { enum: roles }, displayName, exports: words(['nightly']) }, ['role']),
    },
  };
}

function connectionSchema(types: readonly ConnectionType[]): Schema {
  const common = {
    type: { enum: types.map(({ id }) => id), description: 'What it connects to; never changes' },
    displayName,
    settings: { type: 'object', description: 'Stated whole: what is left out goes back to its default' },
    secrets: { type: 'object', additionalProperties: secret },
    share: { ...words(['contributors', 'user:chloe']), description: 'Who may use it' },
    terms: { enum: termsVersions, description: 'The version of the terms that is agreed to' },
    lock: { anyOf: [text, { const: false }, { type: 'null' }], description: 'Why it is locked, or false' },
    renamedFrom,
    keepSecrets: { type: 'boolean', description: 'Let stored secrets go to a target that is new' },
  };
  const perType = types.map((type) => {
    const { settings, secrets } = (typeSchema(type) as { properties: { settings: Schema; secrets: Schema } })
      .properties;
    const keys = Object.keys((secrets.properties ?? {}) as object);
    const own = { settings: filled(settings), secrets: object(Object.fromEntries(keys.map((key) => [key, secret]))) };
    return whileType(type.id, own);
  });
  return { ...object(common, ['type']), allOf: perType };
}

function dependentSchema(types: readonly ConnectionType[], more: { readonly [key: string]: Schema }): Schema {
  const common = {
    connection: { anyOf: [text, { type: 'null' }], description: 'The connection it uses' },
    type: { enum: types.map(({ id }) => id), description: 'Needed only without a connection' },
    displayName,
    settings: { type: 'object', description: 'Stated whole; left alone when left out' },
    schedule: { ...text, examples: scheduleExamples },
    command: {
      anyOf: [{ type: 'array', minItems: 1, items: { type: 'string' } }, { type: 'null' }],
      description: 'What runs: a program and its words',
    },
    renamedFrom,
    ...more,
  };
  const perType = types.map((type) => whileType(type.id, { settings: filled(usageSchema(type)) }));
  return { ...object(common), allOf: perType };
}

function whileType(id: string, properties: Schema): Schema {
  const condition = { required: ['type'], properties: { type: { const: id } } };
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { if: condition, then: { properties } };
}

function filled(settings: Schema): Schema {
  const {
    required: _,
    properties,
    ...rest
  } = settings as { properties: { [key: string]: unknown }; required?: unknown };
  const open = Object.entries(properties).map(([key, schema]) => [key, orPlaceholder(schema)]);
  return { ...rest, properties: Object.fromEntries(open) };
}

function named(entry: Schema): Schema {
  return { type: 'object', propertyNames: { pattern: name }, additionalProperties: entry };
}

function object(properties: { readonly [key: string]: unknown }, required: readonly string[] = []): Schema {
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}
