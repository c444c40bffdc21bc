import { formats } from './format.ts';

const text = { type: 'string', minLength: 1, maxLength: 500 } as const;
const key = '^[a-z][A-Za-z0-9]{0,59}$';
const common = {
  label: text,
  help: text,
  optional: { const: true },
  example: text,
  target: { const: true },
  when: {
    type: 'object',
    required: ['field', 'is'],
    additionalProperties: false,
    properties: {
      field: { type: 'string' },
      is: {
        anyOf: [
          { type: 'string' },
          { type: 'boolean' },
          { type: 'array', minItems: 1, items: { type: ['string', 'boolean'] } },
        ],
      },
    },
  },
} as const;

function fieldOf(kind: string, more: object, required: readonly string[] = []) {
  return {
    type: 'object',
    required: ['kind', 'label', 'help', ...required],
    additionalProperties: false,
    properties: { kind: { const: kind }, ...common, ...more },
  };
}

const format = { enum: Object.keys(formats) };
const choices = {
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: {
    type: 'object',
    required: ['value', 'label'],
    additionalProperties: false,
    properties: { value: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,80}$' }, label: text },
  },
};

const field = {
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: [
    fieldOf('text', { format, normalize: { const: 'lowercase' }, default: text }),
    fieldOf('list', { format }),
    fieldOf('number', { min: { type: 'integer' }, max: { type: 'integer' }, default: { type: 'integer' } }),
    fieldOf('switch', { default: { type: 'boolean' } }, ['default']),
    fieldOf('choice', { choices, default: { type: 'string' } }, ['choices']),
    fieldOf('secret', { shape: { enum: ['key', 'password', 'private-key', 'token'] } }),
  ],
};

const fields = { type: 'object', maxProperties: 60, propertyNames: { pattern: key }, additionalProperties: field };

// Nothing is ever sent to an address that anybody on the way can read, or that carries something of its own.
const address = { type: 'string', pattern: '^https://[^\\s?#@\\\\{}]+$', maxLength: 500 } as const;
const ours =
  '^(?!(?:client_id|client_secret|code_challenge|code_challenge_method|redirect_uri|response_type|scope|state)$)';

const signIn = {
  type: 'object',
  required: ['authorization', 'token'],
  additionalProperties: false,
  properties: {
    authorization: { ...address, description: 'Where the browser is sent' },
    token: { ...address, description: 'Where a code or a refresh token is exchanged' },
    device: { ...address, description: 'Where a code for another device is had' },
    issuer: { ...address, description: 'Who signs in; every answer then has to name it' },
    scopes: {
      type: 'array',
      maxItems: 50,
      items: { type: 'string', pattern: '^[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,200}$' },
    },
    between: { const: ',' },
    pkce: { type: 'boolean', description: 'Whether the service takes S256; yes when left out' },
    clientSecret: { enum: ['form', 'header'] },
    parameters: {
      type: 'object',
      maxProperties: 20,
      propertyNames: { pattern: `${ours}[a-z][a-z0-9_]{0,59}$` },
      additionalProperties: text,
    },
    redirect: { enum: ['127.0.0.1', 'localhost', 'https'], description: 'What redirect the service takes' },
    leaves: { enum: ['refresh-token', 'access-token'], description: 'What a sign-in leaves behind' },
    lasts: {
      type: 'object',
      required: ['days', 'from'],
      additionalProperties: false,
      properties: { days: { type: 'integer', minimum: 1, maximum: 3650 }, from: { enum: ['sign-in', 'use'] } },
    },
    kindUnsaid: { const: true, description: 'The service does not say that its token is a bearer token' },
  },
};

/** JSON Schema of a connection type that an administrator declares in YAML for `type add`. */
export const declarationSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A connection type of your own',
  type: 'object',
  required: ['id', 'label', 'purpose', 'summary', 'fields'],
  additionalProperties: false,
  properties: {
    id: {
      type: 'string',
      pattern: '^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$',
      description: 'Lower-case letters, digits and dashes; never changes',
    },
    label: { ...text, maxLength: 80, description: 'As people call the service' },
    purpose: { enum: ['export', 'enrichment'], description: 'What its connections serve' },
    category: {
      enum: [
        'advertising',
        'analytics',
        'automation',
        'crm',
        'data-enrichment',
        'email-marketing',
        'identity',
        'location',
        'marketing-automation',
        'microsoft',
        'storage',
      ],
    },
    summary: { ...text, maxLength: 120, description: 'What it is for, in one sentence' },
    article: { type: 'string', format: 'uri', maxLength: 300, description: 'Where it is documented' },
    fields: { ...fields, description: 'What a connection asks; a secret is a kind of field' },
    usage: { ...fields, description: 'What an export or enrichment is given before it can run' },
    consent: { enum: ['sends', 'imports'], description: 'Whether data leaves or comes in; sends when left out' },
    keyVault: {
      type: 'array',
      items: { type: 'string', pattern: key },
      description: 'Secret fields that the key vault may fill',
    },
    signIn: { ...signIn, description: 'Where its browser signs in, with your own app there' },
    manualToken: { const: true, description: 'It signs in with a refresh token that is given by hand' },
    notes: { type: 'array', maxItems: 20, items: text },
    prerequisites: { type: 'array', maxItems: 20, items: text },
  },
} as const;
