import type { Digest } from '../kernel/ports.ts';
import { type AuditEntry, auditBody, chainHash } from '../model/audit.ts';
import type { Actor } from '../model/user.ts';
import { insertAudit } from './store/audit-row.ts';
import type { Session } from './store/driver.ts';
import type { Head } from './store/head.ts';

/** Where the chain of the audit trail ends. */
export type ChainEnd = Pick<Head, 'auditSeq' | 'auditHead'>;

type Entry = Omit<AuditEntry, 'seq' | 'actor' | 'onBehalf' | 'token'>;
type By = Pick<Actor, 'name' | 'realName' | 'token'>;

/** Appends one entry to the trail (D12), chained to the last, and answers where the chain ends now. */
export async function enter(
  session: Session,
  digest: Digest,
  end: ChainEnd,
  actor: By,
  entry: Entry,
): Promise<ChainEnd> {
  const link = linked(digest, end, actor, entry);
  await insertAudit(session, link.row);
  return link.end;
}

/** The row of one entry, chained to the last, and where the chain ends with it. */
export function linked(
  digest: Digest,
  end: ChainEnd,
  actor: By,
  entry: Entry,
): { readonly row: Parameters<typeof insertAudit>[1]; readonly end: ChainEnd } {
  const { at, action, outcome, target } = entry;
  const auditSeq = end.auditSeq + 1;
  const by = { actor: actor.name, onBehalf: actor.realName };
  const token = actor.token === undefined ? {} : { token: actor.token.id };
  const body = auditBody({ seq: auditSeq, ...by, ...entry, ...token });
  const auditHead = chainHash(end.auditHead, body, digest);
  const row = [auditSeq, at, actor.name, action, outcome, target.id, target.name, body, auditHead] as const;
  return { row, end: { auditSeq, auditHead } };
}
