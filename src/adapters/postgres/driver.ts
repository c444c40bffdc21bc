import type pg from 'pg';
import { problem } from '../../kernel/problem.ts';
import type { Progress } from '../../kernel/progress.ts';
import type { Driver, Session } from '../../service/store/driver.ts';
import { createQueue } from '../../service/store/queue.ts';
import { migrations } from '../../service/store/schema.ts';
import { commit } from './commit.ts';
import { isMissing, translated } from './errors.ts';
import { advance, formatSql, isCurrent } from './migrate.ts';
import type { Pool } from './pool.ts';
import { createStatements, isFull, openSession } from './session.ts';

export interface PostgresOptions {
  readonly pool: Pool;
  readonly schema: string;
  readonly steps?: readonly (readonly string[])[];
  /** Is told while another server writes. */
  readonly progress?: Pick<Progress, 'step'> | undefined;
}

const tellEveryMs = 200;
/** A server that vanished with a transaction open holds up the others no longer than this. */
const idleMs = 60_000;

/**
 * A driver over one schema. Reads are snapshots side by side; a write holds the lock of its instance, so that there is
 * one writer among all servers, and within this one a queue keeps those that wait from taking up connections.
 */
export function openPostgres({ pool, schema, steps = migrations, progress }: PostgresOptions): Driver {
  const { place, busyMs } = pool;
  const guard = (error: unknown) => translated(error, place, Math.round(busyMs / 1000));
  const statements = createStatements();
  const queueWrite = createQueue();

  // Sent in one piece and answered in one: the lock comes before the first look, which sees all that was done before it.
  const begins = {
    read: [
      'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
      `SET LOCAL search_path TO "${schema}"`,
      `SET LOCAL idle_in_transaction_session_timeout TO ${idleMs}`,
      formatSql,
    ].join('; '),
    write: [
      'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
      `SET LOCAL search_path TO "${schema}"`,
      'SET LOCAL synchronous_commit TO on',
      `SET LOCAL idle_in_transaction_session_timeout TO ${idleMs}`,
      `SET LOCAL lock_timeout TO ${Math.max(1, busyMs)}`,
      // A plan made while a table was empty is kept, so look-ups go by the index from the start.
      'SET LOCAL enable_seqscan TO off',
      'SET LOCAL jit TO off',
      `SELECT pg_advisory_xact_lock(hashtextextended('${schema}', 0))`,
      formatSql,
    ].join('; '),
  };

  async function begin(client: pg.ClientBase, mode: 'read' | 'write'): Promise<number | undefined> {
    const telling = setInterval(() => progress?.step('busy'), tellEveryMs);
    try {
      const results = (await client.query(begins[mode])) as unknown as readonly pg.QueryResult[];
      return results.at(-1)?.rows[0]?.version;
    } catch (error) {
      if (isMissing(error))
        throw problem('store.unreachable', { path: place, says: `holds no instance \`${schema}\`` });
      throw error;
    } finally {
      clearInterval(telling);
    }
  }

  async function begun(mode: 'read' | 'write'): Promise<pg.PoolClient> {
    for (;;) {
      const { client, result } = await pool.begun((it) => begin(it, mode)).catch(refuse);
      try {
        if (isCurrent(result, steps, place)) return client;
        await client.query('ROLLBACK');
        await bringUpToDate(client);
        client.release();
      } catch (error) {
        client.release(true);
        throw guard(error);
      }
    }
  }

  async function bringUpToDate(client: pg.ClientBase): Promise<void> {
    const found = await begin(client, 'write');
    // Another server that found the same old schema may have been first.
    if (!isCurrent(found, steps, place)) await advance(client, Number(found), steps);
    await commit(client, place, guard);
  }

  const refuse = (error: unknown): never => {
    throw guard(error);
  };

  async function transaction<T>(mode: 'read' | 'write', work: (session: Session) => Promise<T>): Promise<T> {
    const client = await begun(mode);
    const { session, end } = openSession(client, statements, guard);
    try {
      const result = await work(session).finally(end);
      if (mode === 'write') await commit(client, place, guard);
      // The end of a look is nothing to wait for: what comes next on this connection comes after it.
      else client.query('ROLLBACK').catch(() => undefined);
      client.release(isFull(client));
      return result;
    } catch (error) {
      await letGo(client);
      throw error;
    }
  }

  return {
    place,
    read: (work) => transaction('read', work),
    write: (work) => queueWrite(() => transaction('write', work)),
    async checkStructure() {
      const rows = await pool
        .ask(
          'SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND NOT i.indisvalid ORDER BY 1',
          schema,
        )
        .catch(refuse);
      return rows.map(({ name }) => `the index ${String(name)} is not valid`);
    },
    backup: () => Promise.reject(problem('store.copied_elsewhere', { path: place })),
    // The connections belong to all instances of the server.
    close: async () => undefined,
  };
}

/** Ends a transaction that leaves nothing behind; a connection that cannot do so is of no more use. */
async function letGo(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}
