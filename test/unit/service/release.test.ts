import { afterAll, describe, expect, test } from '@jest/globals';
import { createSealing } from '../../../src/adapters/sealing/sealing.ts';
import { openSqlite } from '../../../src/adapters/sqlite/driver.ts';
import { createDigest } from '../../../src/adapters/system/digest.ts';
import { problem } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { createService } from '../../../src/service/service.ts';
import type { Driver, Session } from '../../../src/service/store/driver.ts';
import { createWorld } from '../../support/world.ts';

const world = await createWorld();
await world.as().apply([
  {
    change: 'connection.add',
    type: 'sftp',
    displayName: 'Drop',
    settings: { hostname: 'sftp.partner.example', username: 'u' },
    secrets: { password: secretValue('hunter2') },
    terms: '2026-11',
  },
]);
afterAll(() => world.close());

function doorOver(change: (driver: Driver) => Partial<Driver>, sealing = {}) {
  const driver = openSqlite({ path: world.path });
  const env = { CINCH_PASSPHRASE: 'correct horse' };
  return createService({
    driver: { ...driver, ...change(driver) },
    digest: createDigest(),
    clock: () => '2026-02-01T00:00:00.000Z',
    newId: () => 'id',
    sealing: { ...createSealing({ env, askPassphrase: async () => undefined, cost: 2 ** 10 }), ...sealing },
    caller: { kind: 'account', name: 'admin' },
  });
}

describe('a release', () => {
  test('that cannot be entered in the trail hands nothing out', async () => {
    const door = doorOver(() => ({
      write: async () => {
        throw problem('store.read_only', { path: world.path });
      },
    }));

    await expect(door.release({ to: 'exec', connection: 'drop' })).rejects.toMatchObject({ code: 'store.read_only' });
    await door.close();
  });

  test('whose commit fails hands nothing out, and leaves no entry', async () => {
    const before = (await world.as().query('environment.show', {})).auditHead;
    const door = doorOver((driver) => ({
      write: <T>(work: (session: Session) => Promise<T>) =>
        driver.write(async (session) => {
          await work(session);
          throw problem('store.full', { path: world.path });
        }) as Promise<T>,
    }));

    await expect(door.release({ to: 'exec', connection: 'drop' })).rejects.toMatchObject({ code: 'store.full' });
    await door.close();
    expect((await world.as().query('environment.show', {})).auditHead).toBe(before);
  });

  test('that is refused opens no key: nobody is asked for a passphrase in vain', async () => {
    const door = doorOver(() => ({}), {
      unlock: async () => {
        throw new Error('the key was opened');
      },
    });
    await world.as().apply([{ change: 'export.add', displayName: 'Loose', type: 'sftp' }]);

    await expect(door.release({ to: 'exec', connection: 'absent' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(door.release({ to: 'run', kind: 'export', dependent: 'loose' })).rejects.toMatchObject({
      code: 'run.inactive',
    });
    await door.close();
  });
});
