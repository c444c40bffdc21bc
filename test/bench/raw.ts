import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

type Row = Readonly<Record<string, SQLInputValue>>;

interface Written {
  readonly table: string;
  readonly added: readonly Row[];
  readonly changed: readonly Row[];
}

/** Everything that one list of changes wrote. */
export type Rows = readonly Written[];

const keys: Readonly<Record<string, string>> = {
  environment: 'id',
  connections: 'id',
  exports: 'id',
  audit: 'seq',
};

/** The rows by which one store differs from the one it was copied from, in the order in which they were written. */
export function rowsBetween(before: string, after: string): Rows {
  const [old, now] = [new DatabaseSync(before, { readOnly: true }), new DatabaseSync(after, { readOnly: true })];
  const rows = Object.entries(keys).map(([table, key]) => {
    const all = (from: DatabaseSync) => from.prepare(`SELECT * FROM ${table} ORDER BY rowid`).all() as Row[];
    const known = new Map(all(old).map((row) => [row[key], JSON.stringify(row)]));
    const found = all(now);
    return {
      table,
      added: found.filter((row) => !known.has(row[key])),
      changed: found.filter((row) => known.has(row[key]) && known.get(row[key]) !== JSON.stringify(row)),
    };
  });
  old.close();
  now.close();
  return rows;
}

/** Writes them with prepared statements in one transaction, as safely as the service does; answers with the milliseconds. */
export function writeRaw(path: string, rows: Rows): number {
  const prepared = rows.map(({ table, added, changed }) => ({
    table,
    key: keys[table] as string,
    columns: Object.keys(added[0] ?? changed[0] ?? {}),
    added: added.map((row) => Object.values(row)),
    changed: changed.map((row) => [...Object.values(row), row[keys[table] as string] as SQLInputValue]),
  }));
  const start = performance.now();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE');
  for (const { table, key, columns, added, changed } of prepared) {
    if (added.length > 0) {
      const insert = database.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const values of added) insert.run(...values);
    }
    if (changed.length > 0) {
      const update = database.prepare(
        `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${key} = ?`,
      );
      for (const values of changed) update.run(...values);
    }
  }
  database.exec('COMMIT');
  const end = performance.now();
  database.close();
  return end - start;
}
