import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalEnvironments } from '../../src/adapters/sqlite/environments.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { readHead } from '../../src/service/store/head.ts';
import { sealIdentity } from '../../src/service/store/sealing.ts';
import { recordOf } from '../../src/service/store/tables.ts';
import { bundled, type Child, startChild } from '../support/child.ts';
import { cheapSealing, makeStore, openDoor } from '../support/fault-store.ts';
import { again, createRandom, seedOf, timesOf } from '../support/random.ts';
import type { Delta } from './children/killed.ts';

const seed = seedOf(9_200);
const kills = timesOf(200);
// The trail grows with every list and is read in full after every kill.
const killsAStore = 20;
const makingKills = timesOf(20);
const digest = createDigest();
const scripts = mkdtempSync(join(tmpdir(), 'cinch-killed-'));
afterAll(() => rmSync(scripts, { recursive: true, force: true }));

/** What a store holds, as far as the lists change it. */
interface State {
  readonly connections: { readonly [name: string]: string | null };
  readonly exports: { readonly [name: string]: string | null };
  readonly storage: string | null;
  readonly key: number | null;
}

describe(`a process that is killed ${kills} times at random moments of its changes ${again(seed)}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-kill-'));
  const pathOf = (run: number) => join(folder, `${Math.ceil(run / killsAStore)}.db`);
  const keyFile = join(folder, 'key');
  const random = createRandom(seed);
  const seen = { lists: 0, during: 0, kept: 0, undone: 0 };
  const script = bundled(new URL('./children/killed.ts', import.meta.url), scripts);
  let path: string;
  let next: Child;
  let state: State;

  beforeAll(async () => {
    for (let run = 1; run <= kills + 1; run += killsAStore) await makeStore(pathOf(run));
    next = start(1);
  });
  afterAll(() => {
    next?.process.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function start(run: number): Child {
    return startChild(script, [pathOf(run), `${run}`, `${random.below(2 ** 31)}`, keyFile]);
  }

  test('leaves every finished list whole, no list half done, and every secret open', async () => {
    // Lists that no process was told the end of. While another process has the store open, one whose commit was cut off
    // between its last page and its announcement stays out of sight, and comes whole once all have closed it: until then
    // nobody saw it, and the next list to be finished takes its place.
    let open: Delta[] = [];
    for (let run = 1; run <= kills; run += 1) {
      const child = next;
      path = pathOf(run);
      if (run % killsAStore === 1) state = { connections: {}, exports: {}, storage: null, key: null };
      await child.ready;
      next = start(run + 1);
      await kill(child, 1 + random.below(3), random.below(30));
      const { finished, begun } = toldBy(child);
      for (const delta of finished) state = advanced(state, delta);
      if (finished.length > 0 || run % killsAStore === 1) open = [];
      if (begun !== undefined) open.push(begun);
      const found = await look();
      const could = [state, ...open.map((delta) => advanced(state, delta))];
      seen.lists += finished.length;
      if (begun !== undefined) {
        seen.during += 1;
        seen[sameAs(found, state) ? 'undone' : 'kept'] += 1;
      }
      if (!could.some((it) => sameAs(found, it))) {
        throw new Error(`kill ${run} left something between two lists ${again(seed)}: ${difference(found, state)}`);
      }
      if (!sameAs(found, state)) open = [];
      state = found;
    }
    // A run in which no kill came in the middle of a list would show nothing.
    expect(seen.lists).toBeGreaterThan(kills / 2);
    expect(seen.during).toBeGreaterThan(kills / 4);
    expect(seen.undone).toBeGreaterThan(0);
    expect(seen.kept + seen.undone).toBe(seen.during);
    expect(readdirSync(folder).filter((file) => !/^(?:\d+\.db(?:-wal|-shm)?|key)$/.test(file))).toEqual([]);
  }, 180_000);

  /** Opens what the killed process left, judges it whole, and reads it in full, secrets included. */
  async function look(): Promise<State> {
    const { environment, driver } = openDoor(path, { keyFile });
    try {
      expect(await driver.checkStructure()).toEqual([]);
      const { findings } = await environment.query('store.check', {});
      expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
      return await driver.read(async (session) => {
        const { record, counts } = await readHead(session, digest, path);
        const rows = await session.all('SELECT * FROM connections NOT INDEXED');
        const records = rows.map((row) => recordOf('connection', row, digest, path));
        const exports = (await session.all('SELECT * FROM exports NOT INDEXED')).map((row) =>
          recordOf('export', row, digest, path),
        );
        expect([counts.connection, counts.export]).toEqual([records.length, exports.length]);
        const { secretStorage: storage, keys } = record;
        const ring = storage === null ? undefined : await cheapSealing(keyFile).unlock(record.id, { storage, keys });
        const connections = records.map(({ id, name, secrets }) => {
          const { password } = secrets;
          if (password?.source !== 'stored') return [name, null];
          const identity = sealIdentity(record.id, id, 'password', password.key);
          return [name, ring?.open(password.sealed, password.key, identity)?.reveal() ?? 'does not open'];
        });
        const names = new Map(records.map(({ id, name }) => [id, name]));
        for (const { name, id, dependents } of records) {
          expect([name, dependents.exports]).toEqual([name, exports.filter((it) => it.connection === id).length]);
        }
        return {
          connections: Object.fromEntries(connections),
          exports: Object.fromEntries(exports.map((it) => [it.name, names.get(it.connection ?? '') ?? null])),
          storage,
          key: keys.at(-1)?.version ?? null,
        };
      });
    } finally {
      await environment.close();
    }
  }
});

describe(`a process that is killed ${makingKills} times while it makes environments ${again(seed)}`, () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'cinch-making-')), 'environments');
  const random = createRandom(seed);
  afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

  test('leaves each of them whole or not there', async () => {
    const local = createLocalEnvironments(folder, 1_000);
    const script = bundled(new URL('./children/making.ts', import.meta.url), scripts);
    const promised: string[] = [];
    let next = startChild(script, [folder, '1']);
    for (let run = 1; run <= makingKills; run += 1) {
      const child = next;
      await child.ready;
      next = startChild(script, [folder, String(run + 1)]);
      await kill(child, 1 + random.below(3), random.below(12));
      promised.push(...toldBy<string>(child).finished);
    }
    next.process.kill('SIGKILL');
    await next.ended;
    const there = local.list();
    expect(promised.filter((name) => !there.includes(name))).toEqual([]);
    for (const name of there) {
      const { environment } = openDoor(local.location(name));
      const { findings } = await environment.query('store.check', {});
      expect([name, findings.filter(({ severity }) => severity === 'damage')]).toEqual([name, []]);
      expect((await environment.query('whoami', {})).role).toBe('administrator');
      await environment.close();
    }
  }, 60_000);
});

/** Kills it some milliseconds, which are what makes the moment random, after it began its nth list. */
async function kill(child: Child, lists: number, milliseconds: number): Promise<void> {
  const begun = new Promise<void>((resolve) => {
    const look = () => child.out().split('\nstart ').length > lists && resolve();
    child.process.stdout?.on('data', look);
    child.ended.then(() => resolve());
  });
  child.send('go');
  await begun;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.process.kill('SIGKILL');
  const { signal } = await child.ended;
  if (signal !== 'SIGKILL') throw new Error(`it ended by itself: ${child.err()} ${again(seed)}`);
}

function toldBy<D = Delta>(child: Child): { readonly finished: readonly D[]; readonly begun: D | undefined } {
  const lines = child.out().split('\n').slice(1, -1);
  const deltas = lines.filter((line) => line.startsWith('start ')).map((line) => JSON.parse(line.slice(6)) as D);
  const done = lines.filter((line) => line === 'done').length;
  return { finished: deltas.slice(0, done), begun: deltas[done] };
}

function advanced(state: State, delta: Delta): State {
  const without = (all: State['exports'], gone: readonly string[] = []) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !new Set(gone).has(name)));
  const seals = Object.values(delta.added ?? {}).some((secret) => secret !== null);
  return {
    connections: without({ ...state.connections, ...delta.added }, delta.gone),
    exports: without({ ...state.exports, ...delta.exports }, delta.goneExports),
    // The first secret brings the first key, in the file that a variable names.
    storage: delta.storage ?? state.storage ?? (seals ? 'key-file' : null),
    key: state.key === null ? (seals ? 1 : null) : state.key + (delta.rotated ?? 0),
  };
}

function sameAs(one: State, other: State): boolean {
  return sorted(one) === sorted(other);
}

function sorted({ connections, exports, storage, key }: State): string {
  return JSON.stringify([Object.entries(connections).sort(), Object.entries(exports).sort(), storage, key]);
}

function difference(found: State, expected: State): string {
  const lines = (state: State) => [
    `storage ${state.storage}`,
    `key ${state.key}`,
    ...Object.entries(state.connections).map((it) => it.join(': ')),
    ...Object.entries(state.exports).map((it) => it.join(' on ')),
  ];
  const [there, wanted] = [new Set(lines(found)), new Set(lines(expected))];
  const more = [...there].filter((line) => !wanted.has(line)).slice(0, 20);
  const less = [...wanted].filter((line) => !there.has(line)).slice(0, 20);
  return JSON.stringify({ more, less }, null, 1);
}
