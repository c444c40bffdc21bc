import pg from 'pg';
import { problem } from '../../kernel/problem.ts';
import { isLost, translated } from './errors.ts';

/** The connections to one server, and its name for messages. */
export interface Pool {
  /** The server without its user and password. */
  readonly place: string;
  readonly busyMs: number;
  /** A connection that `begin` worked on; one that the server closed meanwhile is replaced. Whoever has it releases it. */
  begun<T>(begin: (client: pg.PoolClient) => Promise<T>): Promise<{ client: pg.PoolClient; result: T }>;
  /** One statement on its own. */
  ask(sql: string, ...values: readonly string[]): Promise<readonly { readonly [column: string]: unknown }[]>;
  close(): Promise<void>;
}

export interface PoolOptions {
  /** `postgresql://USER@HOST:PORT/DATABASE`, with a password or without. */
  readonly url: string;
  /** How long to wait for a connection, or for another server that writes. */
  readonly busyMs?: number;
  readonly connections?: number;
}

/** How much longer than others may hold it a statement may take before the server counts as gone. */
const graceMs = 50_000;

/** Opens nothing until it is asked for a connection. */
export function createPool({ url, busyMs = 10_000, connections = 10 }: PoolOptions): Pool {
  const config = {
    ...parsed(url),
    application_name: 'cinch',
    connectionTimeoutMillis: Math.min(busyMs, 10_000),
    query_timeout: busyMs + graceMs,
    keepAlive: true,
    // Statements that do not wait for each other go out together.
    pipeline: true,
    types: { getTypeParser: (type: number) => (wholeNumbers.has(type) ? whole : asText) },
  };
  const { host, port, database } = new pg.Client(config);
  const place = placeOf(host, port, database ?? '');
  const pool = new pg.Pool({ ...config, max: connections, allowExitOnIdle: true });
  const seen = new WeakSet<pg.PoolClient>();
  // A connection that breaks says so to whoever uses it; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  function whole(text: string): number {
    const value = Number(text);
    if (Number.isSafeInteger(value)) return value;
    throw problem('store.damaged', { path: place, what: 'it holds a number out of all range' });
  }

  async function begun<T>(begin: (client: pg.PoolClient) => Promise<T>) {
    for (;;) {
      const client = await connect();
      const isOld = seen.has(client);
      seen.add(client);
      try {
        return { client, result: await begin(client) };
      } catch (error) {
        client.release(true);
        if (!isOld || !isLost(error)) throw error;
      }
    }
  }

  async function connect(): Promise<pg.PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      throw translated(error, place, Math.round(busyMs / 1000));
    }
  }

  return {
    place,
    busyMs,
    begun,
    async ask(text, ...values) {
      const { client, result } = await begun((it) => it.query({ text, values: [...values] }));
      client.release();
      return result.rows;
    },
    close: () => pool.end(),
  };
}

// Types of PostgreSQL by their numbers: int8, int2, int4.
const wholeNumbers = new Set([20, 21, 23]);
const asText = (text: string) => text;

/** The parts of the address. The weaker modes of TLS are taken for the strict one, which is what they are treated as. */
function parsed(url: string): { connectionString: string } {
  const unreadable = () =>
    problem('store.unreachable', { path: 'postgresql://', says: 'is not followed by the address of a database' });
  if (!/^postgres(?:ql)?:\/\//.test(url)) throw unreadable();
  const strict = /[?&]uselibpqcompat=true(?:&|$)/.test(url)
    ? url
    : url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/g, '$1verify-full');
  try {
    new pg.Client({ connectionString: strict });
  } catch {
    throw unreadable();
  }
  return { connectionString: strict };
}

function placeOf(host: string, port: number, database: string): string {
  if (host.startsWith('/')) return `postgresql:///${database}?host=${host}`;
  return `postgresql://${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}
