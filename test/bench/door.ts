import { createSealing } from '../../src/adapters/sealing/sealing.ts';
import { openSqlite } from '../../src/adapters/sqlite/driver.ts';
import { machineAccount } from '../../src/adapters/system/account.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { newId } from '../../src/adapters/system/new-id.ts';
import type { Environment } from '../../src/model/environment.ts';
import { createService } from '../../src/service/service.ts';

/** The door to a store as the program opens it; a key file keeps its secrets, because a passphrase is slow on purpose. */
export function door(path: string): Environment {
  return createService({
    driver: openSqlite({ path }),
    digest: createDigest(),
    clock: systemClock,
    newId,
    sealing: createSealing({ env: { CINCH_KEY_FILE: `${path}.key` }, askPassphrase: async () => undefined }),
    caller: { kind: 'account', name: machineAccount() },
  });
}
