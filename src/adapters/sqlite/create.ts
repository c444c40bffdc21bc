import { linkSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Driver } from '../../service/store/driver.ts';
import { migrations } from '../../service/store/schema.ts';
import { createPrivate, openSqlite } from './driver.ts';
import { translated } from './errors.ts';
import { migrate } from './migrate.ts';

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
      const database = new DatabaseSync(draft);
      database.exec('PRAGMA journal_mode = WAL');
      migrate(database, migrations);
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
