import { afterAll, beforeAll } from '@jest/globals';
import { createPostgresStores } from '../../src/adapters/postgres/stores.ts';
import { createSealing } from '../../src/adapters/sealing/sealing.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { newId as newUuid } from '../../src/adapters/system/new-id.ts';
import { seedEnvironment } from '../../src/service/seed.ts';
import { createService } from '../../src/service/service.ts';
import type { InstanceStores } from '../../src/service/store/instance-stores.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import type { ContractWorld } from './stage.ts';

/** One server for all worlds of a file, each an instance of its own. */
export function postgresWorlds(): () => Promise<ContractWorld> {
  let server: PostgresServer;
  let stores: InstanceStores;
  beforeAll(async () => {
    server = await startPostgres();
    stores = createPostgresStores({ url: server.url() });
  });
  afterAll(async () => {
    await stores?.close();
    await server?.remove();
  });
  return () => openWorld(stores);
}

async function openWorld(stores: InstanceStores): Promise<ContractWorld> {
  const instance = newUuid();
  let ticks = 0;
  let ids = 0;
  const clock = () => new Date(Date.UTC(2026, 0, 1) + ticks++ * 1000).toISOString();
  const newId = () => (ids++ === 0 ? instance : `id-${String(ids - 1).padStart(6, '0')}`);
  const digest = createDigest();
  const seed = { displayName: 'test', production: false, tenant: null, account: 'admin' };
  await stores.make(instance, (driver) => seedEnvironment(driver, seed, { clock, newId, digest }));
  const sealing = createSealing({
    env: { CINCH_PASSPHRASE: 'correct horse' },
    askPassphrase: async () => undefined,
    cost: 2 ** 4,
  });
  const driver = stores.open(instance);
  return {
    as(account = 'admin', onBehalf) {
      const acting = onBehalf === undefined ? {} : { as: onBehalf };
      const caller = { kind: 'account', name: account } as const;
      return createService({ driver, digest, clock, newId, sealing, caller, ...acting });
    },
    close: () => driver.close(),
  };
}
