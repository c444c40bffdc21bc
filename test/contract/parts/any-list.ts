import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isProblem } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Change } from '../../../src/model/change.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { type SyncRecord, syncKinds } from '../../../src/model/sync.ts';
import { roles } from '../../../src/model/user.ts';
import { addDrop, addEnrichment, addExport, addPlain, everything, inside, type Open, stages } from '../stage.ts';
import { origin, putOf, recordsOf } from '../sync-stage.ts';

// Few names, so that changes of one list meet.
const connection = fc.constantFrom('drop', 'shared', 'leads', 'fresh', 'Fresh', 'Retail drop', 'plain');
const anExport = fc.constantFrom('nightly', 'weekly', 'loose', 'fresh');
const enrichment = fc.constantFrom('firms', 'idle', 'fresh');
const user = fc.constantFrom('ana', 'bob', 'admin', 'new');
const displayName = fc.constantFrom('Fresh', 'FRESH', 'Nightly', 'Plain', 'Other');
const ifExists = fc.constantFrom('fail', 'skip', 'update');
const share = fc.constantFrom(['contributors'], ['user:ana'], ['user:ana', 'user:bob'], ['administrators']);
const some = <T>(value: T): fc.Arbitrary<T | undefined> => fc.option(fc.constant(value), { nil: undefined });

const shapes: readonly fc.Arbitrary<object>[] = [
  fc
    .tuple(displayName, ifExists, share)
    .map(([name, existing, words]) => addDrop(name, { ifExists: existing as 'skip', share: words })),
  fc.tuple(displayName, ifExists).map(([name, existing]) => addPlain(name, { ifExists: existing as 'skip' })),
  fc.record({
    change: fc.constant('connection.edit'),
    connection,
    set: fc.constantFrom({ username: 'x' }, { hostname: 'other.example' }, {}),
    secrets: fc.constantFrom({}, { password: secretValue('p') }),
    keepSecrets: fc.boolean(),
  }),
  fc.record({
    change: fc.constant('connection.rename'),
    connection,
    name: fc.constantFrom('fresh', 'drop', 'renamed'),
  }),
  fc.record({ change: fc.constant('connection.rename'), connection, displayName }),
  fc.record({ change: fc.constantFrom('connection.share', 'connection.unshare'), connection, with: share }),
  fc.record({ change: fc.constantFrom('connection.unlock', 'connection.remove', 'connection.remove'), connection }),
  fc.record({ change: fc.constant('connection.lock'), connection, reason: fc.constant('why') }),
  fc
    .tuple(displayName, connection, ifExists)
    .map(([name, on, existing]) => addExport(name, on, { ifExists: existing as 'skip', settings: { profiles: 1 } })),
  fc
    .tuple(displayName, connection, ifExists)
    .map(([name, on, existing]) => addEnrichment(name, on, { ifExists: existing as 'skip' })),
  fc.record({ change: fc.constantFrom('export.disconnect', 'export.remove'), dependent: anExport }),
  fc.record({ change: fc.constant('export.connect'), dependent: anExport, connection }),
  fc.record({
    change: fc.constant('export.edit'),
    dependent: anExport,
    schedule: fc.constantFrom('off', 'refresh'),
    displayName,
  }),
  fc.record({
    change: fc.constantFrom('enrichment.activate', 'enrichment.deactivate', 'enrichment.remove'),
    dependent: enrichment,
  }),
  fc.record({ change: fc.constant('enrichment.connect'), dependent: enrichment, connection }),
  fc.record({ change: fc.constantFrom('user.add'), name: user, role: fc.constantFrom(...roles), ifExists }),
  fc.record({ change: fc.constant('user.edit'), user, role: fc.constantFrom(...roles) }),
  fc.record({ change: fc.constant('user.remove'), user }),
  fc
    .record({ change: fc.constant('environment.edit'), displayName: some('other'), rotate: some(true) })
    .map(withoutUndefined),
];
const list = fc.array(fc.oneof(...shapes), { minLength: 1, maxLength: 7 }) as unknown as fc.Arbitrary<Change[]>;

export function describeAnyList(open: Open): void {
  const { furnished } = stages(open);

  describe('any list of changes', () => {
    test('is done whole or not at all, as its dry run said, and leaves every number and reference right', async () => {
      let done = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(list, { minLength: 3, maxLength: 3 }), async (lists) => {
          const { admin } = await furnished();
          for (const changes of lists) {
            const before = await everything(admin);
            const tried = await ending(admin.apply(changes, { dryRun: true }));
            expect(await everything(admin)).toEqual(before);

            const real = await ending(admin.apply(changes));
            // Whoever gave up their own role cannot look any more.
            if (!(await isAdministrator(admin))) return;

            expect({ ...tried, dryRun: false, changes: withoutIds(tried) }).toEqual({
              ...real,
              dryRun: false,
              changes: withoutIds(real),
            });
            if (real.refused !== undefined || real.result === 'unchanged')
              expect(await everything(admin)).toEqual(before);
            else done += 1;
            await expectWhole(admin);
          }
        }),
        { numRuns: 15 },
      );
      expect(done).toBeGreaterThan(1);
    }, 120_000);

    test('that a sync brings leaves every number and reference right as well', async () => {
      let done = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(syncSteps, { minLength: 3, maxLength: 3 }), async (lists) => {
          const { admin } = await furnished();
          for (const steps of lists) {
            const records = (await Promise.all(syncKinds.map((kind) => recordsOf(admin, kind)))).flat();
            const before = await everything(admin);

            const real = await ending(admin.apply(steps.map((it) => synced(it, records as SyncRecord[]))));

            if (!(await isAdministrator(admin))) return;
            if (real.refused !== undefined || real.result === 'unchanged')
              expect(await everything(admin)).toEqual(before);
            else done += 1;
            await expectWhole(admin);
          }
        }),
        { numRuns: 10 },
      );
      expect(done).toBeGreaterThan(1);
    }, 120_000);
  });
}

const syncSteps = fc.array(
  fc.record({
    which: fc.nat(100),
    other: fc.nat(100),
    does: fc.constantFrom('take', 'name', 'move', 'stop', 'share', 'lock', 'role', 'new', 'remove', 'remove', 'stale'),
  }),
  { minLength: 1, maxLength: 6 },
);
type SyncStep = typeof syncSteps extends fc.Arbitrary<readonly (infer Step)[]> ? Step : never;

/** A record as another environment could have changed it, or not. */
function synced({ which, other, does }: SyncStep, records: readonly SyncRecord[]): Change {
  // Earlier lists may have removed every record of a kind.
  const of = (kind: SyncRecord['kind'] | undefined, at: number) => {
    const those = records.filter((it) => it.kind === kind);
    const some = those.length === 0 ? records : those;
    return some[at % some.length] as SyncRecord;
  };
  const kinds = { move: 'export', stop: 'enrichment', share: 'connection', lock: 'connection', role: 'user' } as const;
  const record = of(does in kinds ? kinds[does as keyof typeof kinds] : undefined, which);
  const { kind, id, revision } = record;
  if (does === 'remove' && kind !== 'environment') return { change: 'sync.remove', kind, id, origin };
  const { name, displayName } = of(kind === 'environment' ? 'user' : kind, other).content as unknown as {
    readonly [name: string]: string;
  };
  const contents: { readonly [it: string]: object } = {
    name: kind === 'environment' || kind === 'type' ? {} : { name, displayName },
    move: { connection: of('connection', other).id, status: 'active' },
    stop: { connection: null, status: other % 2 === 0 ? 'inactive' : 'active' },
    share: { sharedWith: [of('user', other).id, 'id-nobody'] },
    lock: { lock: { reason: 'why', by: 'ana', at: origin.at } },
    role: { role: roles[other % roles.length], exports: null },
    new: { name: `fresh-${which}`, displayName: `Fresh ${which}` },
  };
  const put =
    does === 'new' && kind !== 'environment' && kind !== 'type' ? { ...record, id: `id-new-${which}` } : record;
  const seen = does === 'new' ? {} : { ifRevision: does === 'stale' ? revision + 1 : revision };
  const { ifRevision: _, ...change } = putOf(put, 0, { content: contents[does] ?? {} });
  return { ...change, ...seen } as Change;
}

type Ending = Partial<Awaited<ReturnType<Environment['apply']>>> & { readonly refused?: string };

async function ending(work: ReturnType<Environment['apply']>): Promise<Ending> {
  try {
    return await work;
  } catch (error) {
    // The moment of a lock that the list itself made differs.
    if (isProblem(error)) return { refused: `${error.code} ${error.detail.replace(/\d{4}-\d\d-\S+Z/, 'then')}` };
    throw error;
  }
}

async function isAdministrator(door: Environment): Promise<boolean> {
  return door.query('whoami', {}).then(
    ({ role }) => role === 'administrator',
    () => false,
  );
}

// A dry run and the real one make ids of their own.
function withoutIds({ changes = [] }: Ending) {
  return changes.map(({ id: _, ...change }) => change);
}

async function expectWhole(admin: Environment): Promise<void> {
  const { findings } = await admin.query('store.check', {});
  expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
  const { counts, auditHead } = await admin.query('environment.show', {});
  expect((await admin.query('audit.verify', { head: auditHead })).matches).toBe(true);
  const connections = await admin.query('connection.list', {});
  const [exports, enrichments] = [await admin.query('export.list', {}), await admin.query('enrichment.list', {})];
  const users = await admin.query('user.list', {});
  expect(counts).toEqual({
    connections: connections.items.length,
    exports: exports.items.length,
    enrichments: enrichments.items.length,
    users: users.items.length,
  });
  expect(users.items.some(({ role }) => role === 'administrator')).toBe(true);
  for (const { name } of connections.items) {
    const { dependents, sharedWith, secrets, type } = await inside(admin, name);
    const on = ({ items }: typeof exports) => items.filter((it) => it.connection === name).length;
    expect([name, dependents]).toEqual([name, { exports: on(exports), enrichments: on(enrichments) }]);
    if (Array.isArray(sharedWith))
      for (const it of sharedWith) expect(users.items.map((other) => other.name)).toContain(it);
    expect(sharedWith).not.toEqual([]);
    if (type === 'sftp') expect(Object.keys(secrets)).toEqual(['password']);
  }
  for (const it of exports.items)
    expect([it.name, it.status]).toEqual([it.name, it.connection === null ? 'inactive' : 'active']);
  for (const it of enrichments.items)
    if (it.connection === null) expect([it.name, it.status]).toEqual([it.name, 'inactive']);
}

function withoutUndefined(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
