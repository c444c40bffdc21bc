import type pg from 'pg';
import { problem } from '../../kernel/problem.ts';
import { isLost } from './errors.ts';

/** Commits, or says what is known of it; `guard` has the words for what the server refused. */
export async function commit(client: pg.ClientBase, place: string, guard: (error: unknown) => unknown): Promise<void> {
  const { command } = await client.query('COMMIT').catch((error: unknown) => {
    // It may have reached the server, or not: neither is to be claimed.
    throw isLost(error) ? problem('store.outcome_unknown', { path: place }) : guard(error);
  });
  if (command !== 'COMMIT') throw new Error('a transaction was to be committed that had failed');
}
