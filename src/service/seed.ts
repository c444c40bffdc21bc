import type { Clock, Digest, NewId } from '../kernel/ports.ts';
import type { KnownToken } from '../model/api-token.ts';
import { auditBody, chainHash, chainStart } from '../model/audit.ts';
import type { EnvironmentRecord } from '../model/environment-record.ts';
import type { Principal } from '../model/principal.ts';
import { bootstrapToken } from '../model/token.ts';
import type { User } from '../model/user.ts';
import { insertAudit } from './store/audit-row.ts';
import type { Driver, Session } from './store/driver.ts';
import { insertHead } from './store/head.ts';
import { insertColumns, type RecordKind, type Records, rowOf, tables } from './store/tables.ts';

export interface Seed {
  readonly displayName: string;
  readonly production: boolean;
  readonly tenant: string | null;
  /** The machine's account, which becomes the first administrator (D11). */
  readonly account: string;
  /** Its id, where it is somebody who is known elsewhere: the copy of an environment keeps the ids of that. */
  readonly accountId?: string;
  /** Who that is to an issuer, in an environment of a server. */
  readonly principal?: Principal;
  /** A token to begin with, which acts as the first administrator until another one acts. */
  readonly token?: KnownToken & { readonly expiresAt: string };
}

/** Fills an empty store: the environment, its first administrator (D11), and the first entry of its audit trail. */
export async function seedEnvironment(
  driver: Driver,
  seed: Seed,
  ports: { clock: Clock; newId: NewId; digest: Digest },
): Promise<void> {
  const { digest, newId } = ports;
  const now = ports.clock();
  const { account, accountId, principal, token: given, ...about } = seed;
  const record: EnvironmentRecord = {
    id: newId(),
    ...about,
    secretStorage: null,
    keys: [],
    createdAt: now,
    createdBy: account,
  };
  const moments = { createdAt: now, createdBy: account, updatedAt: now, updatedBy: account, revision: 1 };
  const named = { name: account, displayName: account, ...(principal === undefined ? {} : { principal }) };
  const user: User = { id: accountId ?? newId(), ...named, role: 'administrator', ...moments };
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
    await insert(session, 'user', user, digest);
    if (given !== undefined) await insert(session, 'token', bootstrapToken(given, user, moments), digest);
    await insertAudit(session, [1, now, account, 'environment.add', 'done', record.id, seed.displayName, body, hash]);
    const counts = { connection: 0, export: 0, enrichment: 0, user: 1, type: 0, token: given === undefined ? 0 : 1 };
    await insertHead(session, { record, revision: 1, auditSeq: 1, auditHead: hash, counts }, digest);
  });
}

async function insert<K extends RecordKind>(
  session: Session,
  kind: K,
  record: Records[K],
  digest: Digest,
): Promise<void> {
  const columns = insertColumns(kind);
  const marks = columns.map(() => '?').join(', ');
  const sql = `INSERT INTO ${tables[kind].table} (${columns.join(', ')}) VALUES (${marks})`;
  await session.run(sql, ...rowOf(kind, record, digest));
}
