import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createSqlite } from '../../src/adapters/sqlite/create.ts';
import { machineAccount } from '../../src/adapters/system/account.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { newId } from '../../src/adapters/system/new-id.ts';
import { nameFrom } from '../../src/kernel/name.ts';
import { auditBody, chainHash } from '../../src/model/audit.ts';
import type { Connection } from '../../src/model/connection.ts';
import type { Dependent } from '../../src/model/dependent.ts';
import { currentTerms } from '../../src/model/terms.ts';
import { seedEnvironment } from '../../src/service/seed.ts';
import type { Session, SqlValue } from '../../src/service/store/driver.ts';
import { readHead, updateHead } from '../../src/service/store/head.ts';
import { insertColumns, rowOf, tables } from '../../src/service/store/tables.ts';
import { door } from './door.ts';
import { displayNames } from './names.ts';

export interface Size {
  readonly connections: number;
  readonly exportsEach: number;
  readonly seed: number;
}

/** What a built store holds: the names of its connections, in an order that has nothing to do with theirs. */
export interface Built {
  readonly path: string;
  readonly names: readonly string[];
}

const digest = createDigest();

/** Makes a store with its environment and first administrator, who is whoever runs this. */
export async function emptyStore(path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const about = { displayName: 'bench', production: false, tenant: null, account: machineAccount() };
  await createSqlite(path, `${path}.draft`, (driver) =>
    seedEnvironment(driver, about, { clock: systemClock, newId, digest }),
  );
}

/**
 * Fills a store in seconds: the service adds the first connection with its exports, the others are written as rows of
 * the same form, with their sums, counts and audit entries. The store's own check has the last word.
 */
export async function buildStore(path: string, { connections, exportsEach, seed }: Size): Promise<Built> {
  const displays = displayNames(seed, connections);
  await emptyStore(path);
  const first = door(path);
  await first.apply([
    { change: 'connection.add', type: 'mailchimp', displayName: displays.next().value, terms: currentTerms() },
  ]);
  const { items } = await first.query('connection.list', {});
  const names = items.map(({ name }) => name);
  const onFirst = Array.from({ length: exportsEach }, (_, at) => ({
    change: 'export.add' as const,
    displayName: `${items[0]?.displayName} export ${at + 1}`,
    connection: names[0] as string,
  }));
  await first.apply(onFirst);
  await first.close();
  const database = new DatabaseSync(path);
  // No journal while it is filled: a store that is not finished is thrown away.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; BEGIN');
  for (const name of await copies(database, path, displays, exportsEach)) names.push(name);
  database.exec('COMMIT; PRAGMA journal_mode = WAL');
  database.close();
  await checked(path);
  return { path, names };
}

async function copies(database: DatabaseSync, path: string, displays: Iterable<string>, exportsEach: number) {
  const session = sessionOn(database);
  const head = await readHead(session, digest, path);
  const sample = <R>(table: string) =>
    JSON.parse(String(database.prepare(`SELECT body FROM ${table} ORDER BY rowid LIMIT 1`).get()?.body)) as R;
  const connection = sample<Connection>('connections');
  const dependent = sample<Dependent>('exports');
  const insertConnection = database.prepare(insertOf('connection'));
  const insertExport = database.prepare(insertOf('export'));
  const insertAudit = database.prepare('INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  let { auditSeq, auditHead } = head;
  const told = (kind: 'connection' | 'export', it: Connection | Dependent, fields: readonly string[]) => {
    auditSeq += 1;
    const action = `${kind}.add`;
    const body = auditBody({
      seq: auditSeq,
      at: it.createdAt,
      actor: it.createdBy,
      onBehalf: null,
      action,
      outcome: 'done',
      target: { kind, id: it.id, name: it.name },
      fields,
      reason: null,
      revision: 1,
    });
    auditHead = chainHash(auditHead, body, digest);
    insertAudit.run(auditSeq, it.createdAt, it.createdBy, action, 'done', it.id, it.name, body, auditHead);
  };
  const names: string[] = [];
  for (const displayName of displays) {
    const copy = { ...connection, id: newId(), name: nameFrom(displayName), displayName };
    names.push(copy.name);
    insertConnection.run(...rowOf('connection', copy, digest));
    told('connection', copy, []);
    for (let at = 1; at <= exportsEach; at += 1) {
      const display = `${displayName} export ${at}`;
      const used = { ...dependent, id: newId(), name: nameFrom(display), displayName: display, connection: copy.id };
      insertExport.run(...rowOf('export', used, digest));
      told('export', used, ['connection', 'schedule']);
    }
  }
  const counts = {
    ...head.counts,
    connection: head.counts.connection + names.length,
    export: head.counts.export + names.length * exportsEach,
  };
  await updateHead(session, { ...head, auditSeq, auditHead, counts, revision: head.revision + 1 }, digest, path);
  return names;
}

function insertOf(kind: 'connection' | 'export'): string {
  const columns = insertColumns(kind);
  return `INSERT INTO ${tables[kind].table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}

function sessionOn(database: DatabaseSync): Session {
  const bound = (sql: string, values: readonly SqlValue[]) => database.prepare(sql).all(...values);
  return {
    all: async (sql, ...values) => bound(sql, values) as never,
    values: async (sql, ...values) => (bound(sql, values) as object[]).map((row) => Object.values(row)) as never,
    one: async (sql, ...values) => bound(sql, values)[0] as never,
    run: async (sql, ...values) => void bound(sql, values),
    unchanged: (_, look) => look(),
  };
}

/** Throws when the store is not one that the service could have written. */
export async function checked(path: string): Promise<void> {
  const environment = door(path);
  const { findings } = await environment.query('store.check', {});
  await environment.close();
  const damage = findings.find(({ severity }) => severity === 'damage');
  if (damage !== undefined) throw new Error(`${path} does not hold together: ${damage.names.slice(0, 3).join('; ')}`);
}
