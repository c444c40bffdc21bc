import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Completeness, check, misplacedSecrets, missingSecrets } from '../../../src/fields/check.ts';
import type { Fields } from '../../../src/fields/field.ts';
import { longest } from '../../../src/kernel/name.ts';

const fields = {
  way: {
    kind: 'choice',
    label: 'Way',
    help: 'Which way',
    choices: [
      { value: 'password', label: 'password' },
      { value: 'key', label: 'key' },
    ],
    default: 'password',
  },
  host: { kind: 'text', label: 'Host', help: 'Where', format: 'hostname', example: 'a.example' },
  folder: { kind: 'text', label: 'Folder', help: 'Where to', format: 'folder', normalize: 'lowercase', optional: true },
  comment: { kind: 'text', label: 'Comment', help: 'Why', optional: true },
  port: { kind: 'number', label: 'Port', help: 'Which', min: 1, max: 65_535, default: 22 },
  size: { kind: 'number', label: 'Size', help: 'How much', optional: true },
  strict: { kind: 'switch', label: 'Strict', help: 'Whether', default: false },
  topics: { kind: 'list', label: 'Topics', help: 'What', optional: true },
  hosts: { kind: 'list', label: 'Hosts', help: 'Where else', format: 'hostname', optional: true },
  keyName: { kind: 'text', label: 'Key name', help: 'Which key', when: { field: 'way', is: 'key' } },
  depth: { kind: 'number', label: 'Depth', help: 'How far', optional: true, when: { field: 'strict', is: true } },
  password: { kind: 'secret', label: 'Password', help: 'What opens it', when: { field: 'way', is: 'password' } },
  key: { kind: 'secret', label: 'Key', help: 'What opens it', when: { field: 'way', is: ['key'] } },
  token: { kind: 'secret', label: 'Token', help: 'More', optional: true },
} as const satisfies Fields;

const codes = (input: { readonly [key: string]: unknown }, how?: Completeness) => {
  const checked = check(fields, input, how);
  return checked.ok ? [] : checked.issues.map(({ path, code }) => `${path}: ${code}`);
};
const settings = (input: { readonly [key: string]: unknown }, how?: Completeness) => {
  const checked = check(fields, input, how);
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
};

/** Input of every kind, mostly near what is accepted. */
const anything = fc.oneof(
  fc.string(),
  fc.constantFrom('password', 'key', 'a.example', 'in/Box', 'true', 'NO', '22', '-0', '007', ' 80 ', 'a, b,a', '', ' '),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined),
  fc.array(fc.oneof(fc.string(), fc.integer(), fc.constantFrom('a.example', ' b '))),
  fc.jsonValue(),
);
const key = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...Object.keys(fields)) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'nope') },
);
const input = fc
  .array(fc.tuple(key, anything), { maxLength: 10 })
  .map((entries) => Object.fromEntries(entries) as { readonly [key: string]: unknown });
const how = fc.constantFrom<Completeness>('complete', 'partial');

describe('checking settings', () => {
  test('what was accepted is accepted again, unchanged', () => {
    fc.assert(
      fc.property(input, how, (given, completeness) => {
        const checked = check(fields, given, completeness);
        if (!checked.ok) return;
        expect(check(fields, checked.value, completeness)).toEqual(checked);
        expect(check(fields, JSON.parse(JSON.stringify(checked.value)), completeness)).toEqual(
          JSON.parse(JSON.stringify(checked)),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  test('what is accepted holds declared fields only, in their order, each of its kind, and no secret', () => {
    fc.assert(
      fc.property(input, how, (given, completeness) => {
        const checked = check(fields, given, completeness);
        if (!checked.ok) return expect(checked.issues.length).toBeGreaterThan(0);
        const keys = Object.keys(checked.value);
        expect(keys).toEqual(Object.keys(fields).filter((it) => keys.includes(it)));
        const types: { readonly [kind: string]: string } = {
          text: 'string',
          choice: 'string',
          number: 'number',
          switch: 'boolean',
          list: 'object',
        };
        for (const [name, value] of Object.entries(checked.value))
          expect(typeof value).toBe(types[fields[name as keyof typeof fields].kind]);
      }),
      { numRuns: 500 },
    );
  });

  test('text gives what its value gives, so that flags, JSON and questions share one judge', () => {
    const same = fc.record({
      port: fc.integer({ min: -9, max: 70_000 }),
      strict: fc.boolean(),
      topics: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
    });
    fc.assert(
      fc.property(same, (given) => {
        const typed = { port: String(given.port), strict: String(given.strict), topics: given.topics.join(', ') };
        expect(check(fields, typed, 'partial')).toEqual(check(fields, given, 'partial'));
      }),
    );
  });

  test('defaults are filled and required fields asked for only where it has to be complete', () => {
    expect(settings({ host: 'a.example' })).toEqual({ way: 'password', host: 'a.example', port: 22, strict: false });
    expect(settings({}, 'partial')).toEqual({});
    expect(codes({})).toEqual(['host: missing']);
    expect(codes({ way: 'key' })).toEqual(['host: missing', 'keyName: missing']);
  });

  test('a field whose condition does not hold is refused, the default of the other one included', () => {
    expect(codes({ host: 'a.example', keyName: 'k' })).toEqual(['keyName: not-applicable']);
    expect(codes({ keyName: 'k' }, 'partial')).toEqual(['keyName: not-applicable']);
    expect(codes({ depth: 1 }, 'partial')).toEqual(['depth: not-applicable']);
    expect(settings({ strict: 'yes', depth: '3' }, 'partial')).toEqual({ strict: true, depth: 3 });
  });

  test('nothing and null mean not given', () => {
    expect(settings({ host: 'a.example', folder: null, comment: undefined })).not.toHaveProperty('folder');
    expect(codes({ host: null })).toEqual(['host: missing']);
  });

  test.each<readonly [object, string[]]>([
    [{ hst: 'a' }, ['hst: unknown']],
    [{ password: 'hunter2' }, ['password: secret-as-setting']],
    [{ host: 12 }, ['host: kind']],
    [{ host: { toString: () => 'a.example' } }, ['host: kind']],
    [{ host: ' ' }, ['host: empty']],
    [{ host: 'https://a.example' }, ['host: format']],
    [{ comment: 'a\u0000b' }, ['comment: control-character']],
    [{ comment: '\u001b[2J' }, ['comment: control-character']],
    [{ comment: 'a\u202eb' }, ['comment: control-character']],
    [{ comment: 'x'.repeat(longest.setting + 1) }, ['comment: too-long']],
    [{ way: 'pasword' }, ['way: choice']],
    [{ way: ['key'] }, ['way: choice']],
    [{ strict: 'maybe' }, ['strict: choice']],
    [{ strict: 1 }, ['strict: choice']],
    [{ topics: [] }, ['topics: empty']],
    [{ topics: ',' }, ['topics: empty']],
    [{ topics: [1] }, ['topics: kind']],
    [{ topics: { 0: 'a', length: 1 } }, ['topics: kind']],
    [{ topics: Array(1_001).fill('a') }, ['topics: kind']],
    [{ hosts: ['a.example', 'b c'] }, ['hosts: format']],
    ...[0, 65_536, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1e3', '0x10', '22.0', '', '９', true, [22], 10n].map(
      (port): [object, string[]] => [{ port }, ['port: range']],
    ),
    ...[2 ** 53, -(2 ** 53), '9'.repeat(400)].map((size): [object, string[]] => [{ size }, ['size: range']]),
  ])('%j is refused as %j', (given, wrong) => {
    expect(codes(given as { [key: string]: unknown }, 'partial')).toEqual(wrong);
  });

  test('the widest whole numbers are kept as they are', () => {
    for (const size of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0])
      expect(settings({ size: String(size) }, 'partial')).toEqual({ size });
    expect(Object.is(settings({ size: '-0' }, 'partial').size, 0)).toBe(true);
  });

  test('every issue is found at once, none stops at another, and the nearest field is named', () => {
    const checked = check(fields, { hst: 1, port: 0, way: 'x', password: 'p' });

    expect(checked.ok ? [] : checked.issues.map(({ path }) => path)).toEqual([
      'hst',
      'password',
      'way',
      'port',
      'host',
    ]);
    expect(checked.ok ? '' : checked.issues[0]?.message).toContain('did you mean `host`?');
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'])(
    '%s is a field like any other: not known here',
    (name) => {
      const given = JSON.parse(`{"${name}": "x"}`) as { [key: string]: unknown };

      expect(codes(given, 'partial')).toEqual([`${name}: unknown`]);
      expect(misplacedSecrets(fields, {}, [name]).map(({ path, code }) => `${path}: ${code}`)).toEqual([
        `secrets.${name}: unknown`,
      ]);
      expect(({} as { x?: unknown }).x).toBeUndefined();
      expect(settings({}, 'partial')).toEqual({});
    },
  );

  test('what was typed is never repeated, because it may be a secret in the wrong place', () => {
    const canary = 'hunter2-canary';
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(fields), 'unknown'),
        fc.constantFrom<unknown>(
          canary,
          `${canary} `,
          [canary],
          { [canary]: canary },
          `${canary}\u0000`,
          canary.repeat(200),
        ),
        (name, value) => {
          const checked = check(fields, { [name]: value }, 'partial');
          if (!checked.ok) expect(JSON.stringify(checked.issues)).not.toContain(canary);
        },
      ),
    );
  });

  test('the key of an unknown field is told without control characters, and not in full', () => {
    const checked = check(fields, { [`\u001b[2J\u202e\u2028${'x'.repeat(500)}`]: 1 }, 'partial');

    const message = checked.ok ? '' : checked.issues[0]?.message;
    expect(message).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}]/u);
    expect(message?.length).toBeLessThan(300);
  });

  test('a megabyte anywhere is refused in no time', () => {
    const large = 'a'.repeat(1_000_000);
    const before = performance.now();

    for (const name of Object.keys(fields)) expect(codes({ [name]: large }, 'partial')).not.toEqual([]);
    for (const value of [
      ' '.repeat(1_000_000),
      ','.repeat(1_000_000),
      `${'a.'.repeat(500_000)}`,
      '-'.repeat(1_000_000),
      '1'.repeat(1_000_000),
    ])
      for (const name of Object.keys(fields)) codes({ [name]: value }, 'partial');
    codes({ [large]: 1 }, 'partial');

    expect(performance.now() - before).toBeLessThan(10_000);
  });
});

describe('secrets beside the settings', () => {
  test('those that the settings call for are asked for, unless given or kept', () => {
    const missing = (given: object, present: string[]) =>
      missingSecrets(fields, given as never, new Set(present)).map(({ path }) => path);

    expect(missing({}, [])).toEqual(['password']);
    expect(missing({ way: 'key' }, [])).toEqual(['key']);
    expect(missing({ way: 'key' }, ['key'])).toEqual([]);
    expect(missing({}, ['key'])).toEqual(['password']);
  });

  test('those that the settings leave no place for are refused, and so is what is no secret', () => {
    const misplaced = (given: object, secrets: string[]) =>
      misplacedSecrets(fields, given as never, secrets).map(({ path, code }) => `${path}: ${code}`);

    expect(misplaced({}, ['password', 'token'])).toEqual([]);
    expect(misplaced({}, ['key'])).toEqual(['secrets.key: not-applicable']);
    expect(misplaced({}, ['host', 'nope'])).toEqual(['secrets.host: unknown', 'secrets.nope: unknown']);
  });
});
