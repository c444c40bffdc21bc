import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSealing } from '../../../src/adapters/sealing/sealing.ts';
import { createSqlite } from '../../../src/adapters/sqlite/create.ts';
import { openSqlite } from '../../../src/adapters/sqlite/driver.ts';
import { createDigest } from '../../../src/adapters/system/digest.ts';
import { newId } from '../../../src/adapters/system/new-id.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { seedEnvironment } from '../../../src/service/seed.ts';
import { createService } from '../../../src/service/service.ts';
import type { Driver } from '../../../src/service/store/driver.ts';
import { recordOf, rowOf, tables } from '../../../src/service/store/tables.ts';
import { addDrop, addPlain, inside, refused } from '../../contract/stage.ts';
import { noKeychain } from '../sealing/parts.ts';

type Variables = Readonly<Record<string, string>>;

const digest = createDigest();
const clock = () => '2026-02-01T00:00:00.000Z';
const edit = { change: 'connection.edit', connection: 'drop' } as const;

describe('the keys of stored secrets', () => {
  let folder: string;
  let driver: Driver;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cinch-keys-'));
    const path = join(folder, 'a.db');
    const about = { displayName: 'test', production: false, tenant: null, account: 'admin' };
    await createSqlite(path, `${path}.draft`, (draft) => seedEnvironment(draft, about, { clock, newId, digest }));
    driver = openSqlite({ path });
  });
  afterEach(async () => {
    await driver.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const doorWith = (env: Variables): Environment => {
    const sealing = createSealing({ env, askPassphrase: async () => undefined, keychain: noKeychain(), cost: 2 ** 4 });
    return createService({ driver, digest, clock, newId, sealing, caller: { kind: 'account', name: 'admin' } });
  };
  const passphrase = { CINCH_PASSPHRASE: 'correct horse' };

  test('without anywhere safe a typed secret is refused, and nothing has changed', async () => {
    const door = doorWith({});

    const found = await refused(door.apply([addDrop('Drop')]), 'secret.no_storage');

    expect(found.exit).toBe(11);
    expect((await door.query('connection.list', {})).total).toBe(0);
    await door.apply([addPlain('Plain')]);
  });

  test('with another passphrase nothing opens, and what holds no secret still works', async () => {
    await doorWith(passphrase).apply([addDrop('Drop'), addPlain('Plain')]);
    const door = doorWith({ CINCH_PASSPHRASE: 'battery staple' });

    await refused(door.apply([{ ...edit, secrets: { password: secretValue('new') } }]), 'secret.locked');
    await refused(door.apply([{ change: 'environment.edit', rotate: true }]), 'secret.locked');

    await door.apply([{ ...edit, set: { username: 'x' } }]);
    expect((await inside(door, 'drop')).settings.username).toBe('x');
  });

  test('a dry run makes no key file', async () => {
    const file = join(folder, 'cinch.key');
    const door = doorWith({ CINCH_KEY_FILE: file });

    await door.apply([addDrop('Drop')], { dryRun: true });
    expect(existsSync(file)).toBe(false);

    await door.apply([addDrop('Drop')]);
    expect(existsSync(file)).toBe(true);
  });

  /** Gives a stored secret other bytes under a record that is whole, as another key would. */
  const spoil = () =>
    driver.write(async (session) => {
      const row = await session.one("SELECT * FROM connections WHERE name = 'drop'");
      const record = recordOf('connection', row ?? {}, digest, 'here');
      const secrets = {
        password: { ...record.secrets.password, sealed: '1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
      };
      const [id, ...values] = rowOf('connection', { ...record, secrets } as typeof record, digest);
      const columns = [...tables.connection.columns.slice(1), 'body', 'body_sum', 'sum'];
      const set = columns.map((column) => `${column} = ?`).join(', ');
      await session.run(`UPDATE connections SET ${set} WHERE id = ?`, ...values, id ?? null);
    });

  test('a stored secret that no longer opens is named where it is needed, and mended by giving it again', async () => {
    const door = doorWith(passphrase);
    await door.apply([addDrop('Drop')]);
    await spoil();

    const found = await refused(door.apply([{ change: 'environment.edit', rotate: true }]), 'secret.damaged');
    const mended = await door.apply([{ ...edit, secrets: { password: secretValue('new') } }]);

    expect(found.detail).toContain('`password` of `drop`');
    expect(mended.changes[0]?.fields).toEqual(['secrets.password']);
    await door.apply([{ change: 'environment.edit', rotate: true }]);
  });

  test('the storage that is asked for is the one that keeps the first key', async () => {
    const door = doorWith(passphrase);

    await door.apply([{ change: 'environment.edit', secretStorage: 'passphrase' }]);
    const { secretStorage } = await door.query('environment.show', {});
    await refused(door.apply([{ change: 'environment.edit', secretStorage: 'keychain' }]), 'secret.no_storage');

    expect(secretStorage).toBe('passphrase');
  });
});
