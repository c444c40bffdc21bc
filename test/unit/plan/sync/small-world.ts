import { canonical } from '../../../../src/kernel/canonical.ts';
import type { SyncBase, SyncContents, SyncKind, SyncOrigin, SyncRecord } from '../../../../src/model/sync.ts';
import type { PlannedSync, PlannedSyncs } from '../../../../src/model/sync-plan.ts';
import { keyOf, nameWords, type SideSeen, type SyncGiven, type SyncTouch } from '../../../../src/plan/sync/given.ts';
import { planSync } from '../../../../src/plan/sync/plan-sync.ts';
import { allTypes } from '../../../support/manifests.ts';

export type AnyContent = SyncContents[SyncKind];
export type Content<K extends SyncKind> = SyncContents[K];

interface Entry extends SyncTouch {
  readonly key: string;
}

/** An environment as small as laws about syncs allow: its records, and the trail of what was done to them. */
export interface SmallEnvironment {
  readonly id: string;
  records: ReadonlyMap<string, SyncRecord>;
  trail: readonly Entry[];
  /** What a copy remembers. */
  base: ReadonlyMap<string, SyncBase>;
  marks: { readonly here: number; readonly there: number } | undefined;
  stays: readonly string[];
  /** Everything that any record ever said here, as text. */
  readonly ever: Map<string, Set<string>>;
}

export function smallEnvironment(id: string): SmallEnvironment {
  const blank = { tenant: null, keyVault: null };
  const own = { kind: 'environment', id: 'environment', revision: 1, content: blank, made: ada, changed: ada } as const;
  const records = new Map([[keyOf(own), own]]);
  const world = { id, records, trail: [], base: new Map(), marks: undefined, stays: [], ever: new Map() };
  remember(world);
  return world;
}

const ada = { by: 'ada', at: '2026-11-01T00:00:00.000Z' };

export interface Written {
  readonly kind: SyncKind;
  readonly id: string;
  /** Null where it goes. */
  readonly content: AnyContent | null;
}

/** A list of writes by a person or a sync, all or nothing, in an environment that keeps its own rules. */
export function write(
  world: SmallEnvironment,
  writes: readonly Written[],
  { by, at, sync = null }: { readonly by: string; readonly at: string; readonly sync?: SyncOrigin | null },
): void {
  const records = new Map(world.records);
  const trail = [...world.trail];
  for (const { kind, id, content } of writes) {
    const key = keyOf({ kind, id });
    const before = records.get(key);
    if (content === null && before === undefined) throw new Error(`${key} is not there`);
    const name = ((content ?? before?.content) as { readonly name?: string } | undefined)?.name ?? '';
    trail.push({ key, name, by, at, sync });
    if (content === null) records.delete(key);
    else {
      const made = before?.made ?? { by, at };
      const record = { kind, id, content, revision: (before?.revision ?? 0) + 1, made, changed: { by, at } };
      records.set(key, record as SyncRecord);
    }
    if (kind === 'user' && content === null) dropShares(records, trail, id, { by, at });
  }
  judge(world, records);
  world.records = records;
  world.trail = trail;
  remember(world);
}

function remember({ records, ever }: SmallEnvironment): void {
  for (const [key, record] of records) {
    const texts = ever.get(key) ?? new Set();
    ever.set(key, texts.add(told(record)));
  }
}

/** What people changed of a record: without its secrets, what follows from other changes, and whom it is shared with. */
export function told({ content }: SyncRecord): string {
  const of = { secrets: null, signIn: null, sharedWith: null, lastConnection: null, scheduledAt: null, exports: null };
  return canonical({ ...content, ...of });
}

function dropShares(records: Map<string, SyncRecord>, trail: Entry[], user: string, byAt: typeof ada): void {
  for (const [key, record] of records) {
    if (record.kind !== 'connection' || typeof record.content.sharedWith === 'string') continue;
    if (!record.content.sharedWith.includes(user)) continue;
    const left = record.content.sharedWith.filter((it) => it !== user);
    const content = { ...record.content, sharedWith: left.length === 0 ? ('administrators' as const) : left };
    records.set(key, { ...record, content, revision: record.revision + 1 });
    trail.push({ key, name: content.name, ...byAt, sync: null });
  }
}

/** What every environment refuses after a list. */
function judge(world: SmallEnvironment, records: ReadonlyMap<string, SyncRecord>): void {
  const held = new Map<string, string>();
  const types = new Set(allTypes.keys());
  for (const record of records.values()) if (record.kind === 'type') types.add(record.content.name);
  for (const [key, record] of records) {
    if (record.kind === 'environment') continue;
    for (const word of nameWords(record.kind, record.content)) {
      const holder = held.get(word);
      if (holder !== undefined) throw new Error(`${world.id}: ${key} and ${holder} are both ${word}`);
      held.set(word, key);
    }
    if ('type' in record.content && !types.has(record.content.type)) throw new Error(`${world.id}: ${key} has no type`);
    if (record.kind !== 'export' && record.kind !== 'enrichment') continue;
    const { connection, type, status } = record.content;
    const on = connection === null ? undefined : records.get(`connection/${connection}`);
    if (connection !== null && on === undefined) throw new Error(`${world.id}: ${key} hangs on ${connection}`);
    if (on?.kind === 'connection' && on.content.type !== type)
      throw new Error(`${world.id}: ${key} is of another type`);
    if (connection === null && status === 'active') throw new Error(`${world.id}: ${key} runs on nothing`);
  }
}

/** Carries out one list of a plan. */
export function carryOut(world: SmallEnvironment, list: readonly PlannedSync[]): void {
  const sizes = new Map<string, number>();
  for (const change of list) {
    const key = keyOf(change);
    const there = world.records.get(key);
    if (sizes.has(key)) throw new Error(`${world.id}: ${key} is there twice in a list`);
    sizes.set(key, 1);
    if ((there?.revision ?? 0) !== change.ifRevision) throw new Error(`${world.id}: ${key} has moved`);
    if (change.change === 'sync.put' && change.kind === 'connection')
      judgeSecrets(key, there?.content as Content<'connection'> | undefined, change);
  }
  // One by one in the order of the list, and judged when it is complete; what the list itself does moves no revision.
  const [first] = list;
  if (first === undefined) return;
  const before = { records: world.records, trail: world.trail };
  const draft = { ...world };
  for (const change of list) {
    const { origin, kind, id } = change;
    const content = change.change === 'sync.put' ? change.content : null;
    unjudged(draft, { kind, id, content }, origin);
  }
  judge(world, draft.records);
  if (before.records !== world.records) throw new Error('two lists at once');
  world.records = draft.records;
  world.trail = draft.trail;
  remember(world);
}

function unjudged(draft: SmallEnvironment, written: Written, origin: SyncOrigin): void {
  const records = new Map(draft.records);
  const trail = [...draft.trail];
  const key = keyOf(written);
  const there = records.get(key);
  const name = ((written.content ?? there?.content) as { readonly name?: string } | undefined)?.name ?? '';
  const byAt = { by: 'syncing', at: '2026-11-22T00:00:00.000Z' };
  trail.push({ key, name, ...byAt, sync: origin });
  if (written.content === null) {
    if (!records.delete(key)) throw new Error(`${key} was not there to be removed`);
    if (written.kind === 'user') dropShares(records, trail, written.id, byAt);
  } else {
    const { kind, id, content } = written;
    const record = { kind, id, content, revision: (there?.revision ?? 0) + 1, made: byAt, changed: byAt };
    records.set(key, record as SyncRecord);
  }
  draft.records = records;
  draft.trail = trail;
}

// The door keeps what is stored unless it is brought along, and refuses what would send it elsewhere (D14).
function judgeSecrets(
  key: string,
  there: Content<'connection'> | undefined,
  { content, brings = [], ...change }: Extract<PlannedSync, { change: 'sync.put' }>,
): void {
  const after = content as Content<'connection'>;
  for (const [field, secret] of Object.entries(after.secrets)) {
    const here = there?.secrets[field];
    if (brings.includes(field)) continue;
    if (secret.source === 'stored' && canonical(here) !== canonical(secret))
      throw new Error(`${key}: ${field} would come from nowhere`);
    if (secret.source === 'missing' && here?.source === 'stored') throw new Error(`${key}: ${field} would be lost`);
    const sends = after.type !== 'mailchimp' && after.type !== 'experian';
    const moves = sends && there !== undefined && there.settings.hostname !== after.settings.hostname;
    if (secret.source === 'stored' && moves && !('keepSecrets' in change))
      throw new Error(`${key}: ${field} would travel`);
  }
}

export type Options = Partial<
  Pick<SyncGiven, 'prefer' | 'mirror' | 'oneWay' | 'withSecrets' | 'keepSecrets' | 'decisions'>
>;

/** What a command would gather, from what was touched on either side. */
export function gathered(copy: SmallEnvironment, original: SmallEnvironment, options: Options = {}): SyncGiven {
  const since = (world: SmallEnvironment, mark: number | undefined) =>
    new Map(world.trail.slice(mark ?? 0).map((entry) => [entry.key, entry]));
  const touched = { here: since(copy, copy.marks?.here), there: since(original, copy.marks?.there) };
  const keys =
    copy.marks === undefined
      ? new Set([...copy.records.keys(), ...original.records.keys()])
      : new Set([...touched.here.keys(), ...touched.there.keys()]);
  const staying = new Set(copy.stays.map((id) => `user/${id}`));
  const seen = (world: SmallEnvironment, entries: ReadonlyMap<string, SyncTouch>): SideSeen => ({
    id: world.id,
    displayName: world.id.toUpperCase(),
    records: new Map([...world.records].filter(([key]) => keys.has(key) || (world === copy && staying.has(key)))),
    touched: entries,
    names: new Map(),
  });
  return {
    base: new Map([...copy.base].filter(([key]) => keys.has(key))),
    local: seen(copy, touched.here),
    remote: seen(original, touched.there),
    types: allTypes,
    stays: copy.stays,
    mirror: false,
    decisions: new Map(),
    withSecrets: false,
    keepSecrets: false,
    taken: new Set(),
    ...options,
  };
}

/** Plans as a command does: made-up names that something else has already are made up anew. */
export function planned(copy: SmallEnvironment, original: SmallEnvironment, options: Options = {}, each = 9_999) {
  const given = gathered(copy, original, options);
  const taken = new Set<string>();
  for (;;) {
    const plan = planSync({ ...given, taken: new Set(taken) }, { most: each, each });
    const mine = new Set(plan.invented.map(keyOf));
    const inUse = [...copy.records.values(), ...original.records.values()]
      .filter((it) => !mine.has(keyOf(it)) && it.kind !== 'environment')
      .flatMap((it) => nameWords(it.kind, it.content as Content<'user'>));
    const clash = plan.invented
      .flatMap((it) => nameWords(it.kind, it))
      .filter((it) => inUse.includes(it) && !taken.has(it));
    if (clash.length === 0) return plan;
    for (const word of clash) taken.add(word);
  }
}

/** Syncs, and is killed after so many lists where that is said. Returns the plan. */
export function sync(
  copy: SmallEnvironment,
  original: SmallEnvironment,
  options: Options = {},
  { lists = Number.POSITIVE_INFINITY, each = 9_999 }: { readonly lists?: number; readonly each?: number } = {},
): PlannedSyncs {
  const marks = { here: copy.trail.length, there: original.trail.length };
  const plan = planned(copy, original, options, each);
  let left = lists;
  const run = (world: SmallEnvironment, list: readonly PlannedSync[]) => {
    left -= 1;
    if (left >= 0) carryOut(world, list);
  };
  for (const list of plan.batches.remote) run(original, list);
  for (const list of plan.batches.local.slice(0, -1)) run(copy, list);
  left -= 1;
  if (left < 0) return plan;
  carryOut(copy, plan.batches.local.at(-1) ?? []);
  copy.base = new Map([...copy.base, ...plan.base.map((it) => [keyOf(it), it] as const)]);
  if (plan.settled || copy.marks === undefined) copy.marks = plan.settled ? marks : { here: 0, there: 0 };
  copy.stays = plan.stays;
  return plan;
}

/** What an environment says, as both sides are to say it: without what stays on each. */
export function said(world: SmallEnvironment, stays: readonly string[] = []): { readonly [key: string]: unknown } {
  const entries = [...world.records]
    .filter(([key]) => !stays.some((id) => key === `user/${id}`))
    .map(
      ([key, { kind, content }]) =>
        [key, kind === 'connection' ? withoutSecrets(content as Content<'connection'>) : content] as const,
    );
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function withoutSecrets({ secrets, signIn: _, sharedWith, ...rest }: Content<'connection'>) {
  const shared = typeof sharedWith === 'string' ? sharedWith : [...sharedWith].sort();
  return { ...rest, sharedWith: shared, secrets: Object.keys(secrets).sort() };
}
