import { describe, expect, test } from '@jest/globals';
import { declarationIssues, declared, type WrittenType } from '../../../src/fields/declared.ts';
import type { Fields } from '../../../src/fields/field.ts';
import { shownSettings } from '../../../src/fields/redact.ts';
import { applies, visible } from '../../../src/fields/visible.ts';

const text = { kind: 'text', label: 'Text', help: 'What' } as const;
const type = (fields: Fields, more: Partial<WrittenType> = {}): WrittenType => ({
  id: 'acme',
  label: 'Acme',
  purpose: 'export',
  summary: 'Sends',
  fields,
  ...more,
});
const paths = (written: WrittenType) => declarationIssues(written).map(({ path }) => path);

describe('a declaration that a person wrote', () => {
  test.each([
    'password',
    'clientSecret',
    'apiKey',
    'api_key',
    'accessToken',
    'private_key',
    'dbCredential',
    'passphrase',
  ])('%s is a secret by its name, so it is declared as one', (key) => {
    expect(paths(type({ [key]: text }))).toEqual([`fields.${key}`]);
    expect(paths(type({ [key]: { ...text, kind: 'secret' } }))).toEqual([]);
    expect(paths(type({}, { usage: { [key]: text } }))).toEqual([`usage.${key}`]);
  });

  test('conditions lead to fields that are there, are no secret, and do not go in a circle', () => {
    const when = (field: string) => ({ ...text, when: { field, is: 'x' } });

    expect(paths(type({ a: when('absent') }))).toEqual(['fields.a']);
    expect(paths(type({ a: when('b'), b: { ...text, kind: 'secret' } }))).toEqual(['fields.a']);
    expect(paths(type({ a: when('b'), b: when('a') }))).toEqual(['fields.a', 'fields.b']);
    expect(paths(type({ a: when('a') }))).toEqual(['fields.a']);
    expect(paths(type({ a: when('b'), b: when('c'), c: text }))).toEqual([]);
  });

  test('a choice has a default that can be chosen, and the vault fills secrets only', () => {
    const choice = { ...text, kind: 'choice', choices: [{ value: 'a', label: 'A' }], default: 'b' } as const;

    expect(paths(type({ choice }))).toEqual(['fields.choice']);
    expect(paths(type({ text }, { keyVault: ['text', 'absent'] }))).toEqual(['keyVault', 'keyVault']);
  });

  test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
    '%s is no name for a field, because every object has one',
    (key) => {
      expect(paths(type({ [key]: text }))).toEqual([`fields.${key}`]);
    },
  );

  test('the fields of an app come with a sign-in, and a token by hand goes with no sign-in', () => {
    const signIn = { authorization: 'https://a.example/auth', token: 'https://a.example/token' };

    expect(paths(type({ clientId: text }, { signIn }))).toEqual(['fields.clientId']);
    expect(paths(type({ clientId: text }))).toEqual([]);
    expect(paths(type({}, { signIn, manualToken: true }))).toEqual(['manualToken']);
    expect(paths(type({}, { signIn, keyVault: ['clientSecret'] }))).toEqual([]);
    expect(paths(type({}, { keyVault: ['clientSecret'] }))).toEqual(['keyVault']);
  });

  test('what a sign-in leaves out is what a careful service does', () => {
    const signIn = { authorization: 'https://a.example/auth', token: 'https://a.example/token' };

    expect(declared(type({}, { signIn }))).toMatchObject({
      signIn: 'browser',
      signsInAt: { ...signIn, pkce: true, redirect: '127.0.0.1', leaves: 'refresh-token', clientSecret: 'form' },
    });
  });

  test('what it leaves out has sensible answers', () => {
    expect(declared(type({}))).toMatchObject({
      consent: 'sends',
      shareable: true,
      addable: true,
      signIn: 'fields',
      usage: {},
      category: 'marketing-automation',
    });
    expect(declared(type({}, { purpose: 'enrichment' }))).toMatchObject({
      shareable: false,
      category: 'data-enrichment',
    });
  });
});

describe('which fields apply', () => {
  const fields: Fields = {
    way: {
      kind: 'choice',
      label: 'Way',
      help: 'Which',
      choices: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
      default: 'a',
    },
    deep: { kind: 'switch', label: 'Deep', help: 'Whether', default: false, when: { field: 'way', is: 'b' } },
    depth: { ...text, when: { field: 'deep', is: true } },
  };

  test('is judged by what was given, then by defaults, through conditions of conditions', () => {
    expect(visible(fields, {})).toEqual(['way']);
    expect(visible(fields, { way: 'b' })).toEqual(['way', 'deep']);
    expect(visible(fields, { way: 'b', deep: true })).toEqual(['way', 'deep', 'depth']);
    expect(visible(fields, { way: 'a', deep: true })).toEqual(['way']);
    expect(applies({ ...text, when: { field: 'absent', is: 'x' } }, fields, {})).toBe(false);
  });
});

describe('settings that are shown', () => {
  test('are those that the declaration knows as something other than a secret', () => {
    const fields: Fields = { host: text, key: { ...text, kind: 'secret' } };

    expect(shownSettings(fields, { host: 'a', key: 'hunter2', gone: 'b', constructor: 'c' } as never)).toEqual({
      host: 'a',
    });
  });
});
