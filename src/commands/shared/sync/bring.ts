import { isProblem, problem } from '../../../kernel/problem.ts';
import type { Progress } from '../../../kernel/progress.ts';
import { isSecretValue, type SecretValue } from '../../../kernel/secret-value.ts';
import type { Change } from '../../../model/change.ts';
import type { Applied, Environment } from '../../../model/environment.ts';
import type { CopyOf, SyncKeep } from '../../../model/sync.ts';
import type { PlannedSync, PlannedSyncs, SyncLine, SyncSide } from '../../../model/sync-plan.ts';
import { keyOf } from '../../../plan/sync/given.ts';
import { entriesOf, markAfter } from './marks.ts';
import type { Seen } from './seen.ts';

interface Bringing {
  readonly copy: Environment;
  readonly original: Environment;
  readonly seen: Seen;
  readonly planned: PlannedSyncs;
  /** What the copy remembers so far. */
  readonly known: CopyOf;
  /** What it is to remember besides the marks. */
  readonly about: Pick<CopyOf, 'environment' | 'name' | 'mirror' | 'syncedAt'>;
  readonly afresh: boolean;
  readonly reason: string | undefined;
  readonly progress: Pick<Progress, 'during'>;
  /** Is told of everything as soon as it is done. */
  readonly done: (lines: readonly SyncLine[]) => unknown;
}

/**
 * Carries a plan out: the original first, then the copy, whose last list also keeps what both agree on then. Ended
 * anywhere, the next sync finds on both sides what was done, and does the rest.
 */
export async function bring(work: Bringing): Promise<void> {
  const { original, seen, planned, known, afresh } = work;
  const { settled, base, stays } = planned;
  const released = { local: 0, remote: 0 };
  const there = await carryOut(work, 'remote', { released, last: [], other: [] });
  const copyOf: CopyOf = {
    ...work.about,
    stays,
    // What stays out is looked at again, so it is not passed by.
    here: settled ? seen.local.mark : known.here,
    there: settled ? await markAfter(original, seen.remote.mark, entriesOf(there)) : known.there,
  };
  if (!isWorthKeeping(work, copyOf)) return;
  const keep: SyncKeep = { change: 'sync.keep', copyOf, base, after: known.here, ...(afresh ? { afresh: true } : {}) };
  const here = await carryOut(work, 'local', { released, last: [keep], other: there });
  if (settled) await passBy(work, copyOf, { local: entriesOf(here), remote: entriesOf(there) }, released);
}

type PerSide = { readonly [S in SyncSide]: number };

// What this sync itself wrote need not be looked at by the next one.
async function passBy(
  { copy, original, seen }: Bringing,
  before: CopyOf,
  entries: PerSide,
  released: PerSide,
): Promise<void> {
  const here = await markAfter(copy, seen.local.mark, entries.local + released.local);
  const there = await markAfter(original, seen.remote.mark, entries.remote + released.remote);
  if (here.seq === before.here.seq && there.seq <= before.there.seq) return;
  const copyOf = { ...before, here, there: there.seq > before.there.seq ? there : before.there };
  try {
    await copy.apply([{ change: 'sync.keep', copyOf, base: [], after: before.here }]);
  } catch (error) {
    // Another sync has passed it by already.
    if (!isProblem(error) || error.code !== 'sync.moved_on') throw error;
  }
}

function isWorthKeeping({ planned, known, afresh }: Bringing, { here, there, name }: CopyOf): boolean {
  const moved = here.seq !== known.here.seq || there.seq !== known.there.seq;
  return moved || name !== known.name || afresh || planned.base.length + planned.batches.local.length > 0;
}

interface Carrying {
  readonly released: { [S in SyncSide]: number };
  readonly last: readonly SyncKeep[];
  /** What this sync did on the other side before. */
  readonly other: readonly Applied[];
}

async function carryOut(
  work: Bringing,
  side: SyncSide,
  { released, last, other }: Carrying,
): Promise<readonly Applied[]> {
  const { copy, original, planned, reason, progress } = work;
  const [door, source] = side === 'local' ? [copy, original] : [original, copy];
  const lists = planned.batches[side];
  const applied: Applied[] = [];
  const moved = new Map(other.flatMap((it) => it.changes).map((it) => [it.id, it.revision]));
  const each = lists.length === 0 && last.length > 0 ? [[]] : lists;
  for (const [at, list] of each.entries()) {
    const changes: Change[] = [];
    for (const change of list) {
      const { brings = [], ...rest } = change;
      if (brings.length === 0) changes.push(rest);
      else {
        const secrets = await secretsOf(work, { change, brings, source, to: side, moved: moved.get(change.id) });
        released[side === 'local' ? 'remote' : 'local'] += 1;
        changes.push({ ...rest, secrets } as Change);
      }
    }
    if (at === each.length - 1) changes.push(...last);
    const doing = door.apply(changes, reason === undefined ? {} : { reason });
    applied.push(await (side === 'remote' ? progress.during('sync', doing) : doing));
    const keys = new Set(list.map(keyOf));
    work.done(
      planned.plan.lines.filter((line) => line.to === side && line.action !== 'blocked' && keys.has(keyOf(line))),
    );
  }
  return applied;
}

interface Bringable {
  readonly change: PlannedSync;
  readonly brings: readonly string[];
  readonly source: Environment;
  readonly to: SyncSide;
  /** The revision at the source, where this sync itself wrote it there. */
  readonly moved: number | null | undefined;
}

/** Stored secrets of a connection, released where they are stored, as it was when it was looked at. */
async function secretsOf(
  { seen, reason }: Bringing,
  { change, brings, source, to, moved }: Bringable,
): Promise<{ readonly [field: string]: SecretValue }> {
  const from = to === 'local' ? seen.remote : seen.local;
  const expected = moved ?? from.records.get(keyOf(change))?.revision;
  const { connection, secrets } = await source.release({
    to: 'exec',
    connection: change.id,
    ...(reason === undefined ? {} : { reason }),
  });
  if (expected !== undefined && connection.revision !== expected)
    throw problem('revision.moved', {
      kind: 'connection',
      name: connection.name,
      expected,
      actual: connection.revision,
    });
  const found = brings.flatMap((field) => {
    const value = secrets[field];
    return isSecretValue(value) ? [[field, value] as const] : [];
  });
  return Object.fromEntries(found);
}
