import { rmSync, statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Progress } from '../../kernel/progress.ts';
import type { Driver, Row, Session, SqlValue, Values } from '../../service/store/driver.ts';
import { createQueue } from '../../service/store/queue.ts';
import { migrations } from '../../service/store/schema.ts';
import { isBusy, translated } from './errors.ts';
import { createMemory, type Memory } from './memory.ts';
import { bringUpToDate } from './migrate.ts';
import { createPrivate } from './private-file.ts';
import { trusted } from './trust.ts';

export interface SqliteOptions {
  readonly path: string;
  /** How long to wait for a writer in another process. */
  readonly busyMs?: number;
  readonly steps?: readonly (readonly string[])[];
  /** Is told while another process writes, of long looks, and before what takes the engine long. */
  readonly progress?: Pick<Progress, 'step' | 'alone'> | undefined;
  /** Runs before every statement: lets a test yield, or interrupt, at each one. */
  readonly beforeStatement?: () => Promise<void>;
}

const pieceMs = 200;
const tellEvery = 1000;

interface Open {
  readonly database: DatabaseSync;
  /** The statements of one transaction, until it is ended. */
  readonly statements: () => { readonly session: Session; end(): void };
}

/**
 * A driver over one SQLite file that exists already. One connection reads and another writes, each behind a queue,
 * so that nothing joins another's transaction. Connections open when first used.
 */
export function openSqlite(options: SqliteOptions): Driver {
  const { path, busyMs = 10_000, steps = migrations, progress } = options;
  trusted(path, 'file');
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw translated(error, path, Math.round(busyMs / 1000));
    }
  };
  let reader: Open | undefined;
  let writer: Open | undefined;

  function open(mode: 'read' | 'write'): Open {
    return guard(() => {
      const database = connect(path, busyMs, mode);
      return orClosed(database, () => {
        bringUpToDate(database, path, steps);
        if (mode === 'write') database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;');
        const memory = mode === 'read' ? createMemory(database) : undefined;
        return { database, statements: createSessions(database, guard, options, memory) };
      });
    });
  }

  const begin = (database: DatabaseSync) => database.exec('BEGIN');

  // The engine waits without telling anybody, so it waits in pieces, as long in all.
  function beginWrite(database: DatabaseSync): void {
    for (let leftMs = busyMs; ; leftMs -= pieceMs) {
      database.exec(`PRAGMA busy_timeout = ${Math.min(pieceMs, leftMs)}`);
      try {
        database.exec('BEGIN IMMEDIATE');
        database.exec(`PRAGMA busy_timeout = ${busyMs}`);
        return;
      } catch (error) {
        if (!isBusy(error) || leftMs <= pieceMs) throw error;
        progress?.step('busy');
      }
    }
  }

  async function transaction<T>(
    on: Open,
    start: (database: DatabaseSync) => void,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    guard(() => start(on.database));
    const { session, end } = on.statements();
    try {
      const result = await work(session).finally(end);
      guard(() => on.database.exec('COMMIT'));
      return result;
    } catch (error) {
      // A failed COMMIT, a full disk for one, may have ended the transaction already; a damaged store may fail to end it.
      if (on.database.isTransaction) quietly(() => on.database.exec('ROLLBACK'));
      throw error;
    }
  }

  const queueRead = createQueue();
  const queueWrite = createQueue();
  return {
    place: path,
    read: (work) =>
      queueRead(() => {
        reader ??= open('read');
        return transaction(reader, begin, work);
      }),
    write: (work) =>
      queueWrite(() => {
        writer ??= open('write');
        return transaction(writer, beginWrite, work);
      }),
    checkStructure: () =>
      queueRead(async () => {
        reader ??= open('read');
        const { database } = reader;
        progress?.alone('structure', statSync(path).size);
        const rows = guard(() => database.prepare('PRAGMA integrity_check(20)').all());
        return rows.map((row) => String(row.integrity_check)).filter((finding) => finding !== 'ok');
      }),
    backup: (to) =>
      queueRead(async () => {
        reader ??= open('read');
        const { database } = reader;
        createPrivate(to);
        progress?.alone('copy', statSync(path).size);
        try {
          guard(() => database.prepare('VACUUM INTO ?').run(to));
        } catch (error) {
          // Half a copy would look like a whole one, and keep the next from its place.
          rmSync(to, { force: true });
          throw error;
        }
      }),
    async close() {
      for (const it of [reader, writer]) if (it?.database.isOpen) it.database.close();
      reader = undefined;
      writer = undefined;
    },
  };
}

function connect(path: string, timeout: number, mode: 'read' | 'write'): DatabaseSync {
  if (mode === 'write') return new DatabaseSync(path, { timeout });
  try {
    const database = new DatabaseSync(path, { timeout });
    return orClosed(database, () => {
      database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').all();
      return database;
    });
  } catch (error) {
    // A store in WAL mode on a read-only disk opens only as one that nobody changes.
    const code = (error as { errcode?: number }).errcode ?? 0;
    if (((code & 0xff) !== 14 && (code & 0xff) !== 8) || hasJournal(path)) throw error;
    return new DatabaseSync(`${pathToFileURL(path).href}?immutable=1`, { timeout, readOnly: true });
  }
}

/** Lets go of a store that cannot be used: the engine would hold its file open until the process ends. */
function orClosed<T>(database: DatabaseSync, work: () => T): T {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error;
  }
}

// Such a look leaves the journal out, so it is taken only where nothing waits there since a crash.
function hasJournal(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function createSessions(
  database: DatabaseSync,
  guard: <T>(work: () => T) => T,
  { beforeStatement: before, progress }: SqliteOptions,
  memory: Memory | undefined,
): Open['statements'] {
  const preparedAs = (asValues: boolean) => {
    const prepared = new Map<string, StatementSync>();
    return (sql: string) => {
      let found = prepared.get(sql);
      if (found === undefined) {
        found = database.prepare(sql);
        if (asValues) found.setReturnArrays(true);
        prepared.set(sql, found);
      }
      return found;
    };
  };
  const statement = preparedAs(false);
  const valuesOf = preparedAs(true);
  const all = <R>(of: StatementSync, values: readonly SqlValue[]): R[] => {
    // A row at a time takes longer, and only whoever is told of each thousand needs it.
    if (progress === undefined) return of.all(...values) as R[];
    const rows: R[] = [];
    for (const row of of.iterate(...values)) {
      rows.push(row as R);
      if (rows.length % tellEvery === 0) progress?.step('read', rows.length);
    }
    return rows;
  };
  return () => {
    let open = true;
    let version: number | undefined;
    // A full disk ends a transaction by itself, and others may be on their way when one fails: none of them is to stand alone.
    const within = async <T>(work: () => T): Promise<T> => {
      await before?.();
      if (!open || !database.isTransaction) throw new Error('a statement came after the end of its transaction');
      return guard(work);
    };
    const session: Session = {
      all: (sql: string, ...values: readonly SqlValue[]) => within(() => all<Row>(statement(sql), values)),
      values: (sql: string, ...values: readonly SqlValue[]) => within(() => all<Values>(valuesOf(sql), values)),
      one: (sql: string, ...values: readonly SqlValue[]) =>
        within(() => statement(sql).get(...values) as Row | undefined),
      run: (sql: string, ...values: readonly SqlValue[]) =>
        within(() => {
          statement(sql).run(...values);
        }),
      async unchanged(what, look) {
        if (memory === undefined) return look();
        version ??= await within(() => memory.version());
        return memory(what, version, look);
      },
    };
    return {
      session,
      end() {
        open = false;
      },
    };
  };
}

/** Does what may fail only after something else did, which is what is told. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Told already.
  }
}
