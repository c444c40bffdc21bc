import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openSqlite } from '../../../src/adapters/sqlite/driver.ts';
import { createLocalEnvironments } from '../../../src/adapters/sqlite/environments.ts';
import type { Problem } from '../../../src/kernel/problem.ts';
import { migrations } from '../../../src/service/store/schema.ts';
import { refused } from '../../contract/stage.ts';
import { doorTo, type FurnishedStore, furnishedStore } from './furnished-store.ts';

const child = (name: string) => fileURLToPath(new URL(`./children/${name}.ts`, import.meta.url));
const quiet = ['--disable-warning=ExperimentalWarning'];
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const addUser = (name: string) => ({ change: 'user.add', name, role: 'viewer' }) as const;

describe('where a store is', () => {
  let store: FurnishedStore;
  let folder: string;
  let path: string;
  const folders: string[] = [];
  beforeAll(async () => {
    store = await furnishedStore();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cinch-place-'));
    folders.push(folder);
    path = join(folder, 'a.db');
    copyFileSync(store.path, path);
  });
  afterAll(async () => {
    await store.close();
    for (const it of folders) rmSync(it, { recursive: true, force: true });
  });
  const thrown = (work: () => unknown): Problem => {
    try {
      work();
    } catch (error) {
      return error as Problem;
    }
    throw new Error('nothing was thrown');
  };

  describe('a disk that is full', () => {
    /** A writer that may use a few pages more than there are, which the engine takes for the end of the disk. */
    const cramped = (pages: number) => {
      const step = [`PRAGMA max_page_count = ${Math.ceil(statSync(path).size / 4096) + pages}`];
      return doorTo(path, { steps: [...migrations, step] });
    };

    test('nothing has changed, and looking still works', async () => {
      const door = cramped(4);
      await door.apply([addUser('small')]);
      const before = [await door.query('user.list', {}), await door.query('audit.verify', {})];
      const many = Array.from({ length: 200 }, (_, at) => addUser(`user-${at}`));

      const found = await refused(door.apply(many), 'store.full');

      expect(found).toMatchObject({
        exit: 12,
        retryable: true,
        detail: expect.stringContaining('nothing has changed'),
      });
      expect([await door.query('user.list', {}), await door.query('audit.verify', {})]).toEqual(before);
      const { findings } = await door.query('store.check', {});
      expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
      await door.close();
    });
  });

  describe('a store that another process holds', () => {
    test('looking works, a change says who is in the way after the time it may wait, and works once it is free', async () => {
      const holder = spawn(process.execPath, [...quiet, child('hold'), path], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      await once(holder.stdout, 'data');
      const door = doorTo(path, { busyMs: 100 });

      expect((await door.query('user.list', {})).total).toBe(3);
      const found = await refused(door.apply([addUser('new')]), 'store.busy');
      holder.stdin.end();
      await once(holder, 'exit');
      await door.apply([addUser('new')]);

      expect(found).toMatchObject({
        exit: 12,
        retryable: true,
        detail: expect.stringContaining('nothing has changed'),
      });
      expect((await door.query('user.list', {})).total).toBe(4);
      await door.close();
    });

    test('a refusal stands also where it cannot be written down', async () => {
      const database = new DatabaseSync(path);
      database.exec('BEGIN IMMEDIATE');
      const door = doorTo(path, { account: 'vic', busyMs: 20 });

      await refused(door.query('connection.list', {}), 'forbidden');

      database.close();
      await door.close();
    });
  });

  describe('a store that cannot be written', () => {
    const asOther = async (target: string) => {
      const scratch = join(mkdtempSync(join(tmpdir(), 'cinch-scratch-')), 'a.db');
      folders.push(dirname(scratch));
      copyFileSync(store.path, scratch);
      const run = spawn(process.execPath, [...quiet, child('as-nobody'), target, scratch], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [out, error] = await Promise.all([text(run.stdout), text(run.stderr)]);
      if (out === '') throw new Error(error);
      const { allowed, tried } = JSON.parse(out) as { allowed: object; tried: { changed?: string } };
      expect(allowed).toEqual({ looked: 3, changed: 'created', refused: 'forbidden', again: 4 });
      return tried;
    };
    const give = (mode: { file: number; folder: number }) => {
      if (isRoot) for (const it of [folder, path]) chownSync(it, nobody, nobody);
      chmodSync(path, mode.file);
      chmodSync(folder, mode.folder);
    };

    test.each([
      ['file', { file: 0o400, folder: 0o700 }],
      ['folder', { file: 0o600, folder: 0o500 }],
      ['file and folder', { file: 0o400, folder: 0o500 }],
    ])(
      'a read-only %s can be looked at, refusals stand, and a change says that it cannot be written',
      async (_, mode) => {
        give(mode);

        const tried = await asOther(path);

        expect(['store.read_only', 'store.unreachable']).toContain(tried.changed);
        expect(tried).toEqual({
          looked: 3,
          changed: tried.changed,
          refused: 'forbidden',
          again: 3,
        });
        chmodSync(folder, 0o700);
      },
    );

    test('what was written last and is still in the journal is never left out', async () => {
      const door = doorTo(path);
      await door.apply([addUser('late')]);
      const crashed = join(folder, 'crashed');
      mkdirSync(crashed, { mode: 0o700 });
      for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, join(crashed, `a.db${end}`));
      await door.close();
      if (isRoot)
        for (const it of [folder, crashed, ...['', '-wal'].map((end) => join(crashed, `a.db${end}`))])
          chownSync(it, nobody, nobody);
      chmodSync(crashed, 0o500);

      expect(await asOther(join(crashed, 'a.db'))).toMatchObject({ again: 'store.unreachable' });
      chmodSync(crashed, 0o700);
    });

    test('a folder that cannot be entered is told as that, not as an empty one', async () => {
      give({ file: 0o600, folder: 0o000 });

      expect(await asOther(path)).toEqual({ opened: 'store.unreachable' });
      chmodSync(folder, 0o700);
    });
  });

  describe('a store that may have been planted', () => {
    test('a symbolic link is not followed, to a file or to a folder', () => {
      const link = join(folder, 'link.db');
      symlinkSync(path, link);
      const linked = `${folder}-linked`;
      folders.push(linked);
      symlinkSync(folder, linked);

      expect(thrown(() => openSqlite({ path: link }))).toMatchObject({
        code: 'store.untrusted',
        exit: 12,
        detail: expect.stringContaining('is a symbolic link'),
      });
      expect(thrown(() => createLocalEnvironments(linked, 0).list())).toMatchObject({ code: 'store.untrusted' });
    });

    test('a folder in place of a file, and a file in place of a folder, are refused', () => {
      expect(thrown(() => openSqlite({ path: folder }))).toMatchObject({ code: 'store.untrusted' });
      expect(thrown(() => createLocalEnvironments(path, 0).list())).toMatchObject({ code: 'store.untrusted' });
    });

    (isRoot ? test : test.skip)('what belongs to another user is refused', () => {
      chownSync(path, nobody, nobody);
      expect(thrown(() => openSqlite({ path }))).toMatchObject({ code: 'store.untrusted' });

      chownSync(folder, nobody, nobody);
      expect(thrown(() => createLocalEnvironments(folder, 0).list())).toMatchObject({ code: 'store.untrusted' });
    });

    test('what others could read is closed to them before it is used', () => {
      chmodSync(path, 0o644);
      chmodSync(folder, 0o755);

      openSqlite({ path });
      createLocalEnvironments(folder, 0).list();

      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    });
  });

  describe('what is no store', () => {
    test.each([
      ['text', () => writeFileSync(path, 'this is no database, however long it may go on and on '.repeat(40))],
      ['nothing', () => truncateSync(path, 0)],
      ['half a store', () => truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096)],
      [
        'a database of something else',
        () => {
          rmSync(path);
          const database = new DatabaseSync(path);
          database.exec('CREATE TABLE things (id TEXT); PRAGMA user_version = 1');
          database.close();
        },
      ],
    ])('%s is named as damage, by looking and by changing', async (_, spoil) => {
      spoil();
      const door = doorTo(path);

      await refused(door.query('connection.list', {}), 'store.damaged');
      await refused(door.apply([addUser('new')]), 'store.damaged');

      await door.close();
    });
  });

  describe('the local environments', () => {
    const seedNothing = async () => {};

    test('everything that is made is for its owner alone, whatever the umask', async () => {
      const umask = process.umask(0);
      try {
        const local = createLocalEnvironments(join(folder, 'new', 'environments'), 100);
        await local.make('test', 'draft', seedNothing);
        const driver = local.open('test');
        await driver.write(async (session) => session.run('DELETE FROM users'));
        await driver.backup(join(folder, 'copy.cinch-backup'));
        expect(statSync(join(folder, 'new', 'environments')).mode & 0o777).toBe(0o700);
        const files = readdirSync(join(folder, 'new', 'environments'));
        expect(files.sort()).toEqual(['test.db', 'test.db-shm', 'test.db-wal']);
        for (const file of files) expect(statSync(join(folder, 'new', 'environments', file)).mode & 0o777).toBe(0o600);
        expect(statSync(join(folder, 'copy.cinch-backup')).mode & 0o777).toBe(0o600);
        await driver.close();
      } finally {
        process.umask(umask);
      }
    });

    test('making one that is there already makes nothing and leaves it as it is', async () => {
      const local = createLocalEnvironments(folder, 100);
      const before = readFileSync(path);

      expect(await local.make('a', 'draft', seedNothing)).toBe(false);
      expect(await local.make('b', 'draft', seedNothing)).toBe(true);

      expect(readFileSync(path)).toEqual(before);
      expect(local.list()).toEqual(['a', 'b']);
    });

    test('one that fails on the way is not there, and leaves nothing behind', async () => {
      const local = createLocalEnvironments(folder, 100);

      await expect(local.make('b', 'draft', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');

      expect(readdirSync(folder)).toEqual(['a.db']);
    });

    test('a backup is whole, never overwrites, and one that fails leaves nothing', async () => {
      const driver = openSqlite({ path });
      const to = join(folder, 'copy.cinch-backup');

      await driver.backup(to);
      await refused(driver.backup(to), 'input.file');
      await refused(driver.backup(join(folder, 'absent', 'copy')), 'store.unreachable');
      const copy = doorTo(to);

      expect((await copy.query('connection.list', {})).total).toBe(3);
      expect((await copy.query('audit.verify', {})).entries).toBeGreaterThan(10);
      await copy.close();
      await driver.close();
    });

    test('a restored environment is like one that was made: readers beside the writer, nothing left over', async () => {
      const local = createLocalEnvironments(join(folder, 'environments'), 100);

      expect(await local.adopt('restored', 'draft', path)).toBe(true);
      expect(await local.adopt('restored', 'draft', path)).toBe(false);

      const database = new DatabaseSync(local.location('restored'));
      expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
      database.close();
      expect(readdirSync(join(folder, 'environments'))).toEqual(['restored.db']);
      expect(statSync(local.location('restored')).mode & 0o777).toBe(0o600);
    });

    test('removing one removes its journal and its copies, and nothing of another', async () => {
      cpSync(path, join(folder, 'ab.db'));
      for (const name of ['a.db-wal', 'a.db-shm', 'a.db.format-1', 'a.db.format-2', 'ab.db.format-1', 'a.db.bak'])
        writeFileSync(join(folder, name), '');

      createLocalEnvironments(folder, 0).remove('a');

      expect(readdirSync(folder).sort()).toEqual(['a.db.bak', 'ab.db', 'ab.db.format-1']);
    });

    test('a folder that is not there yet holds no environments', () => {
      const local = createLocalEnvironments(join(folder, 'absent'), 0);

      expect(local.list()).toEqual([]);
      expect(local.has('a')).toBe(false);
      expect(existsSync(join(folder, 'absent'))).toBe(false);
    });

    test('marks in the path of a store that addresses use mean themselves', async () => {
      const odd = join(folder, 'a #1?b=c%20 ü');
      mkdirSync(odd, { mode: 0o700 });
      cpSync(path, join(odd, 'a.db'));
      const door = doorTo(join(odd, 'a.db'));

      expect((await door.query('connection.list', {})).total).toBe(3);
      await door.close();
    });
  });
});
