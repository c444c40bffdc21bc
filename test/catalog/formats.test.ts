import { describe, expect, test } from '@jest/globals';
import { type FormatName, formats } from '../../src/fields/format.ts';
import { fieldsOf, types } from './every.ts';

const names = Object.keys(formats) as FormatName[];

describe.each(names)('the format %s', (name) => {
  const format = formats[name];

  test('accepts the value that it shows as accepted', () => {
    expect(format.matches(format.accepted)).toBe(true);
  });

  test('refuses the value that it shows as refused', () => {
    expect(format.matches(format.refused)).toBe(false);
  });

  test('refuses empty text and text with a line break', () => {
    expect([format.matches(''), format.matches(`${format.accepted}\n`)]).toEqual([false, false]);
  });

  test('is used by a field of some type', () => {
    const used = types.flatMap(fieldsOf).map(({ field }) => ('format' in field ? field.format : undefined));

    expect(used).toContain(name);
  });

  test('says its rule so that it can stand after "has to be"', () => {
    expect(format.says).toMatch(/^[a-z0-9][^\n]*(?:[^.]|\.\.)$/);
  });
});

test.each([
  ['hostname', '10.20.30.40'],
  ['hostname', '[2001:db8::1]'],
  ['host-with-port', 'sftp.partner.example'],
  ['host-with-port', '[2001:db8::1]:22'],
  ['sftp-url', 'sftp://10.20.30.40:22'],
  ['tenant', '72f988bf-86f1-41af-91ab-2d7cd011db47'],
  ['container', '$web'],
  ['resource-group', 'x'],
  ['resource-group', 'Gruppe-(Köln)'],
  ['region', 'us-gov-west-1'],
  ['region', 'eusc-de-east-1'],
  ['synapse-workspace', 'a'],
  ['machine-learning-workspace', 'Contoso_ML-1'],
  ['folder', '/export'],
] satisfies [FormatName, string][])('%s accepts %s', (name, text) => {
  expect(formats[name].matches(text)).toBe(true);
});

test.each([
  ['hostname', 'host.example/path'],
  ['hostname', '-host.example'],
  ['host-with-port', 'sftp.partner.example:0'],
  ['host-with-port', 'sftp.partner.example:65536'],
  ['sftp-url', 'sftp://user:password@files.partner.example'],
  ['https-url', 'https://admin@contoso.crm4.dynamics.com'],
  ['https-url', 'https://'],
  ['container', 'two--dashes'],
  ['container', 'ab'],
  ['storage-account', 'ab'],
  ['resource-group', 'ends-in-a-dot.'],
  ['resource-group', 'x'.repeat(91)],
  ['synapse-workspace', 'contoso-'],
  ['synapse-workspace', 'contoso-ondemand'],
  ['synapse-workspace', 'x'.repeat(51)],
  ['machine-learning-workspace', '-ml'],
  ['machine-learning-workspace', 'ml'],
  ['folder', 'a/../b'],
  ['folder', 'a\\b'],
] satisfies [FormatName, string][])('%s refuses %s', (name, text) => {
  expect(formats[name].matches(text)).toBe(false);
});
