import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { insertColumns, recordOf, rowOf } from '../../src/service/store/tables.ts';
import { bundled, startChild } from '../support/child.ts';
import { openDoor, terms } from '../support/fault-store.ts';
import { regionsOf } from '../support/pages.ts';
import { again, createRandom, type Random, seedOf, timesOf } from '../support/random.ts';
import { fillSample } from '../support/sample-store.ts';
import type { Plan, Trial, Tried } from './children/damaged.ts';

const seed = seedOf(500);
const flips = timesOf(500);
const cuts = timesOf(100);
const workers = 2;
const lists = 5;
const journalFlips = timesOf(40);
const journalCuts = timesOf(20);

const folder = mkdtempSync(join(tmpdir(), 'cinch-damage-'));
const script = bundled(new URL('./children/damaged.ts', import.meta.url), folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A store that was closed, and the same with the journals of lists that came after, as a killed process leaves them. */
let plan: Omit<Plan, 'trials'>;
let file: Buffer;
beforeAll(async () => {
  const store = join(folder, 'golden.db');
  const sample = await fillSample(store);
  file = readFileSync(store);
  const { environment } = openDoor(store);
  const head = async () => (await environment.query('environment.show', {})).auditHead;
  const first = await head();
  const states: Plan['states'][number][] = [{ store: kept(store, 0) }];
  for (let list = 1; list <= lists; list += 1) {
    await environment.apply([
      { change: 'connection.add', type: 'mailchimp', displayName: `After ${list}`, terms },
      { change: 'export.add', displayName: `After ${list}`, connection: `after-${list}` },
      { change: 'export.remove', dependent: `export-${50 + list}` },
    ]);
    states.push({ store: kept(store, list), wal: kept(`${store}-wal`, list) });
  }
  plan = { ...sample, states, heads: [first, await head()] };
  await environment.close();
}, 60_000);

function kept(path: string, state: number): string {
  const copy = `${path}.${state}`;
  copyFileSync(path, copy);
  return copy;
}

describe(`a damaged store ${again(seed)}`, () => {
  let tried: readonly Tried[];
  let regions: ReturnType<typeof regionsOf>;

  beforeAll(async () => {
    const random = createRandom(seed);
    regions = regionsOf(file);
    tried = await run([...flipsIn(regions, flips, random), ...cutsOf('store', file.length, cuts, random)]);
  }, timesOf(500_000));

  test('has pages of every kind, so that every kind is damaged', () => {
    const kinds = ['free', 'header', 'index', 'interior', 'leaf', 'overflow', 'page heads', 'schema'];
    expect(Object.keys(regions).sort()).toEqual(kinds);
  });

  test(`answers ${flips} flipped bits with what was written, or names the damage`, () => {
    expect(wrongOf(tried.filter(({ trial }) => trial.flip !== undefined))).toEqual([]);
  });

  test(`answers ${cuts} truncations with what was written, or names the damage`, () => {
    expect(wrongOf(tried.filter(({ trial }) => trial.cut !== undefined))).toEqual([]);
  });

  test('names more than it leaves unseen: a check that finds nothing would show nothing', () => {
    const quiet = tried.filter(({ named }) => named === 0).length;
    expect(quiet).toBeLessThan(tried.length / 2);
  });
});

test('a record that a wrong page brings in from another table is named', () => {
  const moments = { createdAt: '', createdBy: '', updatedAt: '', updatedBy: '', revision: 1 };
  const its = {
    id: 'id',
    name: 'name',
    displayName: 'Name',
    type: 'sftp',
    status: 'active',
    connection: null,
  } as const;
  const record = { ...its, lastConnection: null, settings: {}, schedule: 'off', lastRun: null, ...moments };
  const digest = createDigest();
  const values = rowOf('export', record, digest);
  const row = Object.fromEntries(insertColumns('export').map((column, at) => [column, values[at] ?? null]));
  expect(recordOf('export', row, digest, 'here')).toEqual(record);
  expect(() => recordOf('enrichment', row, digest, 'here')).toThrow('not what was written');
});

describe(`a damaged journal, left by a process that was killed ${again(seed)}`, () => {
  let tried: readonly Tried[];

  beforeAll(async () => {
    const random = createRandom(seed);
    const { length } = readFileSync(`${plan.states.at(-1)?.wal}`);
    const bits = Array.from({ length: journalFlips }, (): Trial => {
      return { file: 'wal', flip: [random.below(length), random.below(8)] };
    });
    tried = await run([...bits, ...cutsOf('wal', length, journalCuts, random)]);
  }, timesOf(200_000));

  // The engine takes the first page that is not what was written for the end of the journal, as after a power cut.
  test('leaves the store as it was after one of the lists, and the changes after that one are gone as a whole', () => {
    expect(wrongOf(tried)).toEqual([]);
    // Exactly the lists whose pages lie at the damage or after it.
    const ends = plan.states.slice(1).map(({ wal }) => statSync(`${wal}`).size);
    const gone = tried.map(({ trial }) => ends.filter((end) => end > (trial.cut ?? trial.flip?.[0] ?? 0)).length);
    expect(tried.map(({ behind }) => behind)).toEqual(gone);
  });
});

function wrongOf(tried: readonly Tried[]): readonly string[] {
  return tried
    .filter(({ wrong }) => wrong.length > 0)
    .map(({ trial, wrong }) => `${JSON.stringify(trial)} ${again(seed)}: ${wrong.slice(0, 3).join('\n')}`);
}

/** As many bits of each region; within one, any. */
function flipsIn(regions: ReturnType<typeof regionsOf>, count: number, random: Random): Trial[] {
  const names = Object.keys(regions);
  return Array.from({ length: count }, (_, at) => {
    const ranges = regions[names[at % names.length] as string] ?? [];
    const all = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
    let left = random.below(all);
    const range = ranges.find(([from, to]) => {
      if (left < to - from) return true;
      left -= to - from;
      return false;
    });
    return { file: 'store', flip: [(range?.[0] ?? 0) + left, random.below(8)] };
  });
}

/** Half of them between two pages, where a file system would cut. */
function cutsOf(of: Trial['file'], length: number, count: number, random: Random): Trial[] {
  return Array.from({ length: count }, (_, at) => {
    const cut = random.below(length);
    return { file: of, cut: at % 2 === 0 ? cut : cut - (cut % 4096) };
  });
}

/** Tries them in processes of their own, so that a crash or a hang is told with the damage that caused it. */
async function run(trials: readonly Trial[]): Promise<readonly Tried[]> {
  // In memory where the system has such a place: what is written is not what is tested.
  const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : folder, 'cinch-copies-'));
  writeFileSync(join(place, 'plan.json'), JSON.stringify({ ...plan, trials } satisfies Plan));
  const outs = await Promise.all(
    Array.from({ length: workers }, async (_, at) => {
      const child = startChild(script, [place, join(place, 'plan.json'), String(at), String(workers)]);
      let silent = setTimeout(() => undefined, 0);
      const watch = () => {
        clearTimeout(silent);
        silent = setTimeout(() => child.process.kill('SIGKILL'), 20_000);
      };
      child.process.stdout?.on('data', watch);
      watch();
      const { code, signal } = await child.ended;
      clearTimeout(silent);
      const last = child.out().trim().split('\n').at(-1);
      if (code !== 0) throw new Error(`ended with ${code ?? signal} at ${last} ${again(seed)}\n${child.err()}`);
      return child.out();
    }),
  );
  const lines = outs.flatMap((out) => out.split('\n').filter((line) => line.startsWith('{')));
  rmSync(place, { recursive: true, force: true });
  expect(lines.length).toBe(trials.length);
  return lines.map((line) => JSON.parse(line) as Tried);
}
