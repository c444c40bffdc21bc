import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalog } from '../../src/catalog/index.ts';
import { documentSchema } from '../../src/model/documents/documents.ts';
import type { Cli } from '../support/cli.ts';
import { createKeptCli } from '../support/kept-cli.ts';

let cli: Cli;
beforeAll(() => {
  cli = createKeptCli();
});
afterAll(() => cli.remove());

describe.each(['type list', 'discover'])('`%s` before there is an environment', (command) => {
  const list = (...flags: string[]) => cli([...command.split(' '), ...flags]);

  test('R4 lists every type by its id, with what it is for', async () => {
    const { stdout, stderr } = await list();
    const [header, ...lines] = stdout.trimEnd().split('\n');
    expect([header, stderr]).toEqual(['TYPE\tNAME\tPURPOSE\tSTATUS\tWHAT IT IS FOR', '']);
    expect(lines.map((line) => line.split('\t')[0])).toEqual(catalog.map(({ id }) => id).sort());
    expect(lines).toContain('sftp\tSFTP\texport\tcurrent\tDrops segments and tables as CSV files on an SFTP server');
  });

  test('R4 is a document whose items have exactly the members that others rely on', async () => {
    const document = JSON.parse((await list('-o', 'json')).stdout);
    expect(document).toMatchObject({ apiVersion: 'cinch/v1', kind: 'TypeList', next: null, total: 52 });
    expect(document.items).toHaveLength(52);
    for (const item of document.items) expect(Object.keys(item).join()).toBe(members);
    expect(document.items.find(({ id }: { id: string }) => id === 'inmobi')).toEqual({
      id: 'inmobi',
      name: 'InMobi',
      summary: 'Hands segments and tables to InMobi through a blob container',
      article: 'export-inmobi.md',
      purpose: 'export',
      category: 'advertising',
      status: 'current',
      addable: false,
      usesType: 'azure-blob-storage',
      keyVault: false,
      shareable: false,
    });
  });

  test('all filters hold together', async () => {
    const flags = ['--purpose', 'enrichment', '--category', 'location', '--addable', '--search', 'AZURE'];
    expect((await list(...flags, '-o', 'name')).stdout).toBe('azure-maps\n');
    expect((await list('--search', 'no such thing', '-o', 'json')).stdout).toContain(
      '"items":[],"next":null,"total":0',
    );
  });

  test('sorts by any member, either way', async () => {
    const { stdout } = await list('--purpose', 'miscellaneous', '--sort', 'name:desc', '-o', 'name');
    expect(stdout).toBe('azure-machine-learning\n');
    const names = (await list('--sort', 'name:desc', '-o', 'json')).stdout;
    const shown = JSON.parse(names).items.map(({ name }: { name: string }) => name.toLowerCase());
    expect(shown).toEqual([...shown].sort().reverse());
  });

  test.each([
    [['--sort', 'nam'], 'there is no column `nam`; did you mean `name`?'],
    [['--sort', 'name:up'], '`--sort` takes a column, with :desc for the reverse order'],
    [['--purpose', 'exports'], '`--purpose` takes export, enrichment, miscellaneous; did you mean `export`?'],
    [['--category', 'mail'], '`--category` takes advertising'],
    [['sftp'], 'takes no arguments'],
  ])('%j is refused with what would be taken', async (flags, says) => {
    const { exit, stdout, stderr } = await list(...flags);
    expect([exit, stdout, stderr]).toEqual([2, '', expect.stringContaining(says)]);
  });
});

const members = 'id,name,summary,article,purpose,category,status,addable,usesType,keyVault,shareable';

describe('one type', () => {
  const show = async (type: string) => (await cli.ok(['type', 'show', type, '-o', 'json'])).json();

  test('R7 is shown as a page', async () => {
    const { stdout, stderr } = await cli.ok(['type', 'show', 'sftp']);
    expect(stderr).toBe('');
    expect(stdout).toContain('SFTP  sftp\nDrops segments and tables as CSV files on an SFTP server\n');
    expect(stdout).toContain('  authenticationMethod (Sign in with): choice, default usernamePassword\n');
    expect(stdout).toContain('one of: usernamePassword (user name and password), sshKey (SSH key)\n');
    expect(stdout).toContain('key vault    may fill password\n');
  });

  test('R7 is a document with its fields and its usage in the same shape', async () => {
    const type = await show('sftp');
    expect(Object.keys(type).slice(2, 13).join()).toBe(members);
    expect(type).toMatchObject({
      kind: 'ConnectionType',
      name: 'SFTP',
      status: 'current',
      usesType: null,
      keyVault: true,
      keyVaultFills: ['password'],
      secretFields: ['password', 'privateKey', 'passphrase'],
      consent: 'sends',
      standing: { status: 'current' },
      signIn: 'fields',
      prerequisites: ['An SFTP server and an account on it'],
      notes: expect.arrayContaining(['Writes CSV files only']),
      limits: expect.arrayContaining([{ counts: 'profiles', atMost: 100_000_000, source: 'export-sftp.md' }]),
    });
    expect(type.fields[3]).toEqual({
      key: 'password',
      label: 'Password',
      kind: 'secret',
      secret: true,
      required: true,
      default: null,
      choices: null,
      choiceLabels: null,
      when: { field: 'authenticationMethod', is: 'usernamePassword' },
      help: 'Password of the account',
      example: null,
    });
    expect(type.usage.map(({ key }: { key: string }) => key)).toContain('compression');
  });

  test('every type of the catalog is shown as its schema says, with the members of the list', async () => {
    const { items } = (await cli.ok(['type', 'list', '-o', 'json'])).json();
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
      documentSchema('ConnectionType') as object,
    );
    for (const item of items) {
      const type = await show(item.id);
      expect([item.id, validate(type), validate.errors]).toEqual([item.id, true, null]);
      expect(type).toMatchObject(item);
    }
  });

  test('a type that is not there is not found, and the nearest is named', async () => {
    for (const verb of ['show', 'schema']) {
      const ran = await cli(['type', verb, 'SFPT', '-o', 'json']);
      expect([ran.exit, ran.stdout]).toEqual([6, '']);
      expect(JSON.parse(ran.stderr)).toMatchObject({
        code: 'not_found',
        detail: 'there is no connection type `SFPT`; did you mean `sftp`?',
        fix: ['cinch type list'],
      });
    }
  });

  test('its JSON Schema is printed, for a person and for a program alike', async () => {
    const { stdout } = await cli.ok(['type', 'schema', 'sftp']);
    const schema = (await cli.ok(['type', 'schema', 'sftp', '-o', 'json'])).json();
    expect(JSON.parse(stdout)).toEqual(schema);
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(Object.keys(schema.properties)).toEqual(['settings', 'secrets']);
  });
});
