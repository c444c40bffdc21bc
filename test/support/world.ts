import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealing } from '../../src/adapters/sealing/sealing.ts';
import { openSqlite, type SqliteOptions } from '../../src/adapters/sqlite/driver.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import type { Caller } from '../../src/model/caller.ts';
import type { Environment } from '../../src/model/environment.ts';
import type { ServicePorts } from '../../src/service/ports.ts';
import { createService } from '../../src/service/service.ts';
import { placeStore } from './seeded-store.ts';

export interface World {
  readonly path: string;
  /** The door as `admin`, the first administrator (D11), or as another user. */
  as(account?: string, onBehalf?: string): Environment;
  /** The door for a caller from outside, as an environment that is served to a team opens it. */
  caller(caller: Caller): Environment;
  close(): Promise<void>;
}

export interface WorldOptions extends Partial<SqliteOptions> {
  readonly tenant?: string | null;
}

/** A real store in a folder of its own, with a clock that ticks a second a look and ids that count. */
export async function createWorld({ tenant = null, ...options }: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-world-'));
  const path = join(folder, 'test.db');
  const { clock, newId } = await placeStore(path, tenant);
  const digest = createDigest();
  const opened: Environment[] = [];
  const sealing = createSealing({
    env: { CINCH_PASSPHRASE: 'correct horse' },
    askPassphrase: async () => undefined,
    cost: 2 ** 10,
  });
  const open = (it: Pick<ServicePorts, 'caller' | 'as' | 'served' | 'issuer'>) => {
    const driver = openSqlite({ path, ...options });
    const environment = createService({ driver, digest, clock, newId, sealing, ...it });
    opened.push(environment);
    return environment;
  };
  return {
    path,
    as(account = 'admin', onBehalf) {
      const caller = { kind: 'account', name: account } as const;
      return open({ caller, ...(onBehalf === undefined ? {} : { as: onBehalf }) });
    },
    caller: (caller) => open({ caller, served: true, issuer: 'https://issuer.example' }),
    async close() {
      for (const environment of opened) await environment.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
