import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createSealing } from '../../../src/adapters/sealing/sealing.ts';
import { openSqlite } from '../../../src/adapters/sqlite/driver.ts';
import { createDigest } from '../../../src/adapters/system/digest.ts';
import { newId } from '../../../src/adapters/system/new-id.ts';
import { createService } from '../../../src/service/service.ts';
import { addPlain, addUser } from '../../contract/stage.ts';
import { furnishedStore } from './furnished-store.ts';

test('an idempotency key is good for a day, and no longer kept some time after that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-answered-'));
  const store = await furnishedStore();
  const path = join(folder, 'a.db');
  copyFileSync(store.path, path);
  let now = Date.UTC(2026, 5, 1);
  const driver = openSqlite({ path });
  const door = createService({
    driver,
    digest: createDigest(),
    clock: () => new Date(now).toISOString(),
    newId,
    sealing: createSealing({ env: {}, askPassphrase: async () => undefined }),
    caller: { kind: 'account', name: 'admin' },
  });
  const kept = () => driver.read(async (session) => (await session.all('SELECT key FROM answered')).length);
  const first = await door.apply([addPlain('Plain')], { idempotencyKey: 'k' });

  now += 23 * 3_600_000;
  expect(await door.apply([addPlain('Plain')], { idempotencyKey: 'k' })).toEqual(first);
  now += 2 * 3_600_000;
  expect((await door.apply([addUser('eve', 'viewer')], { idempotencyKey: 'k' })).result).toBe('created');

  now += 25 * 3_600_000;
  const before = await kept();
  for (let at = 0; at < 64; at += 1)
    await door.apply([{ change: 'environment.edit', displayName: `name ${at}` }], { idempotencyKey: `n-${at}` });
  expect([before > 0, await kept()]).toEqual([true, 64]);

  await door.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
