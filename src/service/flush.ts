import type { Digest } from '../kernel/ports.ts';
import { problem } from '../kernel/problem.ts';
import { type Progress, stepping } from '../kernel/progress.ts';
import type { Session, SqlValue } from './store/driver.ts';
import { insertColumns, keyed, type RecordKind, type Records, rowOf, tables } from './store/tables.ts';
import { createTogether } from './store/together.ts';
import { damagedIndex } from './store/verify-records.ts';

/** A record before a list of changes, and as the list left it. */
export interface Slot<K extends RecordKind> {
  readonly before: Records[K] | null;
  now: Records[K] | null;
}

interface Flushing {
  readonly digest: Digest;
  readonly place: string;
  readonly progress: Pick<Progress, 'step'> | undefined;
}

/** Writes what a list did to the records of one kind, and answers whether any name may be new. */
export async function flushKind<K extends RecordKind>(
  session: Session,
  kind: K,
  slots: ReadonlyMap<string, Slot<K>>,
  { digest, place, progress }: Flushing,
): Promise<boolean> {
  const { table } = tables[kind];
  const one = async (sql: string, ...values: readonly SqlValue[]) => {
    // The row that an index led to, which a damaged one does not tell.
    const row = await session.one(`${sql} WHERE id = ? RETURNING id`, ...values);
    if (row?.id !== values.at(-1)) throw damagedIndex(kind, place);
  };
  let named = false;
  const columns = insertColumns(kind);
  const insert = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  const update = `UPDATE ${table} SET ${columns
    .slice(1)
    .map((column) => `${column} = ?`)
    .join(', ')}`;
  const changed = [...slots.values()].filter(({ before, now }) => before !== now);
  for (const { before, now } of changed) {
    if (now === null && before !== null) await one(`DELETE FROM ${table}`, before.id);
  }
  // Two records may trade names within one list (D1): both let go of the old name before either takes the new one.
  for (const { before, now } of changed) {
    if (before !== null && now !== null && (before.name !== now.name || before.displayName !== now.displayName)) {
      named = true;
      await one(`UPDATE ${table} SET name = ?, display_key = ?`, `~${now.id}`, `~${now.id}`, now.id);
    }
  }
  const together = createTogether();
  for (const { before, now } of stepping(progress, 'write', changed)) {
    if (now === null) continue;
    const [id, ...rest] = rowOf(kind, now, digest);
    named ||= before === null;
    await together.add(
      unique(kind, now, () =>
        before === null ? session.run(insert, id as SqlValue, ...rest) : one(update, ...rest, id as SqlValue),
      ),
    );
  }
  await together.end();
  return named;
}

/** The unique indexes are the judge of D1, and a damaged one is no judge: in a small store the names themselves are compared. */
export async function verifyNames(session: Session, kind: RecordKind, kept: number, place: string): Promise<void> {
  const sql = `SELECT count(*) AS n, count(DISTINCT name) AS names, count(DISTINCT display_key) AS keys FROM ${tables[kind].table} WHERE sum || '' <> ''`;
  const row = await session.one(sql);
  if (row?.n !== kept || row.names !== kept || row.keys !== kept) throw damagedIndex(kind, place);
}

/** The engine's unique indexes are the judge of D1; this finds the words for its refusal. */
async function unique<K extends RecordKind>(kind: K, record: Records[K], write: () => Promise<void>) {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof Error) || (error as { code?: string }).code !== 'store.unique') throw error;
    const column = /display_key/.test(error.message) && keyed(kind) === 'displayName' ? 'display name' : 'name';
    throw exists(kind, column, column === 'name' ? record.name : record.displayName);
  }
}

function exists(kind: RecordKind, what: 'name' | 'display name', value: string) {
  return problem('exists', { kind, what, value });
}
