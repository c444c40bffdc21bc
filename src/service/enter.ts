import type { Digest } from '../kernel/ports.ts';
import { type AuditEntry, auditBody, chainHash } from '../model/audit.ts';
import type { Actor } from '../model/user.ts';
import { insertAudit } from './store/audit-row.ts';
import type { Session } from './store/driver.ts';
import type { Head } from './store/head.ts';

/** Where the chain of the audit trail ends. */
export type ChainEnd = Pick<Head, 'auditSeq' | 'auditHead'>;

/** Appends one entry to the trail (D12), chained to the last, and answers where the chain ends now. */
export async function enter(
  session: Session,
  digest: Digest,
  end: ChainEnd,
  actor: Pick<Actor, 'name' | 'realName' | 'token'>,
  entry: Omit<AuditEntry, 'seq' | 'actor' | 'onBehalf' | 'token'>,
): Promise<ChainEnd> {
  const { at, action, outcome, target } = entry;
  const auditSeq = end.auditSeq + 1;
  const by = { actor: actor.name, onBehalf: actor.realName };
  const token = actor.token === undefined ? {} : { token: actor.token.id };
  const body = auditBody({ seq: auditSeq, ...by, ...entry, ...token });
  const auditHead = chainHash(end.auditHead, body, digest);
  await insertAudit(session, [auditSeq, at, actor.name, action, outcome, target.id, target.name, body, auditHead]);
  return { auditSeq, auditHead };
}
