import { displayKey } from '../../kernel/name.ts';
import type { Digest } from '../../kernel/ports.ts';
import { problem } from '../../kernel/problem.ts';
import type { Connection } from '../../model/connection.ts';
import type { CustomType } from '../../model/custom-type.ts';
import type { Dependent } from '../../model/dependent.ts';
import { principalKey } from '../../model/principal.ts';
import type { SharedWith } from '../../model/sharing.ts';
import type { Token } from '../../model/token.ts';
import type { User } from '../../model/user.ts';
import type { Row, SqlValue, Values } from './driver.ts';

/** Every kind of record that has a name of its own. */
export interface Records {
  connection: Connection;
  export: Dependent;
  enrichment: Dependent;
  user: User;
  type: CustomType;
  token: Token;
}
export type RecordKind = keyof Records;
export type AnyRecord = Records[RecordKind];

export interface Table<K extends RecordKind> {
  readonly table: string;
  /** What the engine sees, in order; `body` and the sums follow. */
  readonly columns: readonly string[];
  /** The last of them, which a later format brought: where they hold nothing the sum leaves them out, so that older rows stay whole. */
  readonly later?: readonly string[];
  readonly values: (record: Records[K]) => SqlValue[];
}

const identity = ['id', 'name', 'display_name', 'display_key'] as const;
const moments = ['created_at', 'created_by', 'updated_at', 'revision'] as const;

const identityOf = (record: AnyRecord) => [record.id, record.name, record.displayName, displayKey(record.displayName)];
const momentsOf = (record: AnyRecord) => [record.createdAt, record.createdBy, record.updatedAt, record.revision];

/** How sharing stands in its column: named users as `users:id,id`. */
export function sharedColumn(shared: SharedWith): string {
  return typeof shared === 'string' ? shared : `users:${shared.join(',')}`;
}

/** Sharing read back from its column. */
export function sharedFrom(column: string): SharedWith {
  if (column === 'administrators' || column === 'contributors') return column;
  return column.slice('users:'.length).split(',');
}

const dependentTable = (table: string): Table<'export'> & Table<'enrichment'> => ({
  table,
  columns: [...identity, 'type', 'status', 'connection', 'last_connection', 'schedule', ...moments],
  values: (it) => [
    ...identityOf(it),
    it.type,
    it.status,
    it.connection,
    it.lastConnection,
    it.schedule,
    ...momentsOf(it),
  ],
});

/** What a kind's `display_key` is the key of. Two users, types or tokens may share a display name; their names differ by more than case. */
export function keyed(kind: RecordKind): 'name' | 'displayName' {
  return kind === 'user' || kind === 'type' || kind === 'token' ? 'name' : 'displayName';
}

export const tables: { readonly [K in RecordKind]: Table<K> } = {
  connection: {
    table: 'connections',
    columns: [
      ...identity,
      'type',
      'purpose',
      'shared',
      'status',
      'locked',
      'exports',
      'enrichments',
      ...moments,
      'sign_in_expires',
      'tested',
    ],
    later: ['sign_in_expires', 'tested'],
    values: (it) => [
      ...identityOf(it),
      it.type,
      it.purpose,
      sharedColumn(it.sharedWith),
      it.status,
      it.lock === null ? 0 : 1,
      it.dependents.exports,
      it.dependents.enrichments,
      ...momentsOf(it),
      it.signIn?.expiresAt ?? null,
      it.tested === undefined ? null : `${it.tested.at} ${it.tested.result}`,
    ],
  },
  export: dependentTable('exports'),
  enrichment: dependentTable('enrichments'),
  user: {
    table: 'users',
    columns: [...identity, 'role', ...moments, 'principal'],
    later: ['principal'],
    values: (it) => [
      it.id,
      it.name,
      it.displayName,
      displayKey(it.name),
      it.role,
      ...momentsOf(it),
      it.principal === undefined ? null : principalKey(it.principal),
    ],
  },
  type: {
    table: 'types',
    columns: [...identity, ...moments],
    values: (it) => [it.id, it.name, it.displayName, displayKey(it.name), ...momentsOf(it)],
  },
  token: {
    table: 'tokens',
    columns: [...identity, 'role', 'user_id', 'user_name', 'maker_id', 'expires_at', 'bootstrap', ...moments],
    values: (it) => [
      it.id,
      it.name,
      it.displayName,
      it.name,
      it.role,
      it.user,
      it.userName,
      it.maker,
      it.expiresAt,
      it.bootstrap === true ? 1 : 0,
      ...momentsOf(it),
    ],
  },
};

const unit = '\u001f';

/**
 * The sum over what the engine sees and the body's own sum: any bit that differs gives another. What follows the columns
 * is left out. Put together by hand, because a list does it for every row.
 */
function sumOf(kind: RecordKind, values: readonly SqlValue[], bodySum: string, digest: Digest): string {
  const { columns, later = [] } = tables[kind];
  const first = columns.length - later.length;
  let told: string = kind;
  for (let at = 0; at < first; at += 1) told += `${unit}${values[at] ?? ''}`;
  for (let at = first; at < columns.length; at += 1) {
    const value = values[at] ?? null;
    if (value !== null) told += `${unit}${columns[at]}=${value}`;
  }
  return digest(`${told}${unit}${bodySum}`);
}

/** A record as its row, in the order of `insertColumns`. */
export function rowOf<K extends RecordKind>(kind: K, record: Records[K], digest: Digest): SqlValue[] {
  const values = tables[kind].values(record);
  const body = JSON.stringify(record);
  const bodySum = digest(body);
  return [...values, body, bodySum, sumOf(kind, values, bodySum, digest)];
}

export function insertColumns(kind: RecordKind): readonly string[] {
  return [...tables[kind].columns, 'body', 'body_sum', 'sum'];
}

/** What a list selects: the columns, both sums, and more where the body is read as well. */
export function listed(kind: RecordKind, ...more: readonly 'body'[]): readonly string[] {
  return [...tables[kind].columns, 'body_sum', 'sum', ...more];
}

/** Refuses a row whose columns are not the ones that were written. Enough where the body is not read. */
export function checkColumns(kind: RecordKind, row: Row, digest: Digest, place: string): void {
  const values = tables[kind].columns.map((column) => row[column] as SqlValue);
  if (sumOf(kind, values, String(row.body_sum), digest) !== row.sum) throw damaged(kind, row.name, place);
}

/** The same for a row as `listed` selects it. */
export function checkListed(kind: RecordKind, row: Values, digest: Digest, place: string): void {
  const count = tables[kind].columns.length;
  if (sumOf(kind, row, String(row[count]), digest) !== row[count + 1]) throw damaged(kind, row[1], place);
}

/** The record of a row, once both sums agree. Damage is named and never returned as data. */
export function recordOf<K extends RecordKind>(kind: K, row: Row, digest: Digest, place: string): Records[K] {
  checkColumns(kind, row, digest, place);
  return bodyOf(kind, row.name, row.body, row.body_sum, digest, place);
}

/** The record of a row as `listed` selects it with its body. */
export function recordListed<K extends RecordKind>(kind: K, row: Values, digest: Digest, place: string): Records[K] {
  checkListed(kind, row, digest, place);
  const at = tables[kind].columns.length;
  return bodyOf(kind, row[1], row[at + 2], row[at], digest, place);
}

function bodyOf<K extends RecordKind>(
  kind: K,
  name: SqlValue | undefined,
  body: SqlValue | undefined,
  sum: SqlValue | undefined,
  digest: Digest,
  place: string,
): Records[K] {
  if (digest(String(body)) !== sum) throw damaged(kind, name, place);
  return JSON.parse(String(body)) as Records[K];
}

function damaged(kind: RecordKind, name: SqlValue | undefined, place: string) {
  return problem('store.damaged', {
    path: place,
    what: `the record of ${kind} "${String(name).slice(0, 80)}" is not what was written`,
  });
}
