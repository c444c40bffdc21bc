import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { manifestText } from '../../../../src/plan/import/manifest-text.ts';

const odd = [
  'no',
  'e0',
  '1e3',
  '0x1f',
  '2026-11',
  '2026-11-22',
  'a: b',
  'a #b',
  '$' + '{x-y}',
  'a:',
  '12:30',
  '<<',
  '~',
];
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'a b:#-{}[]$,&*!|>\'"%@`\n\r\t01y/.+()=') }),
  fc.constantFrom(...odd, '__proto__', 'constructor'),
);
const value = fc.oneof(text, fc.boolean(), fc.integer(), fc.array(text));
const manifest = fc.dictionary(text, fc.oneof(value, fc.dictionary(text, value)));

test.each(['1.1', '1.2'] as const)('whatever stands in a manifest is read back by YAML %s as it was', (version) => {
  fc.assert(
    fc.property(manifest, (it) => {
      expect(JSON.stringify(parse(manifestText(it) || '{}', { version }))).toBe(JSON.stringify(it));
    }),
  );
});

test('what is plain is written plainly', () => {
  const entry = { type: 'sftp', displayName: 'Retail drop', settings: { hostname: 'sftp.partner.example:2022' } };
  expect(manifestText({ connections: { drop: entry } })).toBe(
    'connections:\n  drop:\n    type: sftp\n    displayName: Retail drop\n    settings:\n      hostname: sftp.partner.example:2022\n',
  );
});
