import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createPostgresStores } from '../../src/adapters/postgres/stores.ts';
import { newId } from '../../src/adapters/system/new-id.ts';
import { isProblem, type Problem, problemDocument } from '../../src/kernel/problem.ts';
import type { Environment } from '../../src/model/environment.ts';
import { addPlain } from '../contract/stage.ts';
import { openProxy } from '../support/cutting-proxy.ts';
import { doorTo, seedOf } from '../support/instances.ts';
import { type PostgresServer, postgresPassword, postgresUser, startPostgres } from '../support/postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres({ durable: true });
});
afterAll(() => server?.remove());

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Stores over a line that can be cut, and the same seen directly. */
async function places(options: { busyMs?: number } = {}) {
  const proxy = await openProxy(() => server.port);
  closing.push(() => proxy.close());
  const stores = createPostgresStores({ url: server.url('cinch', proxy.port), ...options });
  const direct = createPostgresStores({ url: server.url() });
  closing.push(
    () => stores.close(),
    () => direct.close(),
  );
  const id = newId();
  await direct.make(id, seedOf(id));
  return { proxy, stores, direct, id, door: doorTo(stores, id), seen: doorTo(direct, id) };
}

async function thrown(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (it: unknown) => it,
  );
  if (!isProblem(error)) throw error ?? new Error('nothing was refused');
  const told = JSON.stringify([problemDocument(error), error.stack]);
  for (const secret of [postgresPassword, encodeURIComponent(postgresPassword), postgresUser, 'SELECT', 'INSERT'])
    expect(told).not.toContain(secret);
  return error;
}

const names = async (door: Environment) =>
  (await door.query('connection.list', {})).items.map((it) => (it as { name: string }).name);

async function whole(door: Environment, entries: number): Promise<void> {
  expect((await door.query('audit.verify', {})).entries).toBe(entries);
  const { findings } = await door.query('store.check', {});
  expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
}

describe('a line that breaks', () => {
  test('in the middle of a change leaves nothing of it, says so, and the next change finds another line', async () => {
    const { proxy, door, seen } = await places();
    await door.apply([addPlain('Before')]);

    proxy.cutAt('Breaks here', 'before');
    const error = await thrown(door.apply([addPlain('First'), addPlain('Breaks here')]));

    expect([error.code, error.exit]).toEqual(['store.unreachable', 12]);
    expect(error.detail).toContain('nothing has changed');
    expect(await names(seen)).toEqual(['before']);
    await door.apply([addPlain('After')]);
    expect(await names(seen)).toEqual(['after', 'before']);
    await whole(seen, 3);
  });

  test('after a row was written and before it was answered leaves nothing either', async () => {
    const { proxy, door, seen } = await places();

    proxy.cutAt('Breaks here', 'after');
    const error = await thrown(door.apply([addPlain('Breaks here')]));

    expect(error.code).toBe('store.unreachable');
    expect(await names(seen)).toEqual([]);
    await whole(seen, 1);
  });

  test('before the commit is there is told as not known; sent again with its key the change is made once', async () => {
    const { proxy, door, seen } = await places();

    proxy.cutAt('COMMIT\0', 'before');
    const send = () => door.apply([addPlain('Once')], { idempotencyKey: 'key-1' });
    const error = await thrown(send());

    expect([error.code, error.exit, error.retryable]).toEqual(['store.outcome_unknown', 12, true]);
    expect(await names(seen)).toEqual([]);
    expect((await send()).result).toBe('created');
    expect((await send()).result).toBe('created');
    expect(await names(seen)).toEqual(['once']);
    await whole(seen, 2);
  });

  test('after the commit and before its answer is told as not known; the same key answers what was done', async () => {
    const { proxy, door, seen } = await places();

    proxy.cutAt('COMMIT\0', 'after');
    const send = () => door.apply([addPlain('Once')], { idempotencyKey: 'key-1' });
    const error = await thrown(send());

    expect(error.code).toBe('store.outcome_unknown');
    expect(await names(seen)).toEqual(['once']);
    expect((await send()).result).toBe('created');
    await whole(seen, 2);
  });

  test('while a dry run is undone does not matter: nothing was to stay', async () => {
    const { proxy, door, seen } = await places();

    proxy.cutAt('ROLLBACK\0', 'before');
    const { dryRun, result } = await door.apply([addPlain('Tried')], { dryRun: true });

    expect([dryRun, result]).toEqual([true, 'created']);
    expect(await names(seen)).toEqual([]);
    expect(await names(door)).toEqual([]);
  });

  test('while an instance is made leaves none, and making it again makes it', async () => {
    const { proxy, stores, direct } = await places();
    const id = newId();

    proxy.cutAt('COMMIT\0', 'before');
    const error = await thrown(stores.make(id, seedOf(id)));

    expect(error.code).toBe('store.outcome_unknown');
    expect(await direct.has(id)).toBe(false);
    expect(await stores.make(id, seedOf(id))).toBe(true);
    expect(await names(doorTo(direct, id))).toEqual([]);
  });

  test('between two looks is replaced without anybody hearing of it', async () => {
    const { door, id } = await places();
    await Promise.all(Array.from({ length: 6 }, () => names(door)));

    await server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cinch'");

    expect(await names(door)).toEqual([]);
    await door.apply([addPlain('After')]);
    expect(await names(door)).toEqual(['after']);
    expect(id).not.toBe('');
  });

  test('at the first word of a look or a change on an older connection is replaced as well', async () => {
    const { proxy, door } = await places();
    await names(door);

    proxy.cutAt('BEGIN ISOLATION', 'before');
    expect(await names(door)).toEqual([]);
    proxy.cutAt('BEGIN ISOLATION', 'after');
    await door.apply([addPlain('After')]);

    await proxy.broken();
    expect(await names(door)).toEqual(['after']);
  });

  test('to a server that answers nothing is given up, and not waited for without end', async () => {
    const { proxy, stores, door } = await places({ busyMs: 400 });
    proxy.swallow();

    expect((await thrown(stores.ready())).detail).toContain('does not answer');
    expect((await thrown(door.query('whoami', {}))).code).toBe('store.unreachable');
  });
});

describe('a database that goes away', () => {
  test('is told as what cannot be reached, by its name without user and password, and is used again when it is back', async () => {
    const { stores, door, id } = await places();
    await door.apply([addPlain('Before')]);

    await server.stop();
    const refusals = await Promise.all([
      thrown(door.query('connection.list', {})),
      thrown(door.apply([addPlain('Meanwhile')])),
      thrown(stores.ready()),
      thrown(stores.list()),
      thrown(stores.make(newId(), async () => undefined)),
    ]);
    await server.start();

    expect(refusals.map(({ code, exit, status }) => [code, exit, status])).toEqual(
      Array(5).fill(['store.unreachable', 12, 503]),
    );
    for (const { detail } of refusals) expect(detail).toMatch(/^`postgresql:\/\/127\.0\.0\.1:\d+\/cinch` /);
    await stores.ready();
    expect(await stores.has(id)).toBe(true);
    await door.apply([addPlain('After')]);
    expect(await names(door)).toEqual(['after', 'before']);
    await whole(door, 3);
  });

  test('by a crash while it is written to has every change that was acknowledged, whole, and no half of another', async () => {
    const { direct, id } = await places();
    const doors = Array.from({ length: 4 }, () => doorTo(direct, id));
    const acknowledged: string[] = [];
    let enough: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const writing = doors.map(async (door, at) => {
      for (let step = 1; ; step += 1) {
        const name = `c-${at}-${step}`;
        try {
          await door.apply([addPlain(name), addPlain(`${name}-twin`)]);
        } catch (error) {
          return error as Problem;
        }
        acknowledged.push(name);
        if (acknowledged.length === 40) enough();
      }
    });
    await underWay;
    await server.stop('crash');
    const ends = await Promise.all(writing);
    await server.start();

    for (const { code } of ends) expect(['store.unreachable', 'store.outcome_unknown']).toContain(code);
    const there = await names(doorTo(direct, id));
    expect(acknowledged.filter((name) => !there.includes(name))).toEqual([]);
    expect(
      there.filter((name) => !there.includes(name.endsWith('-twin') ? name.slice(0, -5) : `${name}-twin`)),
    ).toEqual([]);
    // One for each door may have been committed unheard.
    expect(there.length / 2 - acknowledged.length).toBeLessThanOrEqual(doors.length);
    await whole(doorTo(direct, id), 1 + there.length);
  });
});

describe('a lock that another server holds', () => {
  let holder: pg.Client;
  beforeAll(async () => {
    holder = new pg.Client({ connectionString: server.url() });
    holder.on('error', () => undefined);
    await holder.connect();
  });
  afterAll(() => holder.end());

  const held = (id: string, how: 'lock' | 'unlock') =>
    holder.query(`SELECT pg_advisory_${how}(hashtextextended('cinch_${id.replaceAll('-', '')}', 0))`);

  test('is waited for and told of, then refused; looks go on, and so do the other instances', async () => {
    const told: string[] = [];
    const stores = createPostgresStores({
      url: server.url(),
      busyMs: 500,
      progress: { step: (work) => void told.push(work) },
    });
    closing.push(() => stores.close());
    const [id, other] = [newId(), newId()];
    for (const it of [id, other]) await stores.make(it, seedOf(it));
    await held(id, 'lock');

    const waiting = thrown(doorTo(stores, id).apply([addPlain('Late')]));
    expect(await names(doorTo(stores, id))).toEqual([]);
    await doorTo(stores, other).apply([addPlain('Elsewhere')]);
    const error = await waiting;
    await held(id, 'unlock');

    expect([error.code, error.retryable]).toEqual(['store.busy', true]);
    expect(told).toContain('busy');
    await doorTo(stores, id).apply([addPlain('Now')]);
    expect(await names(doorTo(stores, id))).toEqual(['now']);
  });

  test('is let go of when its holder is gone', async () => {
    const { door, id } = await places();
    const gone = new pg.Client({ connectionString: server.url() });
    gone.on('error', () => undefined);
    await gone.connect();
    await gone.query(`SELECT pg_advisory_lock(hashtextextended('cinch_${id.replaceAll('-', '')}', 0))`);

    const waiting = door.apply([addPlain('Waits')]);
    await gone.end();
    await waiting;

    expect(await names(door)).toEqual(['waits']);
  });
});
