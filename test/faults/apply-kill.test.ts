import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { canonical } from '../../src/kernel/canonical.ts';
import { makePlan } from '../../src/plan/declared/make-plan.ts';
import { manifestOf, planningOf } from '../support/manifests.ts';
import { type Prepared, prepared } from '../support/prepared.ts';
import { again, createRandom, seedOf, timesOf } from '../support/random.ts';

const seed = seedOf(5_100);
const kills = timesOf(100);
const changes = 5_000;
const batch = 500;

describe(`apply of ${changes} changes, killed ${kills} times at random moments ${again(seed)}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-apply-kill-'));
  const random = createRandom(seed);
  let cli: Prepared;

  beforeAll(async () => {
    cli = await prepared([]);
    const names = Array.from({ length: changes / 2 }, (_, at) => `news-${at}`);
    const connections = Object.fromEntries(names.map((name) => [name, { type: 'mailchimp', terms: '2026-11' }]));
    const exports = Object.fromEntries(names.map((name) => [`of-${name}`, { connection: name }]));
    const planning = await planningOf(cli.door, manifestOf({ id: 'retail', connections, exports }));
    const plan = makePlan(planning, batch);
    const document = { apiVersion: 'cinch/v1', kind: 'Plan', ...plan, checksum: createDigest()(canonical(plan)) };
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(document));
  });
  afterAll(() => {
    cli.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const envOf = (home: string) => ({
    PATH: process.env.PATH ?? '',
    HOME: home,
    CINCH_HOME: home,
    NODE_COMPILE_CACHE: join(tmpdir(), 'cinch-test-cache'),
  });

  function start(home: string) {
    return execa(process.execPath, ['bin/cinch.js', 'apply', join(folder, 'plan.json'), '--yes', '-o', 'json'], {
      extendEnv: false,
      env: envOf(home),
      reject: false,
      stdin: 'ignore',
    });
  }

  /** Everything that a run is to leave, but for ids and moments. */
  async function left(home: string) {
    const run = async (...argv: readonly string[]) => {
      const env = envOf(home);
      const { stdout } = await execa(process.execPath, ['bin/cinch.js', ...argv, '-o', 'json'], {
        extendEnv: false,
        env,
      });
      return JSON.parse(stdout);
    };
    const { revision, counts } = await run('environment', 'show');
    const connections = await run('connection', 'list', '--limit', '0');
    const exports = await run('export', 'list', '--limit', '0');
    const { matches: _, entries } = await run('audit', 'verify');
    return {
      revision,
      counts,
      entries,
      connections: connections.items.map((it: { name: string; revision: number; dependents: object }) => [
        it.name,
        it.revision,
        it.dependents,
      ]),
      exports: exports.items.map((it: { name: string; revision: number; connection: string }) => [
        it.name,
        it.revision,
        it.connection,
      ]),
    };
  }

  test('and then done again leaves what one clean run leaves, and nothing twice', async () => {
    const fresh = (run: number) => {
      const home = join(folder, `home-${run}`);
      cpSync(cli.home, home, { recursive: true });
      return home;
    };
    const clean = fresh(0);
    expect((await start(clean)).exitCode).toBe(0);
    const expected = await left(clean);
    expect(expected.counts).toMatchObject({ connections: changes / 2, exports: changes / 2 });
    let [killed, finished] = [0, 0];
    for (let run = 1; killed < kills; run += 1) {
      const home = fresh(run);
      for (let done = false; !done; ) {
        const child = start(home);
        const timer = setTimeout(() => child.kill('SIGKILL'), 100 + random.below(700));
        const { exitCode, signal } = await child;
        clearTimeout(timer);
        if (signal === 'SIGKILL') killed += 1;
        else {
          expect(exitCode).toBe(0);
          done = true;
        }
        if (killed >= kills) break;
      }
      expect((await start(home)).exitCode).toBe(0);
      expect(await left(home)).toEqual(expected);
      finished += 1;
      rmSync(home, { recursive: true, force: true });
    }
    expect(finished).toBeGreaterThan(0);
  }, 300_000);
});
