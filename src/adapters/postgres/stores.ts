import type pg from 'pg';
import { problem } from '../../kernel/problem.ts';
import type { Progress } from '../../kernel/progress.ts';
import type { Driver, Session } from '../../service/store/driver.ts';
import { type InstanceStores, isInstanceId } from '../../service/store/instance-stores.ts';
import { migrations } from '../../service/store/schema.ts';
import { commit } from './commit.ts';
import { openPostgres } from './driver.ts';
import { isMissing, translated } from './errors.ts';
import { fill } from './migrate.ts';
import { createPool, type PoolOptions } from './pool.ts';
import { createStatements, openSession } from './session.ts';

interface StoresOptions extends PoolOptions {
  readonly steps?: readonly (readonly string[])[];
  /** Is told while another server writes. */
  readonly progress?: Pick<Progress, 'step'> | undefined;
}

/** The instances of servers that share a PostgreSQL database: a schema each, and one more that lists them. */
export function createPostgresStores({ steps = migrations, progress, ...options }: StoresOptions): InstanceStores {
  const pool = createPool(options);
  const { place, busyMs } = pool;
  const drivers = new Map<string, Driver>();
  // None is ever taken away, so one that was there needs no second look.
  const known = new Set<string>();
  const guard = (error: unknown) => translated(error, place, Math.round(busyMs / 1000));

  /** Asks the list of instances, which the first of them brings along. */
  async function listed(sql: string, ...values: readonly string[]): Promise<readonly string[]> {
    try {
      return (await pool.ask(sql, ...values)).map(({ id }) => String(id));
    } catch (error) {
      if (isMissing(error)) return [];
      throw guard(error);
    }
  }

  const refuse = (error: unknown): never => {
    throw guard(error);
  };

  async function within(client: pg.ClientBase, id: string, seed: (driver: Driver) => Promise<void>): Promise<boolean> {
    const known = await prepared(client, id).catch(refuse);
    if (known.includes(id)) return false;
    const { session, end } = openSession(client, createStatements(), guard);
    await seed(insideOf(place, session)).finally(end);
    const values = [known.length + 1, id];
    await client.query({ text: 'INSERT INTO cinch.instances VALUES ($1, $2)', values }).catch(refuse);
    return true;
  }

  /** The instances that are there; unless this is one of them, its tables are made. */
  async function prepared(client: pg.ClientBase, id: string): Promise<readonly string[]> {
    const [about] = (await client.query(aboutDatabase)).rows;
    if (about.encoding !== 'UTF8')
      throw problem('store.unreachable', { path: place, says: 'does not keep its text in UTF-8' });
    if (about.list === null) {
      await client.query('CREATE SCHEMA IF NOT EXISTS cinch');
      await client.query(makeList);
    }
    const { rows } = await client.query('SELECT id FROM cinch.instances');
    const there = rows.map((row) => String(row.id));
    if (there.includes(id)) return there;
    await client.query(`CREATE SCHEMA "${schemaOf(id)}"`);
    await client.query(`SET LOCAL search_path TO "${schemaOf(id)}"`);
    await fill(client, steps);
    return there;
  }

  return {
    list: () => listed('SELECT id FROM cinch.instances ORDER BY number'),
    async has(id) {
      if (!isInstanceId(id)) return false;
      if (known.has(id)) return true;
      const found = await listed('SELECT id FROM cinch.instances WHERE id = $1', id);
      for (const it of found) known.add(it);
      return found.length > 0;
    },
    open(id) {
      if (!isInstanceId(id)) throw new Error('an instance is opened by an id that was found before');
      const driver = drivers.get(id) ?? openPostgres({ pool, schema: schemaOf(id), steps, progress });
      drivers.set(id, driver);
      return driver;
    },
    async make(id, seed) {
      if (!isInstanceId(id)) throw new Error('an instance is made with an id that can name a schema');
      const { client } = await pool.begun((it) => it.query(beginMaking(busyMs))).catch(refuse);
      try {
        const made = await within(client, id, seed);
        await commit(client, place, guard);
        client.release();
        return made;
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    async ready() {
      await pool.ask('SELECT 1').catch(refuse);
    },
    close: () => pool.close(),
  };
}

function schemaOf(id: string): string {
  return `cinch_${id.replaceAll('-', '')}`;
}

// One instance is made after the other, so that the first is the first for every server.
function beginMaking(busyMs: number): string {
  return [
    'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
    'SET LOCAL synchronous_commit TO on',
    `SET LOCAL lock_timeout TO ${Math.max(1, busyMs)}`,
    "SELECT pg_advisory_xact_lock(hashtextextended('cinch', 0))",
  ].join('; ');
}

const aboutDatabase =
  "SELECT to_regclass('cinch.instances')::text AS list, current_setting('server_encoding') AS encoding";
const makeList = 'CREATE TABLE cinch.instances (number BIGINT PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE)';

/** A store that is being made: all that its seed does is part of the one transaction that makes it. */
function insideOf(place: string, session: Session): Driver {
  return {
    place,
    read: (work) => work(session),
    write: (work) => work(session),
    checkStructure: async () => [],
    backup: () => Promise.reject(problem('store.copied_elsewhere', { path: place })),
    close: async () => undefined,
  };
}
