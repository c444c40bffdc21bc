import { afterAll, beforeAll } from '@jest/globals';
import { createPostgresStores } from '../../src/adapters/postgres/stores.ts';
import { createSealing } from '../../src/adapters/sealing/sealing.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { newId as newUuid } from '../../src/adapters/system/new-id.ts';
import { seedEnvironment } from '../../src/service/seed.ts';
import { createService } from '../../src/service/service.ts';
import type { Driver } from '../../src/service/store/driver.ts';
import type { InstanceStores } from '../../src/service/store/instance-stores.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { type ContractWorld, issuer } from './stage.ts';

/** How many worlds one after the other live in one schema. Making its tables takes the engine longer than most tests. */
const worldsEach = 50;

/** One server for all worlds of a file, and an emptied instance for each. */
export function postgresWorlds(): () => Promise<ContractWorld> {
  let server: PostgresServer;
  let stores: InstanceStores;
  const free: { readonly instance: string; worlds: number }[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    stores = createPostgresStores({ url: server.url() });
  });
  afterAll(async () => {
    await stores?.close();
    await server?.remove();
  });
  return async () => {
    const place = free.pop() ?? { instance: await made(stores), worlds: 0 };
    // What a service remembers of a driver is of one environment alone.
    return openWorld({ ...stores.open(place.instance) }, () => {
      place.worlds += 1;
      if (place.worlds < worldsEach) free.push(place);
    });
  };
}

async function made(stores: InstanceStores): Promise<string> {
  const instance = newUuid();
  await stores.make(instance, async () => undefined);
  return instance;
}

async function openWorld(driver: Driver, leave: () => void): Promise<ContractWorld> {
  let ticks = 0;
  let ids = 0;
  const clock = () => new Date(Date.UTC(2026, 0, 1) + ticks++ * 1000).toISOString();
  const newId = () => `id-${String(++ids).padStart(6, '0')}`;
  const digest = createDigest();
  const seed = { displayName: 'test', production: false, tenant: null, account: 'admin' };
  await seedEnvironment(driver, seed, { clock, newId, digest });
  const sealing = createSealing({
    env: { CINCH_PASSPHRASE: 'correct horse' },
    askPassphrase: async () => undefined,
    cost: 2 ** 4,
  });
  return {
    local: true,
    caller: (caller) => createService({ driver, digest, clock, newId, sealing, caller, served: true, issuer }),
    as(account = 'admin', onBehalf) {
      const acting = onBehalf === undefined ? {} : { as: onBehalf };
      const caller = { kind: 'account', name: account } as const;
      return createService({ driver, digest, clock, newId, sealing, caller, ...acting });
    },
    async close() {
      await empty(driver);
      leave();
    },
  };
}

/** Takes every row out of every table, those of later formats too. */
async function empty(driver: Driver): Promise<void> {
  await driver.write((session) => session.run(emptying));
}

// In the engine itself: a look and a statement for every table would be most of what a world costs.
const emptying = `DO $$
  DECLARE name text;
  BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'store_format'
    LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
  END $$`;
