import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createServerFiles } from '../../src/adapters/sqlite/server-files.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { newId } from '../../src/adapters/system/new-id.ts';
import { seedOf } from '../support/instances.ts';
import { describeStores } from './stores.contract.ts';

function folderOf() {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-server-'));
  return { file: join(folder, 'cinch.db'), remove: async () => rmSync(folder, { recursive: true, force: true }) };
}

describeStores('the instances of a server in SQLite files', async () => {
  const { file, remove } = folderOf();
  return { again: () => createServerFiles({ file, digest: createDigest(), busyMs: 10_000 }), remove };
});

describe('the files of a server', () => {
  test('are private: the home instance where it was asked for, the others in a folder beside it, and no draft is left', async () => {
    const { file, remove } = folderOf();
    const stores = createServerFiles({ file, digest: createDigest() });
    const [home, other] = [newId(), newId()];

    for (const id of [home, other]) await stores.make(id, seedOf(id));
    await stores.close();

    const mode = (path: string) => statSync(path).mode & 0o777;
    expect([mode(file), mode(`${file}.instances`), mode(join(`${file}.instances`, `${other}.db`))]).toEqual([
      0o600, 0o700, 0o600,
    ]);
    expect(readdirSync(`${file}.instances`)).toEqual([`${other}.db`]);
    expect(readdirSync(join(file, '..')).toSorted()).toEqual(['cinch.db', 'cinch.db.instances']);
    await remove();
  });

  test('have one driver each: what is remembered of one is remembered for every door', async () => {
    const { file, remove } = folderOf();
    const stores = createServerFiles({ file, digest: createDigest() });
    const id = newId();
    await stores.make(id, seedOf(id));

    expect(stores.open(id)).toBe(stores.open(id));
    await stores.open(id).close();
    expect(await stores.open(id).read((session) => session.one('SELECT id FROM environment'))).toEqual({ id });
    await stores.close();
    await remove();
  });

  test('in a folder that is not there are refused, and the folder is not made', async () => {
    const { file, remove } = folderOf();
    const far = join(file, 'absent', 'cinch.db');
    const stores = createServerFiles({ file: far, digest: createDigest() });

    await expect(stores.ready()).rejects.toMatchObject({ code: 'store.unreachable' });
    await expect(stores.make('id-1', seedOf('id-1'))).rejects.toMatchObject({ code: 'store.unreachable' });
    mkdirSync(join(file, 'absent'), { recursive: true });
    await stores.ready();
    await remove();
  });
});
