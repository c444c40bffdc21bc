import type { Session, SqlValue } from './driver.ts';

/** Writes one entry of the audit trail: what is searched by, the entry itself, and its link in the chain. */
export async function insertAudit(session: Session, values: readonly SqlValue[]): Promise<void> {
  await session.run(
    'INSERT INTO audit (seq, at, actor, action, outcome, target_id, target_name, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ...values,
  );
}
