import type { ByAt, SyncKind, SyncRecord } from '../../model/sync.ts';
import type { SyncConflict, SyncSide } from '../../model/sync-plan.ts';
import {
  type AnyContent,
  comparable,
  filled,
  type Gone,
  type Kinded,
  tidied,
  withCommonSecrets,
} from './comparable.ts';
import { keyOf, otherSide, type SyncGiven } from './given.ts';

/** What is to become of one record. Later steps mend it by putting another in its place. */
export interface Verdict {
  readonly key: string;
  readonly kind: SyncKind;
  readonly id: string;
  /** As each side has it. */
  readonly local: SyncRecord | undefined;
  readonly remote: SyncRecord | undefined;
  /** What both are to have; null where neither is. */
  readonly result: AnyContent | null;
  /** Whose version that is. */
  readonly from: SyncSide | 'both';
  readonly conflicts: readonly Judged[];
  /** Nobody decided: nothing is done about it. */
  readonly undecided?: true;
}

/** A conflict as it is judged; `fields` are told when it is shown. */
export interface Judged {
  readonly why: SyncConflict['why'];
  readonly decided: SyncSide | null;
  /** Keys of the other records that are part of it. */
  readonly others: readonly string[];
}

export type Verdicts = Map<string, Verdict>;

/** The base that counts, the two versions, and whose last change is none of its own. */
interface Versions {
  readonly base: AnyContent | null;
  readonly local: AnyContent | null;
  readonly remote: AnyContent | null;
}

/** Three ways: what was agreed on, and what each side has made of it. */
export function judge(given: SyncGiven, key: string, gone: Gone): Verdict {
  const local = given.local.records.get(key);
  const remote = given.remote.records.get(key);
  const one = local ?? remote;
  if (one === undefined) {
    const { kind, id } = partsOf(key);
    return { key, kind, id, local, remote, result: null, from: 'both', conflicts: [] };
  }
  const { kind, id } = one;
  const verdict = (result: AnyContent | null, from: Verdict['from'], conflict?: Judged): Verdict => ({
    key,
    kind,
    id,
    local,
    remote,
    result,
    from,
    conflicts: conflict === undefined ? [] : [conflict],
    ...(conflict?.decided === null ? { undecided: true } : {}),
  });
  // Nothing is mended there, so nothing is to be mended here.
  if (given.mirror) return verdict(remote?.content ?? null, 'remote');
  const versions = versionsOf(given, key, kind, gone);
  const side = changedSide(given, kind, versions);
  if (side !== 'conflict') return verdict(side === 'local' ? versions.local : versions.remote, side);
  const why = versions.local === null || versions.remote === null ? 'removed' : 'both';
  const decided = given.decisions.get(key) ?? given.prefer ?? null;
  return verdict(versions[decided ?? 'remote'], decided ?? 'remote', { why, decided, others: [] });
}

/** What a record was when both sides last agreed, as far as anybody can tell. */
export function agreedOn(given: SyncGiven, key: string): AnyContent | null {
  const bySync = (side: SyncSide) => {
    const sync = given[side].touched.get(key)?.sync;
    const { id, touched } = given[otherSide[side]];
    if (sync?.environment !== id) return undefined;
    // Changed there again, it may be by a copy that was restored and never had what was brought: then the base counts.
    return touched.get(key)?.at === sync.at ? side : undefined;
  };
  const [here, there] = [bySync('local'), bySync('remote')];
  // What a sync wrote last is what the other side had: that side has not changed since.
  if ((here === undefined) !== (there === undefined))
    return given[here ?? there ?? 'local'].records.get(key)?.content ?? null;
  return given.base.get(key)?.content ?? null;
}

function versionsOf(given: SyncGiven, key: string, kind: SyncKind, gone: Gone): Versions {
  const tidy = (content: AnyContent | null | undefined) =>
    content === null || content === undefined ? null : tidied({ kind, content } as Kinded, gone);
  const base = tidy(agreedOn(given, key));
  const local = tidy(given.local.records.get(key)?.content);
  const remote = tidy(given.remote.records.get(key)?.content);
  if (!given.withSecrets) return { base, local, remote };
  const fill = (content: AnyContent | null, other: AnyContent | null) => content && filled(content, base, other);
  const [here, there] = [fill(local, remote), fill(remote, local)];
  // Nothing was agreed on about a hole: what fills it is no change where both have it, or where nobody touched it.
  const isAsItWas = !given[here === null ? 'remote' : 'local'].touched.has(key);
  const known = here && there ? withCommonSecrets(here, there) : isAsItWas ? (here ?? there) : null;
  return { base: base && filled(base, known), local: here, remote: there };
}

function changedSide(
  { withSecrets }: SyncGiven,
  kind: SyncKind,
  { base, local, remote }: Versions,
): Verdict['from'] | 'conflict' {
  const text = (content: AnyContent, aside = true) => comparable({ kind, content } as Kinded, { withSecrets, aside });
  if (local === null || remote === null) {
    const there = local ?? remote;
    if (there === null) return 'both';
    const has = local === null ? 'remote' : 'local';
    if (base === null) return has;
    return text(there) === text(base) ? otherSide[has] : 'conflict';
  }
  const [here, yonder] = [text(local), text(remote)];
  if (here === yonder) return 'both';
  if (base !== null) {
    const was = text(base);
    if (here === was) return 'remote';
    if (yonder === was) return 'local';
  } else if (kind === 'environment') {
    if (isBlank(local)) return 'remote';
    if (isBlank(remote)) return 'local';
  }
  return text(local, false) === text(remote, false) ? 'remote' : 'conflict';
}

// An environment is there from the start, and says nothing of itself then.
function isBlank(content: AnyContent): boolean {
  return Object.values(content).every((value) => value === null);
}

/** Who changed it on one side last, and when. */
export function lastChange(
  given: SyncGiven,
  { key, local, remote }: Pick<Verdict, 'key' | 'local' | 'remote'>,
  side: SyncSide,
): ByAt {
  const record = side === 'local' ? local : remote;
  const { by, at } = given[side].touched.get(key) ?? record?.changed ?? (local ?? remote)?.changed ?? nobody;
  return { by, at };
}

const nobody: ByAt = { by: '', at: '' };

function partsOf(key: string): { readonly kind: SyncKind; readonly id: string } {
  const at = key.indexOf('/');
  return { kind: key.slice(0, at) as SyncKind, id: key.slice(at + 1) };
}

/** Everything that was touched or is there, but for whoever stays out, in an order that is always the same. */
export function keysOf({ local, remote }: SyncGiven, stays: ReadonlySet<string>): readonly string[] {
  const keys = new Set(
    [local.records, remote.records, local.touched, remote.touched].flatMap((map) => [...map.keys()]),
  );
  return [...keys].filter((key) => !stays.has(key)).sort();
}

/** Users who stay out on either side: those who did, and whoever has the name of one of them elsewhere. */
export function stayingOf({ stays, local, remote }: SyncGiven, nameOf: (name: string) => string): readonly string[] {
  const keys = new Set(stays.map((id) => keyOf({ kind: 'user', id })));
  const names = new Set(
    [...keys].flatMap((key) => {
      const record = local.records.get(key);
      return record?.kind === 'user' ? [nameOf(record.content.name)] : [];
    }),
  );
  const also = [...remote.records.values()].flatMap((it) =>
    it.kind === 'user' && !keys.has(keyOf(it)) && !local.records.has(keyOf(it)) && names.has(nameOf(it.content.name))
      ? [it.id]
      : [],
  );
  return [...stays, ...also.sort()];
}
