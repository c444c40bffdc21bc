import { linkSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Driver } from '../../service/store/driver.ts';
import { migrations } from '../../service/store/schema.ts';
import { openSqlite } from './driver.ts';
import { translated } from './errors.ts';
import { migrate } from './migrate.ts';
import { createPrivate } from './private-file.ts';

/**
 * Makes a store and gives it its first content, beside its place, then puts it there in one step: a store is there
 * whole or not at all. Answers false when another process was first.
 */
export async function createSqlite(
  path: string,
  draft: string,
  seed: (driver: Driver) => Promise<void>,
): Promise<boolean> {
  createPrivate(draft);
  try {
    try {
      readersBesideWriter(draft);
      const database = new DatabaseSync(draft);
      migrate(database, path, migrations);
      database.close();
    } catch (error) {
      throw translated(error, draft, 0);
    }
    const driver = openSqlite({ path: draft });
    try {
      await seed(driver);
    } finally {
      await driver.close();
    }
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${draft}${end}`, { force: true });
  }
}

/** Sets the journal mode, which a file keeps for good; a copy made by the engine has left it behind. */
export function readersBesideWriter(path: string): void {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA journal_mode = WAL');
  } finally {
    database.close();
  }
}
