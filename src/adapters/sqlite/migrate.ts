import { linkSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { problem } from '../../kernel/problem.ts';
import { createPrivate } from './private-file.ts';

/** The format of a store, as its header has it. */
function formatOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

/**
 * Brings an older store to the newest format, keeping a copy of it beside it first. A newer one is refused.
 * Two processes that find the same old store do it once.
 */
export function bringUpToDate(database: DatabaseSync, path: string, steps: readonly (readonly string[])[]): void {
  const found = formatOf(database);
  if (found === steps.length) return;
  if (found > steps.length) throw problem('store.newer', { path, found, known: steps.length });
  if (found === 0) throw problem('store.damaged', { path, what: 'it is empty' });
  keepCopy(database, `${path}.format-${found}`);
  migrate(database, path, steps);
}

// Written apart and then put in its place, so that a copy is whole or not there; of two processes the first one's stays.
function keepCopy(database: DatabaseSync, copy: string): void {
  const draft = `${copy}.${process.pid}`;
  try {
    rmSync(draft, { force: true });
    createPrivate(draft);
    database.prepare('VACUUM INTO ?').run(draft);
    linkSync(draft, copy);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Runs the steps that a store still lacks, all or none. */
export function migrate(database: DatabaseSync, path: string, steps: readonly (readonly string[])[]): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const found = formatOf(database);
    if (found > steps.length) throw problem('store.newer', { path, found, known: steps.length });
    for (const step of steps.slice(found)) for (const sql of step) database.exec(sql);
    database.exec(`PRAGMA user_version = ${steps.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
