import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqlite } from '../../src/adapters/sqlite/create.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import type { Clock, NewId } from '../../src/kernel/ports.ts';
import { seedEnvironment } from '../../src/service/seed.ts';

/** A clock that ticks a second a look, and ids that count. */
interface Counting {
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Made {
  readonly bytes: Buffer;
  readonly ticks: number;
  readonly ids: number;
}

const made = new Map<string | null, Promise<Made>>();

/**
 * Puts an environment `test` at a place, whose first administrator is `admin`. It is made once for the tests of a file, as
 * the program makes one, and copied from then on; time and ids go on from where they were.
 */
export async function placeStore(path: string, tenant: string | null = null): Promise<Counting> {
  const known = made.get(tenant) ?? make(tenant);
  made.set(tenant, known);
  const { bytes, ticks, ids } = await known;
  writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' });
  return counting(ticks, ids);
}

async function make(tenant: string | null): Promise<Made> {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-seeded-'));
  const path = join(folder, 'test.db');
  const { clock, newId, counted } = counting(0, 0);
  const seed = { displayName: 'test', production: false, tenant, account: 'admin' };
  await createSqlite(path, `${path}.draft`, (driver) =>
    seedEnvironment(driver, seed, { clock, newId, digest: createDigest() }),
  );
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true, force: true });
  return { bytes, ...counted() };
}

function counting(ticksBefore: number, idsBefore: number) {
  let [ticks, ids] = [ticksBefore, idsBefore];
  return {
    clock: () => new Date(Date.UTC(2026, 0, 1) + ticks++ * 1000).toISOString(),
    newId: () => `id-${String(++ids).padStart(6, '0')}`,
    counted: () => ({ ticks, ids }),
  };
}
