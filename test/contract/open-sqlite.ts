import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealing } from '../../src/adapters/sealing/sealing.ts';
import { openSqlite, type SqliteOptions } from '../../src/adapters/sqlite/driver.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import type { Environment } from '../../src/model/environment.ts';
import { createService } from '../../src/service/service.ts';
import { placeStore } from '../support/seeded-store.ts';
import { type ContractWorld, issuer } from './stage.ts';

/** A world whose doors share one driver, as those of a server do: its writer queue is what keeps them apart. */
export async function openSqliteWorld(options: Partial<SqliteOptions> = {}): Promise<ContractWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-contract-'));
  const path = join(folder, 'test.db');
  const { clock, newId } = await placeStore(path);
  const digest = createDigest();
  const sealing = createSealing({
    env: { CINCH_PASSPHRASE: 'correct horse' },
    askPassphrase: async () => undefined,
    cost: 2 ** 4,
  });
  const driver = openSqlite({ path, ...options });
  const doors = new Map<string, Environment>();
  return {
    local: true,
    as(account = 'admin', onBehalf) {
      const key = `${account} as ${onBehalf ?? account}`;
      const known = doors.get(key);
      if (known !== undefined) return known;
      const acting = onBehalf === undefined ? {} : { as: onBehalf };
      const door = createService({
        driver,
        digest,
        clock,
        newId,
        sealing,
        caller: { kind: 'account', name: account },
        ...acting,
      });
      doors.set(key, door);
      return door;
    },
    caller: (caller) => createService({ driver, digest, clock, newId, sealing, caller, served: true, issuer }),
    async close() {
      await driver.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
