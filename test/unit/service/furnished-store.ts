import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createSealing } from '../../../src/adapters/sealing/sealing.ts';
import { openSqlite, type SqliteOptions } from '../../../src/adapters/sqlite/driver.ts';
import { createDigest } from '../../../src/adapters/system/digest.ts';
import { newId } from '../../../src/adapters/system/new-id.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Change } from '../../../src/model/change.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { createService } from '../../../src/service/service.ts';
import { copyOf } from '../../contract/sync-stage.ts';
import { createWorld } from '../../support/world.ts';

const terms = currentTerms();
const acme = { id: 'acme', label: 'Acme', purpose: 'export', summary: 'Sends segments to Acme', fields: {} };

/** Two of every kind of record, with a user who shares, a lock, and an answer that was kept. */
export const content: readonly Change[] = [
  { change: 'user.add', name: 'ana', role: 'contributor' },
  { change: 'user.add', name: 'vic', role: 'viewer' },
  { change: 'type.add', declaration: acme },
  { change: 'connection.add', type: 'acme', displayName: 'Acme live', terms },
  {
    change: 'connection.add',
    type: 'sftp',
    displayName: 'Retail drop',
    settings: { hostname: 'sftp.partner.example', username: 'svc' },
    secrets: { password: secretValue('hunter2') },
    share: ['user:ana'],
    terms,
  },
  {
    change: 'connection.add',
    type: 'experian',
    displayName: 'Demographics',
    settings: { userId: 'contoso01', partyId: '123456', modelNumber: '7890' },
    terms,
  },
  { change: 'connection.lock', connection: 'demographics', reason: 'audit' },
  { change: 'export.add', displayName: 'Nightly', connection: 'retail-drop' },
  { change: 'export.add', displayName: 'Weekly', connection: 'retail-drop' },
  { change: 'enrichment.add', displayName: 'People', connection: 'demographics' },
  { change: 'enrichment.add', displayName: 'Idle', connection: 'demographics' },
  { change: 'enrichment.deactivate', dependent: 'idle' },
  {
    change: 'sync.keep',
    copyOf: copyOf(),
    base: [
      { kind: 'export', id: 'id-gone', content: null },
      { kind: 'environment', id: 'environment', content: { tenant: null, keyVault: null } },
    ],
    after: null,
  },
];

export interface FurnishedStore {
  readonly path: string;
  /** The door of a user to a copy in which some SQL was run past every rule. */
  tampered(sql: string, values?: readonly (string | number | null)[], account?: string): Environment;
  close(): Promise<void>;
}

/** The door to any file, with the passphrase that `createWorld` seals with. */
export function doorTo(
  path: string,
  { account = 'admin', ...options }: Partial<SqliteOptions> & { account?: string } = {},
): Environment {
  const driver = openSqlite({ path, ...options });
  const clock = () => '2026-02-01T00:00:00.000Z';
  const sealing = createSealing({ env: { CINCH_PASSPHRASE: 'correct horse' }, askPassphrase: async () => undefined });
  return createService({
    driver,
    digest: createDigest(),
    clock,
    newId,
    sealing,
    caller: { kind: 'account', name: account },
  });
}

/** A store as the service wrote it, and copies of it that someone else touched. */
export async function furnishedStore(): Promise<FurnishedStore> {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-tampered-'));
  const world = await createWorld();
  await world.as().apply(content, { idempotencyKey: 'kept' });
  const path = join(folder, 'whole.db');
  const source = new DatabaseSync(world.path);
  source.prepare('VACUUM INTO ?').run(path);
  source.close();
  // A copy made by the engine has left the journal mode behind.
  const whole = new DatabaseSync(path);
  whole.exec('PRAGMA journal_mode = WAL');
  whole.close();
  let copies = 0;
  const opened: Environment[] = [];
  return {
    path,
    tampered(sql, values = [], account = 'admin') {
      const copy = join(folder, `${++copies}.db`);
      copyFileSync(path, copy);
      const database = new DatabaseSync(copy);
      database.exec('PRAGMA synchronous = OFF');
      database.prepare(sql).run(...values);
      database.close();
      const environment = doorTo(copy, { account });
      opened.push(environment);
      return environment;
    },
    async close() {
      for (const environment of opened) await environment.close();
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
