import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { migrations } from '../../../src/service/store/schema.ts';
import { refused } from '../../contract/stage.ts';
import { copyOf } from '../../contract/sync-stage.ts';
import { doorTo, type FurnishedStore, furnishedStore } from './furnished-store.ts';

const step = ['CREATE TABLE marks (at TEXT NOT NULL)', "INSERT INTO marks VALUES ('once')"];
const steps = [...migrations, step];
const upgrade = fileURLToPath(new URL('./children/upgrade.ts', import.meta.url));

describe('a store of an older format', () => {
  let store: FurnishedStore;
  const folder = mkdtempSync(join(tmpdir(), 'cinch-format-'));
  let path: string;
  let copies = 0;
  beforeAll(async () => {
    store = await furnishedStore();
  });
  beforeEach(() => {
    path = join(folder, `${++copies}.db`);
    copyFileSync(store.path, path);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const look = (file: string, sql: string) => {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      return database
        .prepare(sql)
        .all()
        .map((row) => Object.values(row)[0]);
    } finally {
      database.close();
    }
  };
  const beside = () => readdirSync(folder).filter((file) => file.startsWith(`${copies}.db.`));

  test('is brought to the newest one when it is first opened, with everything in it', async () => {
    const before = doorTo(path);
    const seen = await before.query('connection.list', {});
    await before.close();

    const after = doorTo(path, { steps });

    expect(await after.query('connection.list', {})).toEqual(seen);
    await after.close();
    expect(look(path, 'PRAGMA user_version')).toEqual([steps.length]);
    expect(look(path, 'SELECT at FROM marks')).toEqual(['once']);
  });

  test('of the first format, which knew of no sign-in, no test, no token and no copy, is whole once it is brought up', async () => {
    const before = doorTo(path);
    const seen = await before.query('connection.list', {});
    await before.close();
    const database = new DatabaseSync(path);
    for (const column of ['sign_in_expires', 'tested']) database.exec(`ALTER TABLE connections DROP COLUMN ${column}`);
    database.exec('DROP INDEX users_principal; ALTER TABLE users DROP COLUMN principal');
    database.exec('DROP TABLE tokens; ALTER TABLE environment DROP COLUMN tokens');
    database.exec('DROP TABLE sync_base');
    database.exec('PRAGMA user_version = 1');
    database.close();

    const after = doorTo(path);

    expect(await after.query('connection.list', {})).toEqual(seen);
    expect((await after.query('store.check', {})).findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
    await after.close();
  });

  test('of the fourth format, which knew of no copies, is whole once it is brought up, and can become one', async () => {
    const before = doorTo(path);
    const seen = await before.query('audit.list', {});
    await before.close();
    const database = new DatabaseSync(path);
    database.exec('DROP TABLE sync_base; PRAGMA user_version = 4');
    database.close();

    const after = doorTo(path);

    expect(await after.query('audit.list', {})).toEqual(seen);
    const base = [{ kind: 'export', id: 'id-gone', content: null }] as const;
    const { here } = copyOf();
    await after.apply([{ change: 'sync.keep', copyOf: copyOf(), base, after: here }]);
    expect((await after.query('sync.base', { kind: 'export' })).items).toEqual(base);
    expect((await after.query('store.check', {})).findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
    await after.close();
    expect(beside()).toEqual([`${copies}.db.format-4`]);
  });

  test('is kept as it was beside the new one, whole and for its owner alone', async () => {
    const umask = process.umask(0);
    try {
      const door = doorTo(path, { steps });
      await door.query('whoami', {});
      await door.close();
    } finally {
      process.umask(umask);
    }

    const copy = `${path}.format-${migrations.length}`;
    expect(beside()).toEqual([`${copies}.db.format-${migrations.length}`]);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(look(copy, 'PRAGMA user_version')).toEqual([migrations.length]);
    expect(look(copy, 'SELECT name FROM connections ORDER BY name')).toEqual(
      look(path, 'SELECT name FROM connections ORDER BY name'),
    );
    expect(look(copy, 'PRAGMA integrity_check')).toEqual(['ok']);
  });

  test('that cannot be brought further stays as it was, copy included', async () => {
    const door = doorTo(path, { steps: [...migrations, ['CREATE TABLE marks (at TEXT)', 'nonsense']] });

    await refused(door.query('whoami', {}), 'store.damaged');

    await door.close();
    expect(look(path, 'PRAGMA user_version')).toEqual([migrations.length]);
    expect(look(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'marks'")).toEqual([0]);
    expect(look(`${path}.format-${migrations.length}`, 'PRAGMA integrity_check')).toEqual(['ok']);
  });

  test('that several processes find at once is brought further once', async () => {
    const ended = await Promise.all(
      ['read', 'write', 'read', 'write'].map((how) => {
        const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', upgrade, path, how], {
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        return Promise.all([text(child.stdout), text(child.stderr)]);
      }),
    );

    expect(ended).toEqual(Array(4).fill(['1', '']));
    expect(look(path, 'SELECT at FROM marks')).toEqual(['once']);
    expect(beside()).toEqual([`${copies}.db.format-${migrations.length}`]);
    expect(look(`${path}.format-${migrations.length}`, 'PRAGMA user_version')).toEqual([migrations.length]);
  });

  test('is refused where it is newer than this program, by looking and by changing, and is left alone', async () => {
    const newer = doorTo(path, { steps });
    await newer.query('whoami', {});
    await newer.close();

    const door = doorTo(path);
    const found = await refused(door.query('whoami', {}), 'store.newer');
    await refused(door.apply([{ change: 'user.add', name: 'new', role: 'viewer' }]), 'store.newer');
    await door.close();

    expect(found.detail).toContain(`format ${steps.length}, and this cinch knows up to ${migrations.length}`);
    expect(look(path, 'PRAGMA user_version')).toEqual([steps.length]);
  });
});
