import type { Digest } from '../../kernel/ports.ts';
import { problem } from '../../kernel/problem.ts';
import type { EnvironmentRecord } from '../../model/environment-record.ts';
import type { Row, Session, SqlValue } from './driver.ts';

/** The environment's own row: its record, its revision, the head of its audit chain, and how much it holds. */
export interface Head {
  readonly record: EnvironmentRecord;
  readonly revision: number;
  readonly auditSeq: number;
  readonly auditHead: string;
  readonly counts: {
    readonly connection: number;
    readonly export: number;
    readonly enrichment: number;
    readonly user: number;
    readonly type: number;
    readonly token: number;
  };
}

const columns = [
  'id',
  'revision',
  'audit_seq',
  'audit_head',
  'connections',
  'exports',
  'enrichments',
  'users',
  'types',
];
// A later format brought it: where it counts nothing the sum leaves it out, so that older stores stay whole.
const later = 'tokens';

const written = [...columns, 'body', 'body_sum', 'sum', later];

function valuesOf(head: Head): SqlValue[] {
  const { connection, export: exports, enrichment, user, type } = head.counts;
  return [head.record.id, head.revision, head.auditSeq, head.auditHead, connection, exports, enrichment, user, type];
}

function sumOf(values: readonly SqlValue[], tokens: number, bodySum: string, digest: Digest): string {
  const told = tokens === 0 ? values : [...values, `${later}=${tokens}`];
  return digest(`${told.join('\u001f')}\u001f${bodySum}`);
}

/** Reads it, or names the damage. */
export async function readHead(session: Session, digest: Digest, place: string): Promise<Head> {
  const row = await session.one('SELECT * FROM environment LIMIT 1');
  if (row === undefined)
    throw problem('store.damaged', { path: place, what: 'it does not say which environment it holds' });
  return headOf(row, digest, place);
}

function headOf(row: Row, digest: Digest, place: string): Head {
  const values = columns.map((column) => row[column] as SqlValue);
  const bodySum = digest(String(row.body));
  if (bodySum !== row.body_sum || sumOf(values, Number(row[later]), bodySum, digest) !== row.sum) {
    throw problem('store.damaged', { path: place, what: 'the record of the environment is not what was written' });
  }
  return {
    record: JSON.parse(String(row.body)) as EnvironmentRecord,
    revision: Number(row.revision),
    auditSeq: Number(row.audit_seq),
    auditHead: String(row.audit_head),
    counts: {
      connection: Number(row.connections),
      export: Number(row.exports),
      enrichment: Number(row.enrichments),
      user: Number(row.users),
      type: Number(row.types),
      token: Number(row[later]),
    },
  };
}

function rowOf(head: Head, digest: Digest): SqlValue[] {
  const values = valuesOf(head);
  const body = JSON.stringify(head.record);
  const bodySum = digest(body);
  const { token } = head.counts;
  return [...values, body, bodySum, sumOf(values, token, bodySum, digest), token];
}

export async function insertHead(session: Session, head: Head, digest: Digest): Promise<void> {
  const marks = written.map(() => '?').join(', ');
  await session.run(`INSERT INTO environment (${written.join(', ')}) VALUES (${marks})`, ...rowOf(head, digest));
}

export async function updateHead(session: Session, head: Head, digest: Digest, place: string): Promise<void> {
  const [id, ...rest] = rowOf(head, digest);
  const set = written
    .slice(1)
    .map((column) => `${column} = ?`)
    .join(', ');
  const row = await session.one(`UPDATE environment SET ${set} WHERE id = ? RETURNING id`, ...rest, id as SqlValue);
  if (row?.id !== id)
    throw problem('store.damaged', { path: place, what: 'the record of the environment cannot be found' });
}
