import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Change } from '../../src/model/change.ts';
import { type Cli, createCli, type RunOptions } from '../support/cli.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

const terms = '2026-11';
const many: readonly Change[] = Array.from({ length: 130 }, (_, at) => ({
  change: 'connection.add',
  type: 'mailchimp',
  displayName: `Many ${String(at).padStart(3, '0')}`,
  terms,
}));
const furniture: readonly Change[] = [
  { change: 'connection.add', type: 'mailchimp', displayName: 'Closed', terms },
  { change: 'connection.add', type: 'mailchimp', displayName: 'Open', terms, share: ['contributors'] },
  {
    change: 'type.add',
    declaration: {
      id: 'own-crm',
      label: 'Own CRM',
      purpose: 'export',
      summary: 'A service of our own',
      fields: {
        host: { kind: 'text', label: 'Host', help: 'Where it is', target: true },
        pace: {
          kind: 'choice',
          optional: true,
          label: 'Pace',
          help: 'How fast',
          choices: [{ value: 'slow', label: 'Slowly' }],
        },
        token: { kind: 'secret', optional: true, label: 'Token', help: 'Its key' },
      },
    },
  },
  { change: 'connection.add', type: 'own-crm', displayName: 'Customers', settings: { host: 'h.example' }, terms },
  { change: 'user.add', name: 'chloe', role: 'contributor' },
  { change: 'user.add', name: 'vic', role: 'viewer' },
  { change: 'export.add', displayName: 'Nightly', connection: 'closed' },
  ...many,
];

let cli: Prepared;
beforeAll(async () => {
  cli = await prepared(furniture);
});
afterAll(() => cli.remove());

async function offered(program: Cli, words: readonly string[], options: RunOptions = {}): Promise<readonly string[]> {
  const { exit, stdout, stderr } = await program(['__complete', ...words], options);
  expect({ words, exit, stderr }).toEqual({ words, exit: 0, stderr: '' });
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0] as string);
}

/** Every file below a folder with its content and mode, as one text. */
function everythingIn(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode } = statSync(path);
      return `${path} ${mode} ${entry.isFile() ? readFileSync(path).toString('base64') : ''}`;
    })
    .sort()
    .join('\n');
}

describe('a Tab in an environment', () => {
  test('offers the names that are there, with what people call them', async () => {
    const { stdout } = await cli(['__complete', 'connection', 'show', 'c']);

    expect(stdout).toBe('closed\tClosed\ncustomers\tCustomers\n');
    expect(await offered(cli, ['user', 'edit', ''])).toEqual(expect.arrayContaining(['chloe', 'vic']));
    expect(await offered(cli, ['environment', 'use', ''])).toEqual(['local']);
    expect(await offered(cli, ['connection', 'list', '--as', 'ch'])).toEqual(['chloe']);
    expect(await offered(cli, ['connection', 'list', '--as=ch'])).toEqual(['--as=chloe']);
    expect(await offered(cli, ['connection', 'list', '-e', ''])).toEqual(['local']);
    expect(await offered(cli, ['connection', 'remove', 'closed', '--exports', 'n'])).toEqual(['nightly=']);
  });

  test('knows the types of its own, their fields and their choices', async () => {
    expect(await offered(cli, ['connection', 'add', 'own'])).toEqual(['own-crm']);
    expect(await offered(cli, ['type', 'remove', ''])).toEqual(['own-crm']);
    expect(await offered(cli, ['connection', 'add', 'own-crm', 'X', '--ho'])).toEqual(['--host']);
    expect(await offered(cli, ['connection', 'add', 'own-crm', 'X', '--pace', ''])).toEqual(['slow']);
    expect(await offered(cli, ['connection', 'edit', 'customers', '--secret', ''])).toEqual(['token=']);
  });

  test('offers a hundred names at the most, and the last of them', async () => {
    const names = await offered(cli, ['connection', 'show', '']);

    expect([names.length, names[0], names.at(-1)]).toEqual([100, 'closed', 'open']);
    expect(await offered(cli, ['connection', 'show', 'many-12'])).toHaveLength(10);
  });

  test('R12 D5 offers nobody more than their lists show', async () => {
    const { auditHead } = await cli.door.query('environment.show', {});

    expect(await offered(cli, ['connection', 'show', '--as', 'chloe', ''])).toEqual(['open']);
    expect(await offered(cli, ['--as', 'chloe', 'connection', 'show', ''])).toEqual(['open']);
    expect(await offered(cli, ['--as', 'chloe', 'connection', 'edit', 'closed', '--audi'])).toEqual([]);
    expect(await offered(cli, ['--as', 'chloe', 'user', 'edit', ''])).toEqual([]);
    expect(await offered(cli, ['--as', 'vic', 'connection', 'show', ''])).toEqual([]);
    expect(await offered(cli, ['--as', 'vic', 'export', 'show', ''])).toEqual(['nightly']);
    expect(await offered(cli, ['--as', 'nobody', 'connection', 'show', ''])).toEqual([]);
    expect((await cli.door.query('environment.show', {})).auditHead).toBe(auditHead);
  });

  test('goes by the line, the variable and the preference, as the command would', async () => {
    const show = ['connection', 'show', 'c'];

    expect(await offered(cli, ['-e', 'elsewhere', ...show])).toEqual([]);
    expect(await offered(cli, ['-e', 'local', ...show])).toHaveLength(2);
    expect(await offered(cli, show, { env: { CINCH_ENVIRONMENT: 'elsewhere' } })).toEqual([]);
  });
});

describe('a Tab where something is wrong offers what it can, and says nothing', () => {
  const broken: readonly (readonly [what: string, breaks: (store: string, folder: string) => void])[] = [
    ['a store that is no store', (store) => writeFileSync(store, 'no store')],
    ['an empty store', (store) => writeFileSync(store, '')],
    ['half a store', (store) => writeFileSync(store, readFileSync(store).subarray(0, 9_000))],
    ['a store of another format', (store) => changed(store, 'PRAGMA user_version = 99')],
    ['a store of an older format', (store) => changed(store, 'PRAGMA user_version = 0')],
    ['a record of oneself that was altered', (store) => changed(store, "UPDATE users SET role = 'auditor'")],
    ['a store without tables', (store) => changed(store, 'DROP TABLE connections')],
    ['a store that others can write', (store) => chmodSync(store, 0o666)],
    [
      'a folder in its place',
      (store) => {
        rmSync(store);
        mkdirSync(store);
      },
    ],
    [
      'a link in its place',
      (store, folder) => {
        writeFileSync(join(folder, 'elsewhere'), readFileSync(store));
        rmSync(store);
        symlinkSync(join(folder, 'elsewhere'), store);
      },
    ],
    [
      'a file in place of the folder',
      (_, folder) => {
        rmSync(join(folder, 'environments'), { recursive: true });
        writeFileSync(join(folder, 'environments'), '');
      },
    ],
    ['preferences that cannot be read', (_, folder) => writeFileSync(join(folder, 'preferences.json'), '{"environ')],
    ['no environment', (store) => rmSync(store)],
    ['nothing at all', (_, folder) => rmSync(join(folder, 'environments'), { recursive: true })],
  ];

  test.each(broken)('%s', async (_, breaks) => {
    const other = createCli();
    try {
      const folder = join(other.home, 'environments');
      mkdirSync(folder, { mode: 0o700 });
      const store = join(folder, 'local.db');
      new DatabaseSync(join(cli.home, 'environments', 'local.db')).prepare('VACUUM INTO ?').run(store);
      chmodSync(store, 0o600);
      breaks(store, other.home);
      const before = everythingIn(other.home);

      expect(await offered(other, ['connection', 'show', ''])).toEqual([]);
      expect(await offered(other, ['connection', 'edit', 'closed', '--hel'])).toEqual(['--help']);
      expect(await offered(other, ['connection', 'sho'])).toEqual(['show']);
      expect(await offered(other, ['connection', 'add', 'mailc'])).toEqual(['mailchimp']);
      expect(everythingIn(other.home)).toBe(before);
    } finally {
      other.remove();
    }
  });

  test('no home, an unknown command, and a line that no shell would give', async () => {
    const bare = { env: { HOME: undefined, CINCH_HOME: undefined } };

    expect(await offered(cli, ['connection', 'show', ''], bare)).toEqual([]);
    expect(await offered(cli, ['connection', 'sho'], bare)).toEqual(['show']);
    expect(await offered(cli, ['no', 'such', 'thing', ''])).toEqual([]);
    expect(await offered(cli, [])).toContain('connection');
    expect(await offered(cli, ['--', '--', '--'])).toEqual([]);
    expect(await offered(cli, ['connection', 'show', '--environment'])).toEqual(['--environment']);
  });

  test('a writer that is at work is not waited for, and does not stand in the way', async () => {
    const writer = new DatabaseSync(join(cli.home, 'environments', 'local.db'));
    writer.exec('BEGIN IMMEDIATE');
    try {
      expect(await offered(cli, ['connection', 'show', 'c'])).toEqual(['closed', 'customers']);
    } finally {
      writer.exec('ROLLBACK');
      writer.close();
    }
  });
});

test('a Tab leaves every file as it is, its mode included, and makes none', async () => {
  const store = join(cli.home, 'environments', 'local.db');
  const folder = mkdtempSync(join(tmpdir(), 'cinch-tab-'));
  try {
    mkdirSync(join(folder, 'environments'), { mode: 0o755 });
    new DatabaseSync(store).prepare('VACUUM INTO ?').run(join(folder, 'environments', 'local.db'));
    // As an older cinch, or a copy by hand, leaves it; the next command closes it.
    chmodSync(join(folder, 'environments', 'local.db'), 0o644);
    const before = everythingIn(folder);

    for (const words of [
      ['connection', 'show', ''],
      ['connection', 'edit', 'closed', '--'],
      ['--as', 'vic', 'connection', 'show', ''],
    ])
      await offered(cli, words, { env: { CINCH_HOME: folder } });

    expect(await offered(cli, ['connection', 'show', 'c'], { env: { CINCH_HOME: folder } })).toHaveLength(2);
    expect(everythingIn(folder)).toBe(before);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function changed(store: string, sql: string): void {
  const database = new DatabaseSync(store);
  database.exec(sql);
  database.close();
}
