import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresStores } from '../../src/adapters/postgres/stores.ts';
import { newId } from '../../src/adapters/system/new-id.ts';
import type { InstanceStores } from '../../src/service/store/instance-stores.ts';
import { startChild } from '../support/child.ts';
import { terms } from '../support/fault-store.ts';
import { doorTo, seedOf } from '../support/instances.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { again, seedOf as chanceOf, createRandom, timesOf } from '../support/random.ts';
import { hubs, type Report } from './write-changes.ts';
import { describeWritten } from './written.ts';

const seed = chanceOf(8_250);
const servers = 2;
const doors = 8;
const changesEach = 125;
const kills = timesOf(20);

let database: PostgresServer;
let stores: InstanceStores;
beforeAll(async () => {
  database = await startPostgres({ durable: true });
  stores = createPostgresStores({ url: database.url() });
});
afterAll(async () => {
  await stores?.close();
  await database?.remove();
});

const started = (script: string, ...args: readonly (string | number)[]) =>
  startChild(new URL(`./children/${script}.ts`, import.meta.url), args.map(String), { DATABASE_URL: database.url() });

describe(`two servers with eight doors each that make 1,000 changes on one instance ${again(seed)}`, () => {
  const id = newId();
  let reports: Report[];
  let before: number;

  beforeAll(async () => {
    await stores.make(id, seedOf(id));
    const environment = doorTo(stores, id);
    const hub = { change: 'connection.add', type: 'mailchimp', terms, settings: { clientId: 'n-0' } } as const;
    await environment.apply(hubs.map((displayName) => ({ ...hub, displayName })));
    before = (await environment.query('audit.list', {})).total;
    const children = Array.from({ length: servers }, (_, at) =>
      started('doors', at + 1, id, doors * changesEach, seed + at * doors),
    );
    await Promise.all(children.map((child) => child.ready));
    for (const child of children) child.send('go');
    const ends = await Promise.all(children.map((child) => child.ended));
    for (const [at, { code }] of ends.entries())
      if (code !== 0) throw new Error(`${children[at]?.err()} ${again(seed)}`);
    reports = children.flatMap((child) => JSON.parse(child.out().trim().split('\n').at(-1) ?? '') as Report[]);
  }, 180_000);

  describeWritten(() => ({
    environment: doorTo(stores, id),
    driver: stores.open(id),
    reports,
    before,
    changesEach,
  }));
});

describe(`a server that is killed ${kills} times at random moments of its changes ${again(seed)}`, () => {
  const id = newId();
  const random = createRandom(seed);
  const start = (run: number) => started('killed-server', run, id);

  test('leaves every acknowledged list whole, no list half done, and no lock behind', async () => {
    await stores.make(id, seedOf(id));
    const environment = doorTo(stores, id);
    const acknowledged = new Set<string>();
    const begun = new Set<string>();
    let next = start(1);
    for (let run = 1; run <= kills; run += 1) {
      const child = next;
      await child.ready;
      next = start(run + 1);
      const wanted = 1 + random.below(4);
      const underWay = new Promise<void>((resolve) => {
        const look = () => child.out().split('start ').length > wanted && resolve();
        child.process.stdout?.on('data', look);
        child.ended.then(() => resolve());
      });
      child.send('go');
      await underWay;
      await new Promise((resolve) => setTimeout(resolve, random.below(25)));
      child.process.kill('SIGKILL');
      const { signal } = await child.ended;
      if (signal !== 'SIGKILL') throw new Error(`it ended by itself: ${child.err()} ${again(seed)}`);
      for (const line of child.out().split('\n').slice(0, -1)) {
        const [word, name = ''] = line.split(' ');
        if (word === 'start') begun.add(name);
        if (word === 'done') acknowledged.add(name);
      }
      // Another server goes on at once: the lock of the dead one is gone with it.
      await environment.apply([{ change: 'connection.add', type: 'mailchimp', displayName: `after-${run}`, terms }]);
    }
    next.process.kill('SIGKILL');
    await next.ended;

    const { items } = await environment.query('connection.list', {});
    const there = new Set(items.map((it) => it.name).filter((name) => begun.has(name)));
    expect([...acknowledged].filter((name) => !there.has(name))).toEqual([]);
    const exports = await environment.query('export.list', {});
    expect(exports.items.map(({ name }) => name).toSorted()).toEqual(
      [...there].flatMap((name) => [1, 2, 3].map((at) => `${name}-${at}`)).toSorted(),
    );
    const { findings } = await environment.query('store.check', {});
    expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
    expect((await environment.query('audit.verify', {})).entries).toBe(1 + kills + there.size * 4);
    // A run in which no kill came in the middle of a list would show nothing.
    expect(acknowledged.size).toBeGreaterThan(kills / 2);
    expect(begun.size - acknowledged.size).toBeGreaterThan(kills / 4);
  }, 180_000);
});
