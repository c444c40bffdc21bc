import type { Clock, Digest, NewId } from '../kernel/ports.ts';
import { auditBody, chainHash, chainStart } from '../model/audit.ts';
import type { EnvironmentRecord } from '../model/environment-record.ts';
import type { User } from '../model/user.ts';
import { insertAudit } from './store/audit-row.ts';
import type { Driver } from './store/driver.ts';
import { insertHead } from './store/head.ts';
import { insertColumns, rowOf } from './store/tables.ts';

export interface Seed {
  readonly displayName: string;
  readonly production: boolean;
  readonly tenant: string | null;
  /** The machine's account, which becomes the first administrator (D11). */
  readonly account: string;
}

/** Fills an empty store: the environment, its first administrator (D11), and the first entry of its audit trail. */
export async function seedEnvironment(
  driver: Driver,
  seed: Seed,
  ports: { clock: Clock; newId: NewId; digest: Digest },
): Promise<void> {
  const { digest, newId } = ports;
  const now = ports.clock();
  const { account, ...about } = seed;
  const record: EnvironmentRecord = {
    id: newId(),
    ...about,
    secretStorage: null,
    keys: [],
    createdAt: now,
    createdBy: account,
  };
  const moments = { createdAt: now, createdBy: account, updatedAt: now, updatedBy: account, revision: 1 };
  const user: User = { id: newId(), name: account, displayName: account, role: 'administrator', ...moments };
  const body = auditBody({
    seq: 1,
    at: now,
    actor: account,
    onBehalf: null,
    action: 'environment.add',
    outcome: 'done',
    target: { kind: 'environment', id: record.id, name: seed.displayName },
    fields: [],
    reason: null,
    revision: null,
  });
  const hash = chainHash(chainStart, body, digest);
  await driver.write(async (session) => {
    const columns = insertColumns('user');
    const marks = columns.map(() => '?').join(', ');
    await session.run(`INSERT INTO users (${columns.join(', ')}) VALUES (${marks})`, ...rowOf('user', user, digest));
    await insertAudit(session, [1, now, account, 'environment.add', 'done', record.id, seed.displayName, body, hash]);
    const counts = { connection: 0, export: 0, enrichment: 0, user: 1, type: 0 };
    await insertHead(session, { record, revision: 1, auditSeq: 1, auditHead: hash, counts }, digest);
  });
}
