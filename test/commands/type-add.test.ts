import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { preparedKept } from '../support/kept-cli.ts';
import type { Prepared } from '../support/prepared.ts';
import { canary, drop, people, terms } from './furniture.ts';

const loyalty = `
id: loyalty
label: Loyalty
purpose: export
summary: Sends members to the loyalty service
fields:
  endpoint: { kind: text, label: Endpoint, help: Where it listens, format: https-url, target: true }
  region:
    { kind: choice, label: Region, help: Where the data lies, choices: [{ value: eu, label: EU }, { value: us, label: US }], default: eu }
  noProxy: { kind: text, label: No proxy, help: Hosts without a proxy, optional: true }
  apiKey: { kind: secret, label: API key, help: Key of the account }
`;
const newer = loyalty.replace('Where it listens', 'Where it hears');
const untargeted = loyalty.replace(', target: true', '');

let cli: Prepared;

beforeEach(async () => {
  // With a secret sealed already, no run has to make the first key, which is costly on purpose.
  cli = await preparedKept([...people, drop('Another')]);
});
afterEach(() => cli.remove());

test('a type is brought, listed, shown and used like one of the catalog', async () => {
  const { stdout, stderr } = await add(loyalty);
  expect([stdout, stderr]).toEqual([
    'created  type loyalty  (revision 1)\n',
    'environment local\nhint: cinch type show loyalty\n',
  ]);
  const { items } = (await cli.ok(['discover', '--search', 'loyal', '-o', 'json'])).json();
  expect(items).toEqual([
    expect.objectContaining({ id: 'loyalty', name: 'Loyalty', addable: true, shareable: true, keyVault: false }),
  ]);
  expect((await cli.ok(['type', 'show', 'loyalty'])).stdout).toContain('  apiKey (API key): secret, required\n');
  expect((await cli.ok(['type', 'schema', 'loyalty', '-o', 'json'])).json().properties.settings.required).toEqual([
    'endpoint',
  ]);
  await connect('Members', '--region', 'us', '--no-proxy', 'intranet');
  const { settings } = (await cli.ok(['connection', 'show', 'members', '-o', 'json'])).json();
  expect(settings).toEqual({ endpoint: 'https://api.loyalty.example', region: 'us', noProxy: 'intranet' });
  expect((await cli(['connection', 'add', 'loyalty', 'Again', '--api-key', canary])).exit).toBe(2);
});

test('the declaration comes from standard input as well, in YAML or JSON', async () => {
  const json = { id: 'crm', label: 'CRM', purpose: 'export', summary: 'Sends people', fields: {} };
  const ran = await cli(['type', 'add', '-', '-o', 'json'], { input: JSON.stringify(json) });
  expect(ran.json()).toMatchObject({
    kind: 'ChangeResult',
    result: 'created',
    changes: [{ kind: 'type', name: 'crm' }],
  });
});

test('the same again is unchanged, another one is a conflict, and --if-exists decides', async () => {
  await add(loyalty);
  expect((await add(loyalty)).stdout).toBe('unchanged  type loyalty  (revision 1)\n');
  const conflict = await add(newer);
  expect([conflict.exit, conflict.stderr]).toEqual([7, expect.stringContaining('hint: --if-exists update\n')]);
  expect((await add(newer, '--if-exists', 'skip')).stdout).toMatch(/^unchanged/);
  expect((await add(newer, '--if-exists', 'update')).stdout).toBe('updated  type loyalty  (declaration; revision 2)\n');
  expect((await add(loyalty, '--if-exists', 'update', '--if-revision', '1')).exit).toBe(7);
});

test('a dry run brings nothing', async () => {
  expect((await add(loyalty, '--dry-run')).stdout).toContain('would create  type loyalty');
  expect((await cli(['type', 'show', 'loyalty'])).exit).toBe(6);
});

test('D14 a declaration with other targets asks to keep the stored secrets, as a moderate question', async () => {
  await add(loyalty);
  await connect('Members');
  const refused = await add(untargeted, '--if-exists', 'update');
  expect([refused.exit, refused.stderr]).toEqual([3, expect.stringContaining('hint: --keep-secrets --yes\n')]);
  expect(refused.stderr).not.toContain('--secret apiKey');
  const asked = await add(untargeted, '--if-exists', 'update', '--keep-secrets');
  expect([asked.exit, asked.stderr]).toEqual([3, expect.stringContaining('--if-exists update --keep-secrets --yes\n')]);
  expect((await add(untargeted, '--if-exists', 'update', '--keep-secrets', '--yes')).stdout).toMatch(/^updated/);
  expect(cli.printed() + cli.kept()).not.toContain(canary);
});

test('everything that is wrong with a declaration is told at once, by its path', async () => {
  const ran = await add(
    'id: No Id\nlabel: 5\nbogus: 1\n__proto__: { a: 1 }\nfields: { k: { kind: secret, label: K, help: h, default: x } }\n',
    '-o',
    'json',
  );
  expect([ran.exit, ran.stdout]).toEqual([2, '']);
  const { code, issues } = JSON.parse(ran.stderr);
  expect(code).toBe('input.refused');
  const messages = issues.map(({ message }: { message: string }) => message).join('\n');
  for (const says of [
    '`bogus`',
    '`__proto__`',
    '`purpose` is missing',
    '`summary` is missing',
    '`id` has to be written as',
    '`label` has to be a text',
    '`fields.k` has to be without `default`, which has no meaning there',
  ])
    expect(messages).toContain(says);
  expect(issues.every(({ flag }: { flag?: string }) => flag === undefined)).toBe(true);
});

test.each([
  [
    'a secret that is declared as text',
    'password: { kind: text, label: Password, help: h }',
    'has to be of kind `secret`',
  ],
  [
    'a condition that leads nowhere',
    'one: { kind: text, label: One, help: h, when: { field: two, is: x } }',
    'conditional on a field that is declared too',
  ],
  ['a key that is no key', 'Two-Words: { kind: text, label: One, help: h }', '`fields`'],
  ['a kind that is none', 'one: { kind: blob, label: One, help: h }', '`fields.one'],
])('%s is refused', async (_, field, says) => {
  const { exit, stderr } = await add(`id: own\nlabel: Own\npurpose: export\nsummary: s\nfields:\n  ${field}\n`);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(says)]);
});

test.each([
  ['a key twice', `id: a\nlabel: x\nid: ${canary}\n`, 'line 3, column 1: the same key is there twice'],
  ['a tab', `id: a\nfields:\n\t${canary}: 1\n`, 'line 3, column 1: a tab stands where spaces have to'],
  ['a quote too few', `id: "${canary}\n`, 'line 1, column 5: a bracket, quote or comma is missing'],
  ['loose text', `id: a\n${canary}\nb: 1\n`, 'line 2, column 1: '],
  ['a second document', `id: a\n---\nid: ${canary}\n`, 'line 2, column 1: a second document begins'],
  ['a tag', `id: !!binary ${canary}\n`, 'line 1, column 5: a tag is not known'],
  ['a tag of its own', `id: !${canary} x\n`, 'line 1, column 5: a tag is not known'],
  ['an alias without anchor', `id: *${canary}\n`, 'aliases that lead nowhere'],
  ['nesting without end', `id: ${'['.repeat(20_000)}`, 'nests too deeply'],
  [
    'a bomb of aliases',
    `a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n`,
    'aliases that lead nowhere or multiply',
  ],
])('%s in YAML is refused by its place, and never quoted', async (_, yaml, says) => {
  const { exit, stdout, stderr } = await add(yaml);
  expect([exit, stdout, stderr]).toEqual([2, '', expect.stringContaining(says)]);
  expect(stderr).not.toContain(canary);
  expect((await add(yaml, '-o', 'json')).stderr).not.toContain(canary);
});

test('an anchor may be used again', async () => {
  const yaml =
    'id: own\nlabel: Own\npurpose: export\nsummary: s\nfields:\n  one: &one { kind: text, label: One, help: h }\n  two: *one\n';
  expect((await add(yaml)).stdout).toBe('created  type own  (revision 1)\n');
});

test('a file that is not there, or holds nothing, is refused', async () => {
  const gone = await cli(['type', 'add', 'nowhere.yaml']);
  expect([gone.exit, gone.stderr]).toEqual([2, 'error: `nowhere.yaml` is not there\nhint: cinch type add --help\n']);
  expect((await add('')).exit).toBe(2);
});

test('a type of the catalog is neither replaced nor removed', async () => {
  const replaced = await add(loyalty.replace('id: loyalty', 'id: sftp'), '--if-exists', 'update');
  const removed = await cli(['type', 'remove', 'sftp', '--yes']);
  for (const { exit, stderr } of [replaced, removed])
    expect([exit, stderr]).toEqual([2, expect.stringContaining("`sftp` is one of the catalog's own types")]);
});

test('R5 only administrators bring and remove types', async () => {
  await add(loyalty);
  for (const user of ['chloe', 'vic', 'audrey']) {
    expect((await add(newer, '--if-exists', 'update', '--as', user)).exit).toBe(5);
    for (const type of ['loyalty', 'sftp', 'nothing']) {
      const { exit, stderr } = await cli(['type', 'remove', type, '--as', user]);
      expect([exit, stderr]).toEqual([5, expect.stringContaining('`type remove` needs an administrator')]);
    }
    await cli.ok(['type', 'show', 'loyalty', '--as', user]);
  }
});

test('removing a type is a moderate question', async () => {
  await add(loyalty);
  const asked = await cli(['type', 'remove', 'loyalty']);
  expect([asked.exit, asked.stderr]).toEqual([3, expect.stringContaining('hint: cinch type remove loyalty --yes\n')]);
  expect((await cli.ok(['type', 'remove', 'loyalty', '--dry-run'])).stdout).toContain('would remove  type loyalty');
  expect((await cli.ok(['type', 'remove', 'loyalty', '--yes', '-o', 'json'])).json().result).toBe('removed');
  expect((await cli(['type', 'remove', 'loyalty', '--yes'])).exit).toBe(6);
});

test('a type that a connection uses stays', async () => {
  await add(loyalty);
  await connect('Members');
  const { exit, stderr } = await cli(['type', 'remove', 'loyalty', '--yes']);
  expect([exit, stderr]).toEqual([8, expect.stringContaining('hint: cinch connection list --type loyalty\n')]);
});

function add(declaration: string, ...flags: string[]) {
  writeFileSync(join(cli.home, 'declared.yaml'), declaration);
  return cli(['type', 'add', 'declared.yaml', ...flags]);
}

const connect = (displayName: string, ...flags: string[]) =>
  cli.ok(
    [
      'connection',
      'add',
      'loyalty',
      displayName,
      '--endpoint',
      'https://api.loyalty.example',
      '--secret',
      'apiKey=env:KEY',
      '--accept-terms',
      terms,
      ...flags,
    ],
    { env: { KEY: canary } },
  );
