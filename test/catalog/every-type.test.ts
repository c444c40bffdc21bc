import { describe, expect, test } from '@jest/globals';
import { catalog } from '../../src/catalog/index.ts';
import { check, misplacedSecrets } from '../../src/fields/check.ts';
import { exampleOf, exampleSettings } from '../../src/fields/example.ts';
import { ownApp } from '../../src/fields/own-app.ts';
import { visible } from '../../src/fields/visible.ts';
import { declarationsOf, fieldsOf, typeOf, types } from './every.ts';

describe.each(types.map((type) => [type.id, type] as const))('%s', (id, type) => {
  const fields = fieldsOf(type);
  const entry = catalog.find((line) => line.id === id);

  test('has a line in the index that tells the same as its declaration', () => {
    const { load, ...line } = entry ?? { load: undefined };

    expect(line).toEqual({
      id: type.id,
      label: type.label,
      summary: type.summary,
      article: type.article,
      purpose: type.purpose,
      category: type.category,
      status: type.standing.status,
      addable: type.addable,
      usesType: type.usesType ?? null,
      keyVault: type.keyVault !== undefined,
      shareable: type.shareable,
    });
  });

  test('is summed up in one line that begins with what it does', () => {
    expect(type.summary).toMatch(/^[A-Z][a-z]+s /);
    expect(type.summary.length).toBeLessThan(75);
  });

  test('speaks in short sentences without a period and without orders', () => {
    const sentences = [
      type.summary,
      ...fields.flatMap(({ field }) => [field.label, field.help]),
      ...(type.prerequisites ?? []),
      ...(type.notes ?? []),
    ];

    expect(sentences.filter((sentence) => sentence.length > 110)).toEqual([]);
    expect(sentences.filter((sentence) => !/^\p{Lu}\S*( \S+)*[^.\s]$/u.test(sentence))).toEqual([]);
    expect(sentences.filter((sentence) => /\b(please|select|enter|click|simply|license)\b/i.test(sentence))).toEqual(
      [],
    );
    expect(new Set(type.notes).size).toBe(type.notes?.length ?? 0);
  });

  test('heads its fields in sentence case', () => {
    const names = /^(ID|API|REST|DUNS|Campaign|Manager|Private|Link)$/;
    const words = fields.flatMap(({ field }) => field.label.split(' ').slice(1));

    expect(words.filter((word) => /^\p{Lu}/u.test(word) && !names.test(word))).toEqual([]);
    expect(fields.filter(({ field }) => field.label.length > 45)).toEqual([]);
  });

  test('makes a field depend only on values of a field asked before it', () => {
    for (const { where, key, field, among } of fields) {
      if (field.when === undefined) continue;
      const other = among[field.when.field];
      const values =
        other?.kind === 'choice'
          ? other.choices.map((choice) => choice.value)
          : other?.kind === 'switch'
            ? [true, false]
            : [];

      const keys = Object.keys(among);
      expect([where, keys.indexOf(field.when.field) < keys.indexOf(key)]).toEqual([where, true]);
      expect([where, values]).toEqual([where, expect.arrayContaining([field.when.is].flat())]);
    }
  });

  test('gives every choice distinct values and a default among them', () => {
    for (const { where, field } of fields) {
      if (field.kind !== 'choice') continue;
      const values = field.choices.map((choice) => choice.value);
      expect([where, new Set(values).size]).toEqual([where, values.length]);
      expect([where, values]).toEqual([where, expect.arrayContaining([field.default ?? values[0]])]);
    }
  });

  test.each(declarationsOf(type))('accepts the examples of its %s, together and one by one', (_name, among) => {
    expect(check(among, exampleSettings(among))).toMatchObject({ ok: true });
    for (const [key, field] of Object.entries(among)) {
      const { when, ...alone } = field;
      const example = exampleOf(field);
      if (field.kind !== 'secret')
        expect([key, check({ [key]: alone }, { [key]: example })]).toMatchObject([key, { ok: true }]);
    }
  });

  test('shows an example for every text, list or number that is asked', () => {
    const typed = fields.filter(({ field }) => ['text', 'list', 'number'].includes(field.kind));

    expect(typed.filter(({ field }) => field.example === undefined).map(({ where }) => where)).toEqual([]);
  });

  test('keeps everything that looks like a secret as one', () => {
    const secretWord = /(?:^|[a-z])(?:key|secret|password|token|passphrase)$/i;
    const looking = fields.filter(({ key }) => secretWord.test(key));

    expect(looking.filter(({ field }) => field.kind !== 'secret').map(({ where }) => where)).toEqual([]);
  });

  test('asks an export or enrichment for no secret', () => {
    expect(Object.values(type.usage).filter((field) => field.kind === 'secret')).toEqual([]);
  });

  test('lets the key vault fill secrets only (R28)', () => {
    for (const key of type.keyVault?.fills ?? []) expect([key, type.fields[key]?.kind]).toEqual([key, 'secret']);
  });

  test('marks every field that says where a secret goes (D14)', () => {
    const places = ['hostname', 'host-with-port', 'sftp-url', 'https-url', 'storage-account', 'region', 'tenant'];
    const unmarked = Object.entries(type.fields).filter(
      ([, field]) => field.kind === 'text' && places.includes(field.format ?? '') && field.target !== true,
    );

    expect(unmarked).toEqual([]);
    expect(Object.values(type.usage).filter((field) => field.target === true)).toEqual([]);
  });

  test('signs in by an own app exactly where the service has a browser sign-in (D17)', () => {
    const last = Object.keys(type.fields).slice(-3);

    expect(JSON.stringify(last) === JSON.stringify(Object.keys(ownApp))).toBe(type.signIn === 'browser');
    expect(type.signIn === 'none').toBe(!type.addable);
  });

  test('asks agreement exactly where a connection is saved (R9)', () => {
    expect(type.consent === 'none').toBe(!type.addable);
  });

  test('asks nothing where nothing is set up here', () => {
    expect(type.addable || Object.keys({ ...type.fields, ...type.usage }).length === 0).toBe(true);
  });

  test('asks for an expected figure exactly where a limit judges it', () => {
    const judged = (counts: string) => type.addable && (type.limits ?? []).some((limit) => limit.counts === counts);

    expect(['profiles' in type.usage, 'segmentMembers' in type.usage]).toEqual([
      judged('profiles'),
      judged('segmentMembers'),
    ]);
  });

  test('names the page of each limit, and a figure', () => {
    for (const limit of type.limits ?? []) {
      expect(limit.source).toMatch(/^[\w-]+\.md$/);
      expect(limit.atMost ?? limit.atLeast).toBeGreaterThan(0);
    }
  });

  test('refuses an unknown field and names the nearest one', () => {
    for (const [key, field] of Object.entries(type.fields)) {
      const mistyped = key.slice(0, -1);
      const known = Object.keys(type.fields);
      const found =
        field.kind === 'secret' && !known.includes(mistyped)
          ? misplacedSecrets(type.fields, {}, [mistyped])
          : issuesOf(check(type.fields, { [mistyped]: 'x' }, 'partial'));

      expect(found).toEqual([
        expect.objectContaining({ code: 'unknown', message: expect.stringContaining(`\`${key}\``) }),
      ]);
    }
  });

  test('refuses a secret that is given as a setting', () => {
    for (const [key, field] of Object.entries(type.fields)) {
      if (field.kind !== 'secret') continue;
      expect(issuesOf(check(type.fields, { [key]: 'x' }, 'partial'))).toEqual([
        expect.objectContaining({ code: 'secret-as-setting', path: key }),
      ]);
    }
  });

  test('asks at least one thing of a connection', () => {
    expect(visible(type.fields, {}).length > 0).toBe(type.addable);
  });
});

test('a type that serves another one can itself be added', () => {
  const servants = types.flatMap((type) => (type.usesType === undefined ? [] : [typeOf(type.usesType)]));

  expect(servants.map((type) => type.id)).toEqual(['azure-blob-storage', 'azure-blob-storage']);
  expect(servants.every((type) => type.addable)).toBe(true);
});

test('ids and labels are unique', () => {
  expect(new Set(types.map((type) => type.id)).size).toBe(types.length);
  expect(new Set(types.map((type) => type.label.toLowerCase())).size).toBe(types.length);
});

test('the types of the platform’s own vendor are known as such (R8)', () => {
  expect(types.filter((type) => type.vendor === true).map((type) => type.id)).toEqual([
    'azure-blob-storage',
    'azure-data-lake-storage-gen2',
    'azure-synapse-analytics',
    'dynamics-365-marketing',
    'dynamics-365-sales',
    'microsoft-advertising',
    'power-apps',
    'power-automate',
    'power-bi',
    'microsoft-teams-bot',
    'azure-maps',
    'microsoft-brands',
    'microsoft-interests',
    'enhanced-addresses',
    'enhanced-company-data',
    'account-engagement',
    'azure-machine-learning',
  ]);
});

function issuesOf(checked: ReturnType<typeof check>) {
  return checked.ok ? [] : checked.issues;
}
