import { createSealing } from '../../src/adapters/sealing/sealing.ts';
import { createSqlite } from '../../src/adapters/sqlite/create.ts';
import { openSqlite, type SqliteOptions } from '../../src/adapters/sqlite/driver.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { newId } from '../../src/adapters/system/new-id.ts';
import type { Environment } from '../../src/model/environment.ts';
import { seedEnvironment } from '../../src/service/seed.ts';
import { createService } from '../../src/service/service.ts';
import type { Driver } from '../../src/service/store/driver.ts';
import type { Sealing } from '../../src/service/store/sealing.ts';

/** The terms that the suites agree to. */
export const terms = '2026-11';
export const passphrase = 'correct horse';

export interface Opened {
  readonly environment: Environment;
  readonly driver: Driver;
}

interface DoorOptions extends Omit<SqliteOptions, 'path'> {
  readonly account?: string;
  readonly keyFile?: string;
  readonly clock?: () => string;
  readonly newId?: () => string;
}

const digest = createDigest();
const now = () => new Date().toISOString();

/** What seals here: as the program's own, with a cost of scrypt that 200 kills can pay. */
export function cheapSealing(keyFile?: string): Sealing {
  const env = { CINCH_PASSPHRASE: passphrase, ...(keyFile === undefined ? {} : { CINCH_KEY_FILE: keyFile }) };
  return createSealing({ env, askPassphrase: async () => undefined, cost: 2 ** 10 });
}

interface Made {
  readonly account?: string;
  readonly clock?: () => string;
  readonly newId?: () => string;
}

/** Gives a new store its environment, with `admin`, or whoever else is named, as its first administrator. */
export function seeded({ account = 'admin', ...ports }: Made = {}) {
  const about = { displayName: 'test', production: false, tenant: null, account };
  return (driver: Driver) => seedEnvironment(driver, about, { clock: now, newId, digest, ...ports });
}

/** An empty store. */
export async function makeStore(path: string, made: Made = {}) {
  return createSqlite(path, `${path}.draft-${newId()}`, seeded(made));
}

/** The door to a store that other processes may use, damage or have been killed on. */
export function openDoor(
  path: string,
  { account = 'admin', keyFile, clock, newId: ids, ...options }: DoorOptions = {},
) {
  const driver = openSqlite({ path, ...options });
  const environment = createService({
    driver,
    digest,
    clock: clock ?? now,
    newId: ids ?? newId,
    sealing: cheapSealing(keyFile),
    caller: { kind: 'account', name: account },
  });
  return { environment, driver } satisfies Opened;
}
