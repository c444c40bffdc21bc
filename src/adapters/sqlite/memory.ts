import type { DatabaseSync } from 'node:sqlite';

/** What looks through one connection found, for as long as the database stays as it was. */
export interface Memory {
  <T>(what: string, version: number, look: () => Promise<T>): Promise<T>;
  /** A number that the engine moves with every change by another connection; through this one nothing is changed. */
  version(): number;
}

/** More is forgotten as a whole: who asks how is not ours to choose. */
const most = 1_000;

/** For a connection that only reads. Inside of a transaction the number is that of what the transaction sees. */
export function createMemory(database: DatabaseSync): Memory {
  const statement = database.prepare('PRAGMA data_version');
  statement.setReturnArrays(true);
  const found = new Map<string, unknown>();
  let of = -1;
  const memory = async <T>(what: string, version: number, look: () => Promise<T>): Promise<T> => {
    if (version !== of || found.size >= most) found.clear();
    of = version;
    if (found.has(what)) return found.get(what) as T;
    const looked = await look();
    found.set(what, looked);
    return looked;
  };
  return Object.assign(memory, { version: () => Number((statement.get() as unknown as [number])[0]) });
}
