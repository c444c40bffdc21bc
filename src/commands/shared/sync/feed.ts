import type { Progress } from '../../../kernel/progress.ts';
import type { Environment } from '../../../model/environment.ts';
import {
  type SyncBase,
  type SyncChanged,
  type SyncKind,
  type SyncRecord,
  syncKinds,
  type TrailMark,
} from '../../../model/sync.ts';
import { keyOf } from '../../../plan/sync/given.ts';

export type Asked = Pick<Environment, 'query'>;
type Steps = Pick<Progress, 'step'>;

// What one question is about, so that no answer is too large to hold.
const idsAtOnce = 500;

/** What changed on one side since a mark, and up to where that is. Nothing where its history has no such mark. */
export async function changedSince(
  door: Asked,
  since: TrailMark,
  progress: Steps,
): Promise<{ readonly changed: ReadonlyMap<string, SyncChanged>; readonly mark: TrailMark } | undefined> {
  const changed = new Map<string, SyncChanged>();
  let mark = since;
  for await (const page of pages((after: { after?: number }) => door.query('sync.changes', { since, ...after }))) {
    if (!page.known) return undefined;
    for (const it of page.items) changed.set(keyOf(it), it);
    progress.step('sides', changed.size);
    mark = page.mark;
  }
  return { changed, mark };
}

/** Every record of one side, and up to where its trail was when the reading began. */
export async function everyRecord(
  door: Asked,
  progress: Steps,
): Promise<{ readonly records: Map<string, SyncRecord>; readonly mark: TrailMark }> {
  const records = new Map<string, SyncRecord>();
  let mark: TrailMark | undefined;
  for (const kind of syncKinds) {
    for await (const page of pages((after: { after?: string }) => door.query('sync.records', { kind, ...after }))) {
      mark ??= page.mark;
      for (const it of page.items) records.set(keyOf(it), it);
      progress.step('sides', records.size);
    }
  }
  return { records, mark: mark as TrailMark };
}

/** The records of one side that there are of those that are named. */
export async function recordsOf(
  door: Asked,
  wanted: Iterable<{ readonly kind: SyncKind; readonly id: string }>,
): Promise<Map<string, SyncRecord>> {
  const found = new Map<string, SyncRecord>();
  for (const [kind, ids] of inParts(wanted)) {
    const { items } = await door.query('sync.records', { kind, ids });
    for (const it of items) found.set(keyOf(it), it);
  }
  return found;
}

/** What was last agreed on about records. */
export async function agreedOn(
  copy: Asked,
  wanted: Iterable<{ readonly kind: SyncKind; readonly id: string }>,
): Promise<Map<string, SyncBase>> {
  const found = new Map<string, SyncBase>();
  for (const [kind, ids] of inParts(wanted))
    for (const it of (await copy.query('sync.base', { kind, ids })).items) found.set(keyOf(it), it);
  return found;
}

/** The same about everything of some kinds. */
export async function allAgreedOn(copy: Asked, kinds: readonly SyncKind[]): Promise<Map<string, SyncBase>> {
  const found = new Map<string, SyncBase>();
  for (const kind of kinds)
    for await (const page of pages((after: { after?: string }) => copy.query('sync.base', { kind, ...after })))
      for (const it of page.items) found.set(keyOf(it), it);
  return found;
}

/** Page after page of an answer, up to the last. */
async function* pages<A, P extends { readonly next: A | null }>(
  ask: (after: { after?: A }) => Promise<P>,
): AsyncGenerator<P> {
  for (let after: { after?: A } | undefined = {}; after !== undefined; ) {
    const page: P = await ask(after);
    yield page;
    after = page.next === null ? undefined : { after: page.next };
  }
}

function* inParts(
  wanted: Iterable<{ readonly kind: SyncKind; readonly id: string }>,
): Iterable<readonly [kind: SyncKind, ids: readonly string[]]> {
  const byKind = new Map<SyncKind, string[]>();
  for (const { kind, id } of wanted) {
    const ids = byKind.get(kind) ?? [];
    byKind.set(kind, ids);
    ids.push(id);
  }
  for (const [kind, ids] of byKind)
    for (let at = 0; at < ids.length; at += idsAtOnce) yield [kind, ids.slice(at, at + idsAtOnce)];
}
