import type { Issue } from '../kernel/issue.ts';
import { issueOf } from '../kernel/issues.ts';
import { printable } from '../kernel/printable.ts';

type Params = { readonly [name: string]: unknown };

const kinds: { readonly [type: string]: string } = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'a map',
  string: 'a text',
};
const shown = (text: unknown) => `\`${printable(String(text)).slice(0, 60)}\``;

// What a value has to be, by the rule of JSON Schema that it breaks.
const rules: { readonly [keyword: string]: (params: Params) => string } = {
  additionalProperties: ({ additionalProperty }) => `without ${shown(additionalProperty)}, which has no meaning there`,
  anyOf: () => 'a text, true or false, or a list of those',
  const: ({ allowedValue }) => `left out, or ${shown(allowedValue)}`,
  discriminator: () => 'of a `kind` that there is: text, list, number, switch, choice or secret',
  format: () => 'a web address',
  maxItems: ({ limit }) => `a list of at most ${limit}`,
  maxLength: ({ limit }) => `at most ${limit} characters long`,
  maximum: ({ limit }) => `at most ${limit}`,
  minimum: ({ limit }) => `at least ${limit}`,
  maxProperties: ({ limit }) => `a map of at most ${limit}`,
  minItems: () => 'a list of something',
  minLength: () => 'something, or left out',
  pattern: ({ pattern }) => `written as ${shown(pattern)} allows`,
  propertyNames: ({ propertyName }) => `without ${shown(propertyName)}: a key is a letter, then letters and digits`,
  type: ({ type }) => kinds[String(type)] ?? 'something else',
};

/** What breaks a rule of a JSON Schema, as a finding in our words. */
export function schemaFinding(path: string, keyword: string, params: Params): Issue {
  const label = shown(path);
  if (keyword === 'required') {
    const { missingProperty } = params;
    return issueOf('missing', path, {
      label: shown(path === 'declaration' ? missingProperty : `${path}.${missingProperty}`),
    });
  }
  if (keyword === 'enum') return issueOf('choice', path, { label, choices: params.allowedValues as readonly string[] });
  return issueOf('format', path, {
    label,
    says: rules[keyword]?.(params) ?? 'as `cinch schema TypeDeclaration` has it',
  });
}
