import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSealing } from '../../../src/adapters/sealing/sealing.ts';
import { createSqlite } from '../../../src/adapters/sqlite/create.ts';
import { openSqlite } from '../../../src/adapters/sqlite/driver.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { createDigest } from '../../../src/adapters/system/digest.ts';
import { newId } from '../../../src/adapters/system/new-id.ts';
import type { LongWork, Progress } from '../../../src/kernel/progress.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { seedEnvironment } from '../../../src/service/seed.ts';
import { createService } from '../../../src/service/service.ts';
import type { Driver } from '../../../src/service/store/driver.ts';
import { drop } from '../../commands/furniture.ts';

type Told = readonly [work: LongWork, ...numbers: readonly (number | undefined)[]];

let folder: string;
let path: string;
let told: Told[];
let onStep: () => void;
let driver: Driver;
let environment: Environment;

const progress: Progress = {
  step(...it) {
    told.push(it);
    onStep();
  },
  alone: (work, bytes) => void told.push([work, bytes]),
  async during(work, wait) {
    told.push([work]);
    return wait;
  },
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cinch-progress-'));
  path = join(folder, 'local.db');
  const digest = createDigest();
  const seed = { displayName: 'local', production: false, tenant: null, account: 'admin' };
  const ports = { clock: systemClock, newId, digest };
  await createSqlite(path, `${path}.draft`, (it) => seedEnvironment(it, seed, ports));
  told = [];
  onStep = () => undefined;
  driver = openSqlite({ path, busyMs: 500, progress });
  const sealing = createSealing({
    env: { CINCH_PASSPHRASE: 'correct horse' },
    askPassphrase: async () => undefined,
    cost: 2 ** 10,
    progress,
  });
  environment = createService({ ...ports, driver, sealing, caller: { kind: 'account', name: 'admin' }, progress });
});
afterEach(async () => {
  await environment.close();
  rmSync(folder, { recursive: true, force: true });
});

const stepsOf = (work: LongWork) => told.filter(([it]) => it === work);
const drops = (many: number) => Array.from({ length: many }, (_, at) => drop(`Drop ${at}`));

describe('what can take long tells how far it has come', () => {
  test('a list of changes: judging each, writing each record, and entering each in the trail', async () => {
    await environment.apply(drops(3));

    for (const work of ['judge', 'write', 'enter'] as const)
      expect([work, stepsOf(work)]).toEqual([
        work,
        [
          [work, 0, 3],
          [work, 1, 3],
          [work, 2, 3],
        ],
      ]);
  });

  test('sealing every secret again, and making the key from the passphrase', async () => {
    await environment.apply(drops(2));
    told = [];

    await environment.apply([{ change: 'environment.edit', rotate: true }]);

    expect(stepsOf('seal')).toEqual([
      ['seal', 0, 2],
      ['seal', 1, 2],
    ]);
    expect(stepsOf('key').length).toBeGreaterThan(0);
  });

  test('checking the trail, the records and the structure', async () => {
    await environment.apply(drops(2));
    told = [];

    await environment.query('audit.verify', {});
    await environment.query('store.check', {});
    await driver.checkStructure();

    expect(stepsOf('trail')).toContainEqual(['trail', 0, 3]);
    expect(stepsOf('records')).toContainEqual(['records', 1, 2]);
    expect(stepsOf('structure')).toEqual([['structure', expect.any(Number)]]);
  });

  test('copying the store', async () => {
    await driver.backup(join(folder, 'copy'));

    expect(told).toEqual([['copy', expect.any(Number)]]);
  });

  test('a long list, a record at a time', async () => {
    await environment.apply(drops(2));
    told = [];

    await environment.query('connection.list', {});

    expect(stepsOf('records')).toEqual([
      ['records', 0, 2],
      ['records', 1, 2],
    ]);
  });
});

describe('waiting for another process', () => {
  test('is told in pieces, and goes on as soon as the store is free', async () => {
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    onStep = () => {
      if (other.isTransaction) other.exec('COMMIT');
    };

    const { result } = await environment.apply([{ change: 'user.add', name: 'ana', role: 'viewer' }]);

    other.close();
    expect(result).toBe('created');
    expect(stepsOf('busy')).toEqual([['busy']]);
  });

  test('ends after as long in all as was asked for', async () => {
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');

    const waiting = environment.apply([{ change: 'user.add', name: 'ana', role: 'viewer' }]);

    await expect(waiting).rejects.toMatchObject({ code: 'store.busy' });
    other.close();
    expect(stepsOf('busy')).toHaveLength(2);
  });
});
