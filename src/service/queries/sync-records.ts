import { problem } from '../../kernel/problem.ts';
import type { QueryInput } from '../../model/query.ts';
import { type ByAt, environmentItself, type SyncKind, type SyncQueries, type SyncRecord } from '../../model/sync.ts';
import type { Asking } from '../asking.ts';
import type { Row } from '../store/driver.ts';
import { inTurn } from '../store/in-turn.ts';
import { type AnyRecord, recordOf, tables } from '../store/tables.ts';
import { damagedIndex } from '../store/verify-records.ts';
import { connectionContent, dependentContent, environmentContent, typeContent, userContent } from '../sync-content.ts';
import { entryIn } from './audit.ts';
import { typesFor } from './types.ts';
import { verifySmall } from './verify.ts';

/** The most records that one answer for a sync holds, and how many where nothing is said. */
export const mostAtOnce = 5_000;
export const usualAtOnce = 1_000;

type Kept = Exclude<SyncKind, 'environment'>;
type Found = Omit<SyncQueries['sync.records']['result'], 'mark'>;

/** Every record of a kind as a sync compares it, a page at a time in the order of ids; or those that are named. */
export async function syncRecords(
  asking: Asking,
  input: QueryInput<'sync.records'>,
): Promise<SyncQueries['sync.records']['result']> {
  return { ...(await found(asking, input)), mark: markOf(asking) };
}

/** Where the trail ends now. */
export function markOf({ head }: Pick<Asking, 'head'>): SyncQueries['sync.records']['result']['mark'] {
  return { seq: head.auditSeq, hash: head.auditHead };
}

async function found(asking: Asking, { kind, ids, after, limit }: QueryInput<'sync.records'>): Promise<Found> {
  if (kind === 'environment') {
    const wanted = ids === undefined ? (after ?? '') < environmentItself : ids.includes(environmentItself);
    return { items: wanted ? [await environmentRecord(asking)] : [], next: null };
  }
  if (ids !== undefined) return { items: [...(await recordsById(asking, kind, ids)).values()], next: null };
  return page(asking, kind, after ?? '', Math.min(limit ?? usualAtOnce, mostAtOnce));
}

/** The records of these ids that there are, in the order of ids. */
export async function recordsById(
  asking: Asking,
  kind: SyncKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SyncRecord>> {
  if (kind === 'environment') return new Map([[environmentItself, await environmentRecord(asking)]]);
  const rows = await inTurn(asking.session, `SELECT * FROM ${tables[kind].table} WHERE id IN`, ids);
  const seen = new Map(rows.map((row) => [String(row.id), row]));
  // "Not there" is said only of a store in which the look-up missed none.
  if (ids.some((id) => !seen.has(id))) {
    const missed = new Set(ids.filter((id) => !seen.has(id)));
    await verifySmall(asking, kind, ({ id }) => missed.has(String(id)));
  }
  const records = await recordsIn(asking, kind, [...seen.values()]);
  return new Map(records.map((record) => [record.id, record]));
}

async function page(asking: Asking, kind: Kept, after: string, limit: number): Promise<Found> {
  const { session, head, ports } = asking;
  const { table } = tables[kind];
  const rows = await session.all(`SELECT * FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`, after, limit + 1);
  const more = rows.length > limit;
  const items = await recordsIn(asking, kind, more ? rows.slice(0, limit) : rows);
  if (new Set(items.map(({ id }) => id)).size !== items.length) throw damagedIndex(kind, ports.driver.place);
  // Whoever has come to the end has had all of them: what the order left out would be taken for removed.
  if (
    !more &&
    Number((await session.one(`SELECT count(*) AS n FROM ${table} WHERE id <= ?`, after))?.n) + items.length !==
      head.counts[kind]
  )
    throw problem('store.damaged', { path: ports.driver.place, what: `not all records of kind ${kind} can be found` });
  return { items, next: more ? (items.at(-1)?.id ?? null) : null };
}

async function recordsIn(asking: Asking, kind: Kept, rows: readonly Row[]): Promise<SyncRecord[]> {
  const { digest, driver } = asking.ports;
  const types = typesFor(asking);
  const records: SyncRecord[] = [];
  for (const row of rows) {
    if (kind === 'connection') {
      const it = recordOf(kind, row, digest, driver.place);
      records.push({ kind, ...aboutOf(it), content: connectionContent(it, await types.find(it.type)) });
    } else if (kind === 'user') {
      const it = recordOf(kind, row, digest, driver.place);
      records.push({ kind, ...aboutOf(it), content: userContent(it) });
    } else if (kind === 'type') {
      const it = recordOf(kind, row, digest, driver.place);
      records.push({ kind, ...aboutOf(it), content: typeContent(it) });
    } else {
      const it = recordOf(kind, row, digest, driver.place);
      records.push({ kind, ...aboutOf(it), content: dependentContent(it) });
    }
  }
  return records.sort((one, other) => (one.id < other.id ? -1 : 1));
}

function aboutOf({ id, revision, createdAt, createdBy, updatedAt, updatedBy }: AnyRecord) {
  return { id, revision, made: { by: createdBy, at: createdAt }, changed: { by: updatedBy, at: updatedAt } };
}

async function environmentRecord(asking: Asking): Promise<SyncRecord<'environment'>> {
  const { record, revision } = asking.head;
  const made = { by: record.createdBy, at: record.createdAt };
  const content = environmentContent(record);
  return { kind: 'environment', id: environmentItself, revision, content, made, changed: await changedLast(asking) };
}

// It does not say itself who changed it: its own entries do, and the link to the vault.
async function changedLast({ session, head }: Asking): Promise<ByAt> {
  const { id, keyVault, createdBy, createdAt } = head.record;
  const sql = "SELECT * FROM audit WHERE target_id = ? AND outcome = 'done' ORDER BY seq DESC LIMIT 1";
  const row = await session.one(sql, id);
  const entry = row === undefined ? undefined : entryIn(row);
  const told = entry === undefined ? { by: createdBy, at: createdAt } : { by: entry.actor, at: entry.at };
  const linked = keyVault ? { by: keyVault.linkedBy, at: keyVault.linkedAt } : told;
  return linked.at > told.at ? linked : told;
}
