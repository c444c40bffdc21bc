import { problem } from '../../../kernel/problem.ts';
import type { Progress } from '../../../kernel/progress.ts';
import { chainStart } from '../../../model/audit.ts';
import type { EnvironmentDetail } from '../../../model/environment-detail.ts';
import {
  type CopyOf,
  environmentItself,
  type SyncBase,
  type SyncChanged,
  type SyncKind,
  type SyncRecord,
  syncKinds,
  type TrailMark,
} from '../../../model/sync.ts';
import { environmentKey, keyOf, type SideSeen } from '../../../plan/sync/given.ts';
import { type Asked, agreedOn, allAgreedOn, changedSince, everyRecord, recordsOf } from './feed.ts';
import { toFill } from './holes.ts';

/** Where a trail begins: nothing of it was taken up. */
export const beginning: TrailMark = { seq: 0, hash: chainStart };

/** Both sides as they are, with what they last agreed on, and up to where their trails were looked at. */
export interface Seen {
  readonly local: Side;
  readonly remote: Side;
  readonly base: ReadonlyMap<string, SyncBase>;
}

export interface Side extends SideSeen {
  readonly mark: TrailMark;
}

interface Looking {
  readonly copy: Asked;
  readonly original: Asked;
  readonly progress: Pick<Progress, 'step'>;
  /** The names of both, for a refusal to end with. */
  readonly ends: { readonly from: string; readonly to: string };
  readonly afresh: boolean;
  /** Whether holes that an earlier sync left are looked for. */
  readonly withSecrets: boolean;
}

type About = Pick<EnvironmentDetail, 'id' | 'displayName'>;
type Abouts = { readonly local: About; readonly remote: About };

/** Looks at both sides: at what changed since the last sync, or at everything where there was none, or none counts. */
export async function lookAtBoth(known: CopyOf, abouts: Abouts, looking: Looking): Promise<Seen> {
  const whole = looking.afresh || known.there.seq === 0;
  return whole ? everything(abouts, looking) : whatChanged(known, abouts, looking);
}

async function everything(abouts: Abouts, { copy, original, progress, afresh }: Looking): Promise<Seen> {
  const remote = await all(original, undefined, progress);
  // A first sync that was ended left records here; its trail tells which of them are as they came.
  const local = await all(copy, afresh ? undefined : beginning, progress);
  const base = afresh ? new Map<string, SyncBase>() : await allAgreedOn(copy, syncKinds);
  const own = local.records.get(environmentKey);
  // What a new copy says of itself was made up when it was made.
  if (!afresh && own?.kind === 'environment' && !base.has(environmentKey))
    base.set(environmentKey, { kind: 'environment', id: environmentItself, content: own.content });
  const names = new Map<string, string>();
  return {
    local: { ...abouts.local, ...local, names },
    remote: { ...abouts.remote, ...remote, names },
    base,
  };
}

async function all(door: Asked, since: TrailMark | undefined, progress: Looking['progress']) {
  const { records, mark } = await everyRecord(door, progress);
  const feed = await changedSince(door, since ?? mark, progress);
  // Restored while it was read.
  if (feed === undefined) return all(door, since, progress);
  for (const [key, { record }] of feed.changed) {
    if (record === null) records.delete(key);
    else records.set(key, record);
  }
  return { records, touched: feed.changed, mark: feed.mark };
}

async function whatChanged(known: CopyOf, abouts: Abouts, looking: Looking): Promise<Seen> {
  const { copy, original, progress, ends, withSecrets } = looking;
  const another = (name: string) => problem('sync.other_history', { ...ends, name });
  if (abouts.remote.id !== known.environment) throw another(ends.from);
  const there = await changedSince(original, known.there, progress);
  if (there === undefined) throw another(ends.from);
  const here = await changedSince(copy, known.here, progress);
  if (here === undefined) throw another(ends.to);
  const holes = withSecrets ? await toFill(copy, original) : [];
  const touched = new Map<string, { readonly kind: SyncKind; readonly id: string }>([
    ...holes,
    ...there.changed,
    ...here.changed,
  ]);
  const base = await agreedOn(copy, touched.values());
  const local = await asItIs(copy, here.changed, touched);
  const stays = known.stays.map((id) => ({ kind: 'user', id }) as const);
  for (const [key, record] of await recordsOf(copy, stays)) local.set(key, record);
  const remote = await asItIs(original, there.changed, touched);
  return {
    local: {
      ...abouts.local,
      ...(await withNames(copy, local, [local, remote])),
      touched: here.changed,
      mark: here.mark,
    },
    remote: {
      ...abouts.remote,
      ...(await withNames(original, remote, [local, remote])),
      touched: there.changed,
      mark: there.mark,
    },
    base,
  };
}

/** Everything that was touched on either side, as it is on this one. */
async function asItIs(
  door: Asked,
  own: ReadonlyMap<string, SyncChanged>,
  touched: ReadonlyMap<string, { readonly kind: SyncKind; readonly id: string }>,
): Promise<Map<string, SyncRecord>> {
  const others = [...touched].filter(([key]) => !own.has(key)).map(([, it]) => it);
  const records = await recordsOf(door, others);
  for (const [key, { record }] of own) if (record !== null) records.set(key, record);
  return records;
}

/** With the names of what is referred to and was not touched, for showing. */
async function withNames(
  door: Asked,
  records: ReadonlyMap<string, SyncRecord>,
  both: readonly ReadonlyMap<string, SyncRecord>[],
): Promise<Pick<SideSeen, 'records' | 'names'>> {
  const wanted = new Map<string, { readonly kind: SyncKind; readonly id: string }>();
  for (const side of both)
    for (const record of side.values())
      for (const it of referredTo(record)) if (!records.has(keyOf(it))) wanted.set(keyOf(it), it);
  const names = new Map<string, string>();
  for (const [key, { content }] of await recordsOf(door, wanted.values()))
    if ('name' in content) names.set(key, content.name);
  return { records, names };
}

function referredTo(record: SyncRecord): readonly { readonly kind: SyncKind; readonly id: string }[] {
  switch (record.kind) {
    case 'connection': {
      const { sharedWith } = record.content;
      return typeof sharedWith === 'string' ? [] : sharedWith.map((id) => ({ kind: 'user', id }));
    }
    case 'user':
      return (record.content.exports ?? []).map((id) => ({ kind: 'export', id }));
    case 'export':
    case 'enrichment': {
      const { connection, lastConnection } = record.content;
      return [connection, lastConnection].flatMap((id) => (id === null ? [] : [{ kind: 'connection' as const, id }]));
    }
    default:
      return [];
  }
}
