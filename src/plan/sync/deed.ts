import type { Block } from '../../kernel/block.ts';
import type { SyncContents, SyncKind, SyncOrigin, SyncRecord } from '../../model/sync.ts';
import type { PlannedSync, SyncSide } from '../../model/sync-plan.ts';
import { type AnyContent, comparable, type Kinded, tidied } from './comparable.ts';
import { otherSide, type SyncGiven } from './given.ts';
import { typeOf } from './references.ts';
import { type Received, received } from './sync-secrets.ts';
import { lastChange, type Verdict, type Verdicts } from './verdict.ts';

/** What is done about one record on one side. */
export interface Deed {
  readonly key: string;
  readonly kind: SyncKind;
  readonly id: string;
  readonly side: SyncSide;
  readonly before: SyncRecord | undefined;
  /** As it will be there; null where it goes. */
  readonly after: AnyContent | null;
  readonly origin: SyncOrigin;
  readonly change: PlannedSync;
  readonly holes: readonly string[];
  readonly blocked: readonly Block[];
}

/** What has to be done on one side, in the order of the verdicts. */
export function deedsOn(given: SyncGiven, verdicts: Verdicts, side: SyncSide): readonly Deed[] {
  if (given.mirror && side === 'remote') return [];
  const customs = declarationsOf(verdicts);
  const deeds: Deed[] = [];
  for (const verdict of verdicts.values()) {
    const deed = verdict.undecided === true ? undefined : deedOn(given, verdict, side, customs);
    if (deed !== undefined) deeds.push(deed);
  }
  return deeds;
}

type Declarations = ReadonlyMap<string, readonly SyncContents['type']['declaration'][]>;

// Of a type that is touched every version counts: what any of them calls a target is one (D14).
function declarationsOf(verdicts: Verdicts): Declarations {
  const found = new Map<string, SyncContents['type']['declaration'][]>();
  for (const { kind, local, remote } of verdicts.values()) {
    if (kind !== 'type') continue;
    for (const record of [local, remote]) {
      if (record?.kind !== 'type') continue;
      const { name, declaration } = record.content;
      const declared = found.get(name);
      if (declared === undefined) found.set(name, [declaration]);
      else declared.push(declaration);
    }
  }
  return found;
}

function deedOn(given: SyncGiven, verdict: Verdict, side: SyncSide, customs: Declarations): Deed | undefined {
  const { key, kind, id, result } = verdict;
  const before = verdict[side];
  if (result === null && before === undefined) return undefined;
  if (result === null) {
    const origin = originOf(given, verdict, side);
    const revision = before?.revision ?? 0;
    const change = { change: 'sync.remove', kind, id, origin, ifRevision: revision } as PlannedSync;
    return { key, kind, id, side, before, after: null, origin, change, holes: [], blocked: [] };
  }
  const got = receivedBy(given, verdict, side, customs);
  if (before !== undefined && isThere(given, kind, before.content, got.content)) return undefined;
  const origin = originOf(given, verdict, side, got.brings.length > 0);
  const there = verdict[otherSide[side]];
  const { made, changed } = (verdict.from === side ? before : there) ?? before ?? (there as SyncRecord);
  const change = {
    change: 'sync.put',
    kind,
    id,
    content: got.content,
    made,
    changed,
    ...(given.keepSecrets && (kind === 'connection' || kind === 'type') ? { keepSecrets: true } : {}),
    origin,
    ifRevision: before?.revision ?? 0,
    ...(got.brings.length === 0 ? {} : { brings: got.brings }),
  } as PlannedSync;
  return { key, kind, id, side, before, after: got.content, origin, change, holes: got.holes, blocked: got.blocked };
}

type Got = Pick<Received, 'brings' | 'holes' | 'blocked'> & { readonly content: AnyContent };

function receivedBy(given: SyncGiven, verdict: Verdict, side: SyncSide, customs: Declarations): Got {
  const { kind, result } = verdict;
  if (kind !== 'connection') return { content: result as AnyContent, brings: [], holes: [], blocked: [] };
  const name = typeOf(verdict, result) ?? '';
  const known = given.types.get(name);
  return received(result as SyncContents['connection'], {
    mine: verdict[side]?.content as SyncContents['connection'] | undefined,
    theirs: verdict[otherSide[side]]?.content as SyncContents['connection'] | undefined,
    types: [...(known === undefined ? [] : [known]), ...(customs.get(name) ?? [])],
    withSecrets: given.withSecrets,
    keepSecrets: given.keepSecrets,
  });
}

const nobodyGone: ReadonlySet<string> = new Set();

function isThere({ withSecrets }: SyncGiven, kind: SyncKind, before: AnyContent, after: AnyContent): boolean {
  if (before === after) return true;
  const text = (content: AnyContent) => comparable({ kind, content } as Kinded, { withSecrets, aside: true });
  return text(tidied({ kind, content: before } as Kinded, nobodyGone)) === text(after);
}

// What was written as the other side has it counts as no change of this side the next time. A version of its own that had
// to be mended, such as by another name, does not, or a kill would let the other side take it back.
function originOf(given: SyncGiven, verdict: Verdict, side: SyncSide, brings = false): SyncOrigin {
  const isTheirs = verdict.from === otherSide[side] || (verdict.from === 'both' && brings);
  const from = isTheirs ? otherSide[side] : side;
  const { id: environment, displayName } = given[from];
  return { environment, displayName, ...lastChange(given, verdict, from) };
}
