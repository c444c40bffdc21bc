import { problem } from '../../kernel/problem.ts';
import { type AuditEntry, chainStart } from '../../model/audit.ts';
import type { QueryInput } from '../../model/query.ts';
import {
  environmentItself,
  type SyncChanged,
  type SyncKind,
  type SyncQueries,
  syncKinds,
  type TrailMark,
} from '../../model/sync.ts';
import type { Asking } from '../asking.ts';
import { entryAfter, entryIn } from './audit.ts';
import { markOf, mostAtOnce, recordsById, usualAtOnce } from './sync-records.ts';

type Result = SyncQueries['sync.changes']['result'];

/** What changed since a mark, by the trail: a stretch of its entries, and the records they are about as those are now. */
export async function syncChanges(
  asking: Asking,
  { since, after, limit = usualAtOnce }: QueryInput<'sync.changes'>,
): Promise<Result> {
  const { head } = asking;
  const mark = markOf(asking);
  if (since.seq > head.auditSeq || (await hashAt(asking, since.seq)) !== since.hash)
    return { known: false, items: [], next: null, mark };
  const from = Math.max(since.seq, after ?? 0);
  const entries = await stretch(asking, from, Math.min(limit, mostAtOnce));
  const end = entries.at(-1)?.seq ?? from;
  return { known: true, items: await changedIn(asking, entries), next: end < head.auditSeq ? end : null, mark };
}

async function hashAt({ session }: Asking, seq: number): Promise<string> {
  if (seq === 0) return chainStart;
  const row = await session.one('SELECT hash FROM audit WHERE seq = ?', seq);
  if (row === undefined) throw problem('audit.broken', { seq, says: 'it is missing' });
  return String(row.hash);
}

// Every entry follows from the one before, so that none of them can be left out.
async function stretch(asking: Asking, from: number, limit: number): Promise<readonly AuditEntry[]> {
  const { session, ports, head } = asking;
  if (from >= head.auditSeq) return [];
  let mark: TrailMark = { seq: from, hash: await hashAt(asking, from) };
  const entries: AuditEntry[] = [];
  for (const row of await session.all('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?', from, limit)) {
    const entry = entryAfter(row, mark, ports.digest);
    mark = { seq: entry.seq, hash: String(row.hash) };
    entries.push(entry);
  }
  const short = entries.length < limit && mark.seq < head.auditSeq;
  if (short || (mark.seq === head.auditSeq && mark.hash !== head.auditHead))
    throw problem('audit.broken', { seq: mark.seq + 1, says: 'the trail does not end where the store says' });
  return entries;
}

async function changedIn(asking: Asking, entries: readonly AuditEntry[]): Promise<readonly SyncChanged[]> {
  const last = new Map<string, { readonly kind: SyncKind; readonly id: string; readonly entry: AuditEntry }>();
  for (const entry of entries) {
    const subject = subjectOf(entry);
    if (subject === undefined) continue;
    const key = `${subject.kind} ${subject.id}`;
    // In the order of their last change.
    last.delete(key);
    last.set(key, { ...subject, entry });
  }
  const touched = [...last.values()];
  const records = new Map<SyncKind, Awaited<ReturnType<typeof recordsById>>>();
  for (const kind of syncKinds) {
    const ids = touched.filter((it) => it.kind === kind).map(({ id }) => id);
    if (ids.length > 0) records.set(kind, await recordsById(asking, kind, ids));
  }
  const items: SyncChanged[] = [];
  for (const { kind, id, entry } of touched) {
    const { actor: by, at, target, sync } = entry;
    const record = records.get(kind)?.get(id) ?? null;
    if (record === null && !removes(entry)) await judgeGone(asking, kind, id);
    items.push({ kind, id, name: target.name, record, sync: sync ?? null, by, at });
  }
  return items;
}

// A record that cannot be found is gone only if the trail says so, or else it would be removed on the other side as well.
async function judgeGone({ session, ports }: Asking, kind: SyncKind, id: string): Promise<void> {
  const sql = "SELECT * FROM audit WHERE target_id = ? AND outcome = 'done' ORDER BY seq DESC LIMIT 1";
  const row = await session.one(sql, id);
  if (row !== undefined && removes(entryIn(row))) return;
  const what = `a record of kind ${kind} cannot be found, and nobody removed it`;
  throw problem('store.damaged', { path: ports.driver.place, what });
}

function removes({ action, revision }: AuditEntry): boolean {
  return action.endsWith('.remove') && revision === null;
}

// What is kept beside a record, and what is handed out of it, does not travel.
const beside = /^(?:connection\.(?:test|exec|authorize)|(?:export|enrichment)\.(?:run|ran))$/;

/** The record that an entry is about; nothing where a sync has nothing to do with it. */
function subjectOf({ action, outcome, target, fields }: AuditEntry) {
  if (outcome !== 'done' || beside.test(action)) return undefined;
  // A test leaves the connection as it is, unless it saw the key of its server for the first time.
  if (action === 'connection.tested' && !fields.includes('hostKey')) return undefined;
  if (target.kind === 'environment' || target.kind === 'keyvault')
    return { kind: 'environment', id: environmentItself } as const;
  const kind = syncKinds.find((it) => it === target.kind);
  return kind === undefined ? undefined : { kind, id: target.id };
}
