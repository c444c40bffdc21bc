import { problem } from '../../kernel/problem.ts';
import { stepping } from '../../kernel/progress.ts';
import { type AuditEntry, chainHash, chainStart } from '../../model/audit.ts';
import type { AuditFilter, Listed, Page } from '../../model/query.ts';
import type { TrailMark } from '../../model/sync.ts';
import type { Asking } from '../asking.ts';
import type { Row, SqlValue } from '../store/driver.ts';
import { small } from '../store/verify-records.ts';
import { findRecord } from './find.ts';
import { atMostOf, containing } from './page.ts';

/** Who did what, newest first. Each entry is compared with its link in the chain before it is shown. */
export async function auditList(asking: Asking, filter: AuditFilter & Page): Promise<Listed<AuditEntry>> {
  const conditions: (readonly [string, ...SqlValue[]])[] = [];
  if (filter.actor !== undefined) conditions.push(['actor = ?', filter.actor]);
  if (filter.action !== undefined) conditions.push(['action = ?', filter.action]);
  if (filter.target !== undefined) conditions.push(['target_name = ? OR target_id = ?', filter.target, filter.target]);
  if (filter.since !== undefined) conditions.push(['at >= ?', filter.since]);
  if (filter.refused === true) conditions.push(["outcome = 'refused'"]);
  if (filter.search !== undefined) conditions.push(containing(filter.search, 'actor', 'action', 'target_name'));
  return entries(asking, conditions, filter);
}

/** What was done to one connection, newest first. */
export async function connectionHistory(
  asking: Asking,
  filter: { connection: string } & Page,
): Promise<Listed<AuditEntry>> {
  const { id } = await findRecord(asking, 'connection', filter.connection);
  return entries(asking, [['target_id = ?', id]], filter);
}

/** Goes through the whole chain: every entry follows from the one before, and the last is the head that the store keeps. */
export async function auditVerify({ session, ports, head }: Omit<Asking, 'actor'>, { head: known }: { head?: string }) {
  let previous = chainStart;
  let seq = 0;
  let matches = known === undefined ? null : known === chainStart;
  for (;;) {
    const rows = await session.all('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT 1000', seq);
    ports.progress?.step('trail', seq, head.auditSeq);
    for (const row of rows) {
      if (row.seq !== seq + 1) throw problem('audit.broken', { seq: seq + 1, says: 'it is missing' });
      seq += 1;
      previous = chainHash(previous, String(row.body), ports.digest);
      if (previous !== row.hash)
        throw problem('audit.broken', { seq, says: 'it is not what was written, or the one before was changed' });
      entryIn(row);
      if (known === previous) matches = true;
    }
    if (rows.length < 1000) break;
  }
  if (seq !== head.auditSeq || previous !== head.auditHead) {
    throw problem('audit.broken', {
      seq: head.auditSeq,
      says: `the trail ends at entry ${seq} and not where the store says`,
    });
  }
  return { entries: seq, head: previous, matches };
}

async function entries(
  asking: Asking,
  conditions: readonly (readonly [string, ...SqlValue[]])[],
  page: Page,
): Promise<Listed<AuditEntry>> {
  const { session, ports, head } = asking;
  const newestFirst = isNewestFirst(page.sort);
  // A filter trusts columns that no entry it returns vouches for, and an index: a short trail is judged whole and past it.
  const judged = conditions.length > 0 && head.auditSeq <= small;
  if (judged) await auditVerify(asking, {});
  const from = judged ? `(SELECT * FROM audit LIMIT ${small}) AS audit` : 'audit';
  const where = conditions.map(([sql]) => `(${sql})`);
  const values = conditions.flatMap(([, ...it]) => it);
  const all = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  const total = Number((await session.one(`SELECT count(*) AS n FROM ${from}${all}`, ...values))?.n);
  if (where.length === 0 && total !== head.auditSeq)
    throw problem('audit.broken', { seq: total + 1, says: 'an entry is missing' });
  if (page.next !== undefined) {
    if (!/^\d{1,15}$/.test(page.next))
      throw problem('usage.flag_value', {
        flag: '--next',
        rule: 'the `next` of the page before, as it was given',
        fix: ['--limit 0'],
      });
    where.push(newestFirst ? 'seq < ?' : 'seq > ?');
    values.push(Number(page.next));
  }
  const clause = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  const atMost = atMostOf(page);
  const limit = atMost === undefined ? '' : ' LIMIT ?';
  const rows = await session.all(
    `SELECT *, (SELECT hash FROM audit AS earlier WHERE earlier.seq = audit.seq - 1) AS previous FROM ${from}${clause} ORDER BY seq${newestFirst ? ' DESC' : ''}${limit}`,
    ...values,
    ...(atMost === undefined ? [] : [atMost + 1]),
  );
  const more = atMost !== undefined && rows.length > atMost;
  const shown = more ? rows.slice(0, atMost) : rows;
  const items: AuditEntry[] = [];
  for (const row of stepping(ports.progress, 'trail', shown)) items.push(entryOf(row, ports.digest));
  return { items, next: more ? String(items.at(-1)?.seq) : null, total };
}

// A trail has one order, and it is read from either end.
function isNewestFirst(sort = 'seq:desc'): boolean {
  if (sort === 'seq' || sort === 'seq:asc') return false;
  if (sort === 'seq:desc') return true;
  throw problem('usage.flag_value', { flag: '--sort', rule: '`seq` or `seq:desc` here', example: 'seq' });
}

function entryOf(row: Row, digest: (text: string) => string): AuditEntry {
  const previous = row.seq === 1 ? chainStart : String(row.previous);
  if (chainHash(previous, String(row.body), digest) !== row.hash) {
    throw problem('audit.broken', { seq: Number(row.seq), says: 'it is not what was written' });
  }
  return entryIn(row);
}

/** The entry that follows a mark, where it does. */
export function entryAfter(row: Row, before: TrailMark, digest: (text: string) => string): AuditEntry {
  if (row.seq !== before.seq + 1) throw problem('audit.broken', { seq: before.seq + 1, says: 'it is missing' });
  return entryOf({ ...row, previous: before.hash }, digest);
}

// What is searched by stands beside the entry, outside of its hash, so it is compared with the entry itself.
export function entryIn(row: Row): AuditEntry {
  const entry = JSON.parse(String(row.body)) as AuditEntry;
  const { seq, at, actor, onBehalf, action, outcome, target, fields, reason, revision, token, sync } = entry;
  const columns = [row.seq, row.at, row.actor, row.action, row.outcome, row.target_id, row.target_name];
  const written = [seq, at, actor, action, outcome, target.id, target.name];
  if (columns.some((value, index) => value !== written[index]))
    throw problem('audit.broken', { seq: Number(row.seq), says: 'it is not found by what was written' });
  const held = { ...(token === undefined ? {} : { token }), ...(sync === undefined ? {} : { sync }) };
  return { seq, at, actor, onBehalf, action, outcome, target, fields, reason, revision, ...held };
}
