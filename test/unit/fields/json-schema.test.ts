import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as ajvFormats from 'ajv-formats';
import fc from 'fast-check';
import { check, misplacedSecrets, missingSecrets } from '../../../src/fields/check.ts';
import { type ConnectionType, defineConnectionType } from '../../../src/fields/connection-type.ts';
import { exampleOf } from '../../../src/fields/example.ts';
import type { Field } from '../../../src/fields/field.ts';
import { formats } from '../../../src/fields/format.ts';
import { typeSchema } from '../../../src/fields/json-schema.ts';
import { types } from '../../catalog/every.ts';

// A condition on a condition, and conditions that hold unsaid, which the catalog has few of.
const nested = defineConnectionType({
  id: 'nested',
  label: 'Nested',
  purpose: 'export',
  category: 'storage',
  summary: 'Depends on what depends',
  article: '',
  standing: { status: 'current' },
  addable: true,
  signIn: 'fields',
  fields: {
    way: {
      kind: 'choice',
      label: 'Way',
      help: 'h',
      choices: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
        { value: 'c', label: 'C' },
      ],
      default: 'a',
    },
    safe: { kind: 'switch', label: 'Safe', help: 'h', default: true, when: { field: 'way', is: ['a', 'b'] } },
    mode: {
      kind: 'choice',
      label: 'Mode',
      help: 'h',
      choices: [
        { value: 'x', label: 'X' },
        { value: 'y', label: 'Y' },
      ],
      when: { field: 'safe', is: true },
    },
    depth: { kind: 'number', label: 'Depth', help: 'h', min: 1, max: 5, when: { field: 'mode', is: 'x' } },
    names: { kind: 'list', label: 'Names', help: 'h', optional: true, when: { field: 'way', is: 'c' } },
    token: { kind: 'secret', label: 'Token', help: 'h', when: { field: 'mode', is: 'y' } },
  },
  usage: {},
  consent: 'sends',
  shareable: true,
});

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
(ajvFormats.default as unknown as (it: object) => void)(ajv);

/** Values as they are kept, and values of a kind or size that nothing is kept in. */
function valuesOf(field: Field): { fits: unknown[]; others: unknown[] } {
  switch (field.kind) {
    case 'choice':
      return { fits: field.choices.map(({ value }) => value), others: ['none of these', 1] };
    case 'switch':
      return { fits: [true, false], others: [1] };
    case 'number': {
      const { min = -5, max = 1_000 } = field;
      const outside = [...(field.min === undefined ? [] : [min - 1]), ...(field.max === undefined ? [] : [max + 1])];
      return { fits: [min, max], others: [...outside, 1.5, []] };
    }
    case 'list':
      return { fits: [[exampleOf({ ...field, kind: 'text' })]], others: [[], [1], ['']] };
    default:
      return { fits: [exampleOf(field)], others: ['', 5, 'x'.repeat(2_001)] };
  }
}

function arbitraryOf(field: Field) {
  const { fits, others } = valuesOf(field);
  return fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...fits) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

function given(type: ConnectionType) {
  const settings = Object.fromEntries(
    Object.entries(type.fields).flatMap(([key, field]) => (field.kind === 'secret' ? [] : [[key, arbitraryOf(field)]])),
  );
  const secrets = Object.keys(type.fields).filter((key) => type.fields[key]?.kind === 'secret');
  return fc.record({
    settings: fc.record({ ...settings, stray: fc.constant(1) }, { requiredKeys: [] }),
    secrets: fc.subarray([...secrets, 'stray'], { minLength: 0 }),
  });
}

// The stray keys would hide every other finding most of the time, so they come rarely.
const seldom = (key: string, n: number) => key !== 'stray' || n % 8 === 0;

test.each([nested, ...types].map((type) => [type.id, type] as const))(
  'the JSON Schema of %s accepts exactly what the check accepts',
  (_, type) => {
    const validate = ajv.compile(typeSchema(type));
    let accepted = 0;
    fc.assert(
      fc.property(given(type), fc.nat(), (it, n) => {
        const settings = Object.fromEntries(Object.entries(it.settings).filter(([key]) => seldom(key, n)));
        const secrets = it.secrets.filter((key) => seldom(key, n + 1));
        const checked = check(type.fields, settings);
        const issues = checked.ok
          ? [
              ...misplacedSecrets(type.fields, checked.value, secrets),
              ...missingSecrets(type.fields, checked.value, new Set(secrets)),
            ]
          : checked.issues;
        const document = { settings, secrets: Object.fromEntries(secrets.map((key) => [key, 'env:VARIABLE'])) };
        const valid = validate(document);
        if (valid) accepted += 1;
        expect({ document, valid, says: valid ? [] : validate.errors?.map(({ message }) => message) }).toMatchObject({
          valid: issues.length === 0,
        });
      }),
      { numRuns: 500, seed: 20_261_121 },
    );
    expect(accepted).toBeGreaterThan(0);
  },
);

test('settings or secrets may be left out where nothing in them is required', () => {
  const schemaOf = (id: string) => ajv.compile(typeSchema(types.find((type) => type.id === id) as ConnectionType));
  expect(schemaOf('mailchimp')({})).toBe(true);
  expect(schemaOf('sftp')({})).toBe(false);
  expect(schemaOf('sftp')({ settings: { hostname: 'a.example', username: 'b' } })).toBe(false);
  expect(
    schemaOf('sftp')({ settings: { hostname: 'a.example', username: 'b' }, secrets: { password: 'env:PW' } }),
  ).toBe(true);
});

test('no secret is among the settings, and none has a value, a default or an example', () => {
  for (const type of types) {
    const { properties } = typeSchema(type) as {
      properties: Record<'settings' | 'secrets', { properties: Record<string, object> }>;
    };
    for (const [key, field] of Object.entries(type.fields)) {
      const secret = field.kind === 'secret';
      expect([key in properties.settings.properties, key in properties.secrets.properties]).toEqual([!secret, secret]);
      if (secret)
        expect(Object.keys(properties.secrets.properties[key] as object)).toEqual([
          'title',
          'description',
          'writeOnly',
        ]);
    }
  }
});

test('what a format accepts, the name that JSON Schema has for it accepts too', () => {
  for (const [format, { accepted }] of Object.entries(formats)) {
    const one = {
      ...nested,
      fields: { one: { kind: 'text', label: 'One', help: 'h', format } },
    } as unknown as ConnectionType;
    expect([format, ajv.compile(typeSchema(one))({ settings: { one: accepted } })]).toEqual([format, true]);
  }
});
