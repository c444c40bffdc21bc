import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { problem } from '../../kernel/problem.ts';

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
  const copy = `${path}.format-${found}`;
  if (!existsSync(copy)) database.prepare('VACUUM INTO ?').run(copy);
  migrate(database, steps);
}

/** Runs the steps that a store still lacks, all or none. */
export function migrate(database: DatabaseSync, steps: readonly (readonly string[])[]): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const step of steps.slice(formatOf(database))) for (const sql of step) database.exec(sql);
    database.exec(`PRAGMA user_version = ${steps.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
