import { displayKey } from '../kernel/name.ts';
import { problem } from '../kernel/problem.ts';
import type { Row, SqlValue } from './store/driver.ts';
import { keyed, type RecordKind, tables } from './store/tables.ts';

/** The statement that finds what a reference may mean, and its values (D3); `meant` then judges each row. */
export function findSql(kind: RecordKind, columns = '*'): string {
  return `SELECT ${columns} FROM ${tables[kind].table} WHERE id = ? OR name = ? OR ${keyed(kind) === 'name' ? 'display_name' : 'display_key'} = ?`;
}

/** The same past every index: no index serves an expression. */
export function scanSql(kind: RecordKind): string {
  const third = keyed(kind) === 'name' ? 'display_name' : 'display_key';
  return `SELECT * FROM ${tables[kind].table} WHERE id || '' = ? OR name || '' = ? OR ${third} || '' = ?`;
}

export function findValues(kind: RecordKind, ref: string): SqlValue[] {
  return [ref, ref, keyed(kind) === 'name' ? ref : displayKey(ref)];
}

/** The same for a row as it is stored. */
export function meantBy(kind: RecordKind, row: Row, ref: string): boolean {
  const [id, name, displayName] = [String(row.id), String(row.name), String(row.display_name)];
  return meant(kind, { id, name, displayName }, ref);
}

/** Whether a reference means a record: by id, name or exact display name. A type is meant by its id alone, which is its name. */
export function meant(kind: RecordKind, record: { id: string; name: string; displayName: string }, ref: string) {
  if (kind === 'type') return record.name === ref;
  return record.id === ref || record.name === ref || record.displayName === ref;
}

export function ambiguous(
  kind: RecordKind,
  ref: string,
  found: readonly { id: string; name: string; displayName: string }[],
) {
  const candidates = found.map(({ id, name, displayName }) => ({ id, name, displayName }));
  return problem('ambiguous', { kind, ref, list: `cinch ${kind} list` }, { candidates });
}
