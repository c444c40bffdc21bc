import { problem } from '../../kernel/problem.ts';
import type { Session, SqlValue } from './driver.ts';

/** Writes one entry of the audit trail: what is searched by, the entry itself, and its link in the chain. */
export async function insertAudit(session: Session, values: readonly SqlValue[]): Promise<void> {
  try {
    await session.run(
      'INSERT INTO audit (seq, at, actor, action, outcome, target_id, target_name, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...values,
    );
  } catch (error) {
    if ((error as { code?: string }).code !== 'store.unique') throw error;
    throw problem('audit.broken', { seq: Number(values[0]), says: 'it is there before it was written' });
  }
}
