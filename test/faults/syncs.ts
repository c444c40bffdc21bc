import { expect, test } from '@jest/globals';
import { isProblem, problem } from '../../src/kernel/problem.ts';
import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Change } from '../../src/model/change.ts';
import type { Environment } from '../../src/model/environment.ts';
import { type SyncKind, type SyncRecord, syncKinds } from '../../src/model/sync.ts';
import type { SyncResult } from '../../src/model/sync-result.ts';
import { currentTerms } from '../../src/model/terms.ts';
import type { ContractWorld } from '../contract/stage.ts';
import { acme } from '../contract/sync-stage.ts';
import type { Asked } from '../support/asking.ts';
import { again, createRandom, type Random, seedOf, timesOf } from '../support/random.ts';
import { createSyncStage, type SyncStage } from '../support/sync-stage.ts';

const terms = currentTerms();
const canary = 'canary-5ecret-90d1';

/** Counts statements down to the one that it ends at, like a process that is killed there. */
export interface Killing {
  readonly beforeStatement: () => Promise<void>;
  /** After so many statements; never where nothing is said. */
  in(statements?: number): void;
}

export function createKilling(): Killing {
  let left = Number.POSITIVE_INFINITY;
  return {
    async beforeStatement() {
      left -= 1;
      if (left < 0) throw problem('terminated', {});
    },
    in(statements = Number.POSITIVE_INFINITY) {
      left = statements;
    },
  };
}

/** Random work on an environment and its copy, with syncs in between of which many are killed; in the end both say the same. */
export function describeSyncs(
  what: string,
  open: (killing: Killing) => Promise<ContractWorld>,
  {
    seed: usual,
    histories,
    steps = 25,
  }: { readonly seed: number; readonly histories: number; readonly steps?: number },
): void {
  const seed = seedOf(usual);
  test(`${what}, worked on at random and killed in the middle, ends up the same on both sides ${again(seed)}`, async () => {
    const random = createRandom(seed);
    for (let history = 0; history < timesOf(histories); history += 1) {
      const killing = createKilling();
      const stage = await createSyncStage(await open(killing), { beforeStatement: killing.beforeStatement });
      try {
        await live(stage, killing, random, steps);
        await endsAlike(stage);
      } finally {
        killing.in();
        await stage.close();
      }
    }
  });
}

async function live(stage: SyncStage, killing: Killing, random: Random, steps: number): Promise<void> {
  const { original } = stage;
  await original.apply([
    { change: 'user.add', name: 'chloe', role: 'contributor' },
    { change: 'type.add', declaration: acme },
    { change: 'connection.add', type: 'mailchimp', displayName: 'News', terms },
    { change: 'export.add', connection: 'news', displayName: 'Nightly' },
  ]);
  done(await stage.sync());
  for (let step = 0; step < steps; step += 1) {
    if (random.chance(0.8)) await edit(random.chance(0.5) ? original : stage.copy(), random);
    else {
      if (random.chance(0.5)) killing.in(random.below(300));
      else stage.failing({ at: random.below(3), when: random.pick(['before', 'after']) });
      // Somebody goes on working between looking and writing.
      const between = async () => {
        if (random.chance(0.3)) await edit(random.chance(0.5) ? original : stage.copy(), random);
      };
      await stage.sync(flagsOf(random), [], { between });
      killing.in();
    }
  }
}

function flagsOf(random: Random): readonly string[] {
  return [
    ...random.pick([['--prefer', 'local'], ['--prefer', 'remote'], ['--skip-conflicts']]),
    ...(random.chance(0.5) ? ['--keep-secrets'] : []),
    ...(random.chance(0.3) ? ['--with-secrets'] : []),
    '--yes',
  ];
}

async function endsAlike(stage: SyncStage): Promise<void> {
  const before = [await said(stage.original), await said(stage.copy())];
  done(await stage.sync(['--prefer', 'local', '--keep-secrets', '--yes']));
  const there = await said(stage.original);
  const here = await said(stage.copy());
  expect(Object.keys(here)).toEqual(Object.keys(there));
  expect(here).toEqual(there);
  // Whatever either side had is there still, or somebody removed it.
  for (const environment of [stage.original, stage.copy()]) {
    const removed = await removedIn(environment);
    for (const side of before) {
      const lost = Object.keys(side).filter((key) => !(key in there) && !removed.has(key));
      const elsewhere = await removedIn(environment === stage.original ? stage.copy() : stage.original);
      expect(lost.filter((key) => !elsewhere.has(key))).toEqual([]);
    }
    const { problems } = (await environment.query('audit.verify', {})) as { readonly problems?: readonly unknown[] };
    expect(problems ?? []).toEqual([]);
  }
  const last = done(await stage.sync());
  expect([last.result, last.counts.conflicts]).toEqual(['unchanged', 0]);
  expect(JSON.stringify([before, there])).not.toContain(canary);
}

function done({ outcome, problem: stopped, seen }: Asked): SyncResult {
  if (stopped !== undefined)
    throw Object.assign(stopped, { message: `${stopped.message}\n${seen}\n${JSON.stringify(stopped)}` });
  return outcome?.data as SyncResult;
}

/** What an environment says, by kind and id; but for who keeps it, and where its stored secrets are. */
async function said(door: Environment): Promise<{ readonly [key: string]: object }> {
  const all: [string, object][] = [];
  for (const kind of syncKinds) {
    const { items } = await door.query('sync.records', { kind, limit: 500 });
    for (const { id, content } of items)
      if (!('name' in content) || content.name !== 'admin')
        all.push([`${kind}/${id}`, JSON.parse(JSON.stringify(content), withoutSecrets)]);
  }
  return Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const withoutSecrets = (key: string, value: unknown) =>
  key === 'secrets' ? Object.keys(value as object).sort() : value;

// What people removed, and what a sync did for them.
async function removedIn(door: Environment): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let after: string | undefined; ; ) {
    const { items, next } = await door.query('audit.list', { limit: 500, ...(after === undefined ? {} : { after }) });
    for (const { action, outcome, target } of items)
      if (outcome === 'done' && action.endsWith('.remove')) found.add(`${target.kind}/${target.id}`);
    if (next === null) return found;
    after = next;
  }
}

const shown = ['Ada', 'ada', 'Ben', 'Cas', 'Ada (2)'] as const;

/** One thing that a person may do; what the house refuses is not done. */
async function edit(door: Environment, random: Random): Promise<void> {
  const records = async <K extends SyncKind>(kind: K) =>
    (await door.query('sync.records', { kind, limit: 500 })).items as readonly SyncRecord<K>[];
  const connections = await records('connection');
  const exports = await records('export');
  const enrichments = await records('enrichment');
  const users = (await records('user')).filter(({ content }) => content.name !== 'admin');
  const nothing: readonly Change[] = [];
  const one = <R extends SyncRecord>(these: readonly R[], write: (record: R) => Change | readonly Change[]) =>
    these.length === 0 ? nothing : [write(random.pick(these))].flat();
  const displayName = random.pick(shown);
  const drops = connections.filter(({ content }) => content.type === 'sftp');
  const password = () => secretValue(`${canary}-${random.below(3)}`);
  const settings = () => ({ hostname: `${random.below(3)}.example`, username: 'svc' });
  const verbs: readonly (() => readonly Change[])[] = [
    () => [
      {
        change: 'connection.add',
        type: 'sftp',
        displayName,
        settings: settings(),
        secrets: { password: password() },
        terms,
      },
    ],
    () => [{ change: 'connection.add', type: 'mailchimp', displayName, terms }],
    () => [{ change: 'connection.add', type: 'acme', displayName, settings: { host: 'acme.example' }, terms }],
    () => [
      {
        change: 'connection.add',
        type: 'experian',
        displayName,
        settings: { userId: 'c1', partyId: '123', modelNumber: '7' },
        terms,
      },
    ],
    () => one(drops, ({ id }) => ({ change: 'connection.edit', connection: id, set: settings(), keepSecrets: true })),
    () => one(drops, ({ id }) => ({ change: 'connection.edit', connection: id, secrets: { password: password() } })),
    () =>
      one(connections, ({ id }) => ({
        change: 'connection.rename',
        connection: id,
        displayName,
        name: `n-${random.below(4)}`,
      })),
    () => {
      const [first, second] = [random.pick(connections), random.pick(connections)];
      if (first === undefined || second === undefined || first === second) return nothing;
      const as = ({ id }: typeof first, { content }: typeof first): Change => ({
        change: 'connection.rename',
        connection: id,
        name: content.name,
        displayName: content.displayName,
      });
      return [as(first, second), as(second, first)];
    },
    () => one(connections, ({ id }) => ({ change: 'connection.share', connection: id, with: ['contributors'] })),
    () =>
      one(connections, ({ id }) =>
        one(users, (user) => ({ change: 'connection.share', connection: id, with: [`user:${user.content.name}`] })),
      ),
    () => one(connections, ({ id }) => ({ change: 'connection.lock', connection: id, reason: 'month end' })),
    () => one(connections, ({ id }) => ({ change: 'connection.unlock', connection: id })),
    () => one(connections, ({ id }) => ({ change: 'connection.remove', connection: id })),
    () => [{ change: 'user.add', name: `user${random.below(3)}`, role: 'contributor' }],
    () => one(users, ({ id }) => ({ change: 'user.edit', user: id, displayName })),
    () => one(users, ({ id }) => ({ change: 'user.remove', user: id })),
    () => one(connections, ({ id }) => ({ change: 'export.add', connection: id, displayName })),
    () => one(connections, ({ id }) => ({ change: 'enrichment.add', connection: id, displayName })),
    () =>
      one(exports, ({ id }) => ({ change: 'export.edit', dependent: id, schedule: random.pick(['off', 'refresh']) })),
    () => one(exports, ({ id }) => ({ change: 'export.disconnect', dependent: id })),
    () =>
      one(exports, ({ id }) =>
        one(connections, (on) => ({ change: 'export.connect', dependent: id, connection: on.id })),
      ),
    () => one(exports, ({ id }) => ({ change: 'export.remove', dependent: id })),
    () => one(enrichments, ({ id }) => ({ change: 'enrichment.deactivate', dependent: id })),
    () => one(enrichments, ({ id }) => ({ change: 'enrichment.remove', dependent: id })),
    () => [{ change: 'type.add', declaration: { ...acme, summary: `Sends ${random.below(3)}` }, ifExists: 'update' }],
    () => [{ change: 'type.remove', type: 'acme' }],
    () => [{ change: 'environment.edit', tenant: `0000000${random.below(3)}-0000-0000-0000-000000000000` }],
  ];
  const changes = random.pick(verbs)();
  try {
    if (changes.length > 0) await door.apply(changes);
  } catch (error) {
    if (!isProblem(error)) throw error;
  }
}
