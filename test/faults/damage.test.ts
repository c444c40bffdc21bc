import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bundled, startChild } from '../support/child.ts';
import { regionsOf } from '../support/pages.ts';
import { again, createRandom, type Random, seedOf, timesOf } from '../support/random.ts';
import { fillSample } from '../support/sample-store.ts';
import type { Trial, Tried } from './children/damaged.ts';

const seed = seedOf(500);
const flips = timesOf(500);
const cuts = timesOf(100);
const workers = 2;

const folder = mkdtempSync(join(tmpdir(), 'cinch-damage-'));
const script = bundled(new URL('./children/damaged.ts', import.meta.url), folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe(`a damaged store ${again(seed)}`, () => {
  const golden = join(folder, 'golden.db');
  let tried: readonly Tried[];
  let regions: ReturnType<typeof regionsOf>;

  beforeAll(async () => {
    const sample = await fillSample(golden);
    const file = readFileSync(golden);
    const random = createRandom(seed);
    regions = regionsOf(file);
    const trials = [...flipsIn(regions, flips, random), ...cutsOf(file.length, cuts, random)];
    writeFileSync(`${golden}.json`, JSON.stringify({ ...sample, trials }));
    tried = await run(golden, trials);
  }, timesOf(150_000));

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
    const quiet = tried.filter(({ named }) => named <= refusedAnyway).length;
    expect(quiet).toBeLessThan(tried.length / 2);
  });
});

// Changes that even an undamaged store refuses.
const refusedAnyway = 4;

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
function cutsOf(length: number, count: number, random: Random): Trial[] {
  return Array.from({ length: count }, (_, at) => {
    const cut = random.below(length);
    return { file: 'store', cut: at % 2 === 0 ? cut : cut - (cut % 4096) };
  });
}

/** Tries them in processes of their own, so that a crash or a hang is told with the damage that caused it. */
async function run(golden: string, trials: readonly Trial[]): Promise<readonly Tried[]> {
  const place = join(folder, 'copies');
  mkdirSync(place, { recursive: true });
  const outs = await Promise.all(
    Array.from({ length: workers }, async (_, at) => {
      const child = startChild(script, [place, golden, String(at), String(workers)]);
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
  expect(lines.length).toBe(trials.length);
  return lines.map((line) => JSON.parse(line) as Tried);
}
