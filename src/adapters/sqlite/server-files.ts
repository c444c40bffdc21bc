import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Digest } from '../../kernel/ports.ts';
import { isProblem, problem } from '../../kernel/problem.ts';
import type { Driver } from '../../service/store/driver.ts';
import { readHead } from '../../service/store/head.ts';
import { type InstanceStores, isInstanceId } from '../../service/store/instance-stores.ts';
import { newId } from '../system/new-id.ts';
import { createSqlite } from './create.ts';
import { openSqlite, type SqliteOptions } from './driver.ts';
import { translated } from './errors.ts';
import { ownFolder, trusted } from './trust.ts';

const ending = '.db';

interface FileOptions extends Omit<SqliteOptions, 'path'> {
  /** The home instance; the others stand in a folder beside it. */
  readonly file: string;
  readonly digest: Digest;
}

/** The instances of a server that keeps each in an SQLite file: the home instance in `file`, the others in `file`.instances. */
export function createServerFiles({ file, digest, ...options }: FileOptions): InstanceStores {
  const homeFile = resolve(file);
  const folder = `${homeFile}.instances`;
  const drivers = new Map<string, Driver>();
  const doors = new WeakMap<Driver, Driver>();
  let homeId: string | undefined;

  const homeExists = () => isThere(homeFile);
  const fileOf = (id: string) => join(folder, `${id}${ending}`);

  /** The id that the home instance says it has, once its record is found whole. */
  async function home(): Promise<string | undefined> {
    if (homeId !== undefined || !homeExists()) return homeId;
    const driver = driverOf(homeFile);
    const { record } = await driver.read((session) => readHead(session, digest, homeFile));
    homeId = record.id;
    return homeId;
  }

  function driverOf(path: string): Driver {
    const known = drivers.get(path);
    if (known !== undefined) return known;
    if (path !== homeFile) trusted(folder, 'folder');
    const driver = openSqlite({ path, ...options });
    drivers.set(path, driver);
    return driver;
  }

  // The same each time: what a service remembers, it remembers of a driver.
  function sharedOf(path: string): Driver {
    const driver = driverOf(path);
    const known = doors.get(driver) ?? shared(driver);
    doors.set(driver, known);
    return known;
  }

  function others(): readonly string[] {
    trusted(folder, 'folder');
    try {
      const files = readdirSync(folder).filter((it) => it.endsWith(ending));
      return files.map((it) => it.slice(0, -ending.length)).filter(isInstanceId);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return [];
      throw problem('store.unreachable', { path: folder, says: `cannot be read (${code})` });
    }
  }

  async function make(id: string, seed: (driver: Driver) => Promise<void>): Promise<boolean> {
    if (!isInstanceId(id)) throw new Error('an instance is made with an id that can name a file');
    const first = await home();
    if (first === id || isThere(fileOf(id))) return false;
    if (first !== undefined) ownFolder(folder);
    const path = first === undefined ? homeFile : fileOf(id);
    if (await createSqlite(path, join(dirname(path), `.${id}.${newId()}`), seed)) return true;
    // Another was the first instance meanwhile, so this becomes one beside it.
    return path === homeFile && make(id, seed);
  }

  return {
    async list() {
      const first = await home();
      return first === undefined ? [] : [first, ...others().toSorted()];
    },
    async has(id) {
      return isInstanceId(id) && ((await home()) === id || isThere(fileOf(id)));
    },
    open(id) {
      if (!isInstanceId(id)) throw new Error('an instance is opened by an id that was found before');
      const path = isThere(fileOf(id)) ? fileOf(id) : homeFile;
      if (path === homeFile && (homeId ?? idIn(homeFile)) !== id)
        throw problem('store.unreachable', { path: fileOf(id), says: 'is not there' });
      return sharedOf(path);
    },
    make,
    async ready() {
      if (await home()) await driverOf(homeFile).read((session) => session.one('SELECT 1 AS one FROM environment'));
      else if (!isThere(dirname(homeFile)))
        throw problem('store.unreachable', { path: homeFile, says: 'has no folder' });
    },
    async close() {
      for (const driver of drivers.values()) await driver.close();
      drivers.clear();
    },
  };
}

/** One driver for every door: a door that closes leaves it open for the others. */
function shared(driver: Driver): Driver {
  return { ...driver, close: async () => undefined };
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** What the store calls itself, before its record was judged. */
function idIn(path: string): string | undefined {
  trusted(path, 'file');
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    return String(database.prepare('SELECT id FROM environment').get()?.id);
  } catch (error) {
    throw isProblem(error) ? error : translated(error, path, 0);
  } finally {
    database?.close();
  }
}
