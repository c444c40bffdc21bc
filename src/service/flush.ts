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

/** A name and the key of a name, as they stand in their columns. */
type Named = readonly [name: SqlValue, key: SqlValue];

/** Writes what a list did to the records of one kind, and answers the names that may be new. */
export async function flushKind<K extends RecordKind>(
  session: Session,
  kind: K,
  slots: ReadonlyMap<string, Slot<K>>,
  { digest, place, progress }: Flushing,
): Promise<readonly Named[]> {
  const { table } = tables[kind];
  const one = async (sql: string, ...values: readonly SqlValue[]) => {
    // The row that an index led to, which a damaged one does not tell.
    const row = await session.one(`${sql} WHERE id = ? RETURNING id`, ...values);
    if (row?.id !== values.at(-1)) throw damagedIndex(kind, place);
  };
  const renamed = new Set<string>();
  const named: Named[] = [];
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
      renamed.add(now.id);
      await one(`UPDATE ${table} SET name = ?, display_key = ?`, `~${now.id}`, `~${now.id}`, now.id);
    }
  }
  const together = createTogether();
  for (const { before, now } of stepping(progress, 'write', changed)) {
    if (now === null) continue;
    const [id, ...rest] = rowOf(kind, now, digest);
    if (before === null || renamed.has(now.id)) named.push([rest[0] ?? null, rest[2] ?? null]);
    await together.add(
      unique(kind, now, () =>
        before === null ? session.run(insert, id as SqlValue, ...rest) : one(update, ...rest, id as SqlValue),
      ),
    );
  }
  await together.end();
  return named;
}

/**
 * The unique indexes are the judge of D1, and a damaged one is no judge: in a small store the names themselves are
 * compared, past every index. One that is new with all others; where many are new, all with all.
 */
export async function verifyNames(
  session: Session,
  kind: RecordKind,
  named: readonly Named[],
  kept: number,
  place: string,
): Promise<void> {
  const [one = [null, null]] = named;
  const many = named.length > 1;
  const found = (column: string) =>
    many ? `count(DISTINCT ${column})` : `sum(CASE WHEN ${column} = ? THEN 1 ELSE 0 END)`;
  const row = await session.one(
    `SELECT count(*) AS n, ${found('name')} AS names, ${found('display_key')} AS keys FROM ${tables[kind].table} WHERE updated_at || '' <> ''`,
    ...(many ? [] : one),
  );
  const each = many ? kept : 1;
  if (row?.n !== kept || row.names !== each || row.keys !== each) throw damagedIndex(kind, place);
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
