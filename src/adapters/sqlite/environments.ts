import { linkSync, readdirSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { problem } from '../../kernel/problem.ts';
import type { Driver } from '../../service/store/driver.ts';
import { createSqlite, readersBesideWriter } from './create.ts';
import { openSqlite, type SqliteOptions } from './driver.ts';
import { ownFolder, trusted } from './trust.ts';

const ending = '.db';

/** The local environments of one account: one file each, in one folder that nobody else can enter. */
export interface LocalEnvironments {
  list(): readonly string[];
  has(name: string): boolean;
  location(name: string): string;
  open(name: string): Driver;
  /** Makes one and fills it; false when it was there already, made by another process for one. */
  make(name: string, draftId: string, seed: (driver: Driver) => Promise<void>): Promise<boolean>;
  /** A file that is about to become an environment: opened apart, to be verified first. */
  openFile(path: string): Driver;
  /** Puts a verified file in as an environment. */
  adopt(name: string, draftId: string, from: string): Promise<boolean>;
  remove(name: string): void;
}

export function createLocalEnvironments(
  folder: string,
  busyMs: number,
  progress?: SqliteOptions['progress'],
): LocalEnvironments {
  const location = (name: string) => join(folder, `${name}${ending}`);
  const exists = (name: string) => statSync(location(name), { throwIfNoEntry: false }) !== undefined;
  return {
    list() {
      trusted(folder, 'folder');
      try {
        const files = readdirSync(folder).filter((file) => file.endsWith(ending) && !file.startsWith('.'));
        return files.map((file) => file.slice(0, -ending.length)).sort();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw problem('store.unreachable', {
          path: folder,
          says: `cannot be read (${(error as NodeJS.ErrnoException).code})`,
        });
      }
    },
    has: exists,
    location,
    open(name) {
      trusted(folder, 'folder');
      return openSqlite({ path: location(name), busyMs, progress });
    },
    openFile: (path) => openSqlite({ path, busyMs, progress }),
    async make(name, draftId, seed) {
      ownFolder(folder);
      if (exists(name)) return false;
      return createSqlite(location(name), join(folder, `.${name}.${draftId}`), seed);
    },
    async adopt(name, draftId, from) {
      ownFolder(folder);
      const draft = join(folder, `.${name}.${draftId}`);
      const source = openSqlite({ path: from, busyMs, progress });
      try {
        await source.backup(draft);
        readersBesideWriter(draft);
        linkSync(draft, location(name));
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      } finally {
        await source.close();
        for (const end of ['', '-wal', '-shm']) rmSync(`${draft}${end}`, { force: true });
      }
    },
    remove(name) {
      // What stands beside it goes too: the journal, and copies from before a change of format.
      const ends = ['-wal', '-shm', '.format-'].map((end) => `${name}${ending}${end}`);
      const beside = readdirSync(folder).filter((file) => ends.some((start) => file.startsWith(start)));
      for (const file of beside) rmSync(join(folder, file), { force: true });
      unlinkSync(location(name));
    },
  };
}
