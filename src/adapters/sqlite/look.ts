import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { problem } from '../../kernel/problem.ts';
import type { Driver, Row, Session, SqlValue, Values } from '../../service/store/driver.ts';
import { migrations } from '../../service/store/schema.ts';

const ending = '.db';

/** What a look at a store can do: nothing is mended, brought up to date, written or waited for. */
export interface Look {
  /** The names of the environments that are there. */
  list(): readonly string[];
  open(name: string): Promise<Pick<Driver, 'place' | 'read' | 'write' | 'close'>>;
}

/**
 * The environments of one account for who only wants a hint. What a look finds is worth no explanation: whatever cannot
 * be trusted or read ends in an error, and the next command says in full what is wrong with it.
 */
export function lookIn(folder: string, busyMs: number): Look {
  return {
    list() {
      trust(folder);
      return readdirSync(folder)
        .filter((file) => file.endsWith(ending) && !file.startsWith('.'))
        .map((file) => file.slice(0, -ending.length));
    },
    async open(name) {
      const place = join(folder, `${name}${ending}`);
      trust(place);
      // Most looks end before a store is opened.
      const sqlite = await import('node:sqlite');
      const database = new sqlite.DatabaseSync(place, { timeout: busyMs });
      return {
        place,
        async read(work) {
          const found = database.prepare('PRAGMA user_version').get()?.user_version;
          if (found !== migrations.length) throw unusable(place);
          database.exec('BEGIN');
          const result = await work(sessionOn(database));
          database.exec('COMMIT');
          return result;
        },
        write: () => Promise.reject(problem('store.read_only', { path: place })),
        close: async () => database.close(),
      };
    },
  };
}

// As every other opening judges it, without closing to others what they can only read.
function trust(path: string): void {
  const found = lstatSync(path);
  const own = process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
  if (found.isSymbolicLink() || !own) throw unusable(path);
}

function unusable(path: string) {
  return problem('store.untrusted', { path, says: 'is not to be looked at' });
}

function sessionOn(database: DatabaseSync): Session {
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string) => {
    const found = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, found);
    return found;
  };
  return {
    all: async (sql: string, ...values: readonly SqlValue[]) => statement(sql).all(...values) as Row[],
    one: async (sql: string, ...values: readonly SqlValue[]) => statement(sql).get(...values) as Row | undefined,
    values: async (sql: string, ...values: readonly SqlValue[]) => {
      const asValues = database.prepare(sql);
      asValues.setReturnArrays(true);
      return asValues.all(...values) as unknown as Values[];
    },
    run: async () => undefined,
    unchanged: (_, look) => look(),
  };
}
