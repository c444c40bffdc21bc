import type pg from 'pg';
import { problem } from '../../kernel/problem.ts';
import { tableSql } from './dialect.ts';

/** The table in each schema that says which format it has. */
export const formatSql = 'SELECT version FROM store_format';

/** Gives a schema that is empty, and first in the search path, the tables of the newest format. */
export async function fill(client: pg.ClientBase, steps: readonly (readonly string[])[]): Promise<void> {
  await client.query('CREATE TABLE store_format (version BIGINT NOT NULL); INSERT INTO store_format VALUES (0)');
  await advance(client, 0, steps);
}

/** Runs the steps that a schema still lacks, within the transaction of the caller and in one piece. */
export async function advance(
  client: pg.ClientBase,
  found: number,
  steps: readonly (readonly string[])[],
): Promise<void> {
  const lacking = steps.slice(found).flat().map(tableSql);
  await client.query([...lacking, `UPDATE store_format SET version = ${steps.length}`].join(';\n'));
}

/** Whether a schema has the format that is known here; one from a newer cinch is refused. */
export function isCurrent(found: number | undefined, steps: readonly (readonly string[])[], place: string): boolean {
  if (found === undefined) throw problem('store.damaged', { path: place, what: 'it does not say which format it has' });
  if (found > steps.length) throw problem('store.newer', { path: place, found, known: steps.length });
  return found === steps.length;
}
