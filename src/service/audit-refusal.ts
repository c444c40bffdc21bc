import { auditBody, chainHash } from '../model/audit.ts';
import type { Operation } from '../model/policy.ts';
import { actorOf } from './actor.ts';
import type { ServicePorts } from './ports.ts';
import { insertAudit } from './store/audit-row.ts';
import { readHead, updateHead } from './store/head.ts';

/**
 * Notes that an actor was refused. Without what it was tried on: the reference may name something the actor must not
 * know, and is theirs to choose.
 */
export async function auditRefusal(ports: ServicePorts, action: Operation, reason: string | null): Promise<void> {
  const { digest, driver } = ports;
  await driver.write(async (session) => {
    const head = await readHead(session, digest, driver.place);
    const actor = await actorOf(ports, session);
    const at = ports.clock();
    const auditSeq = head.auditSeq + 1;
    const target = { kind: action.split('.')[0] as string, id: '', name: '' };
    const by = { actor: actor.name, onBehalf: actor.realName, action, outcome: 'refused' } as const;
    const body = auditBody({ seq: auditSeq, at, ...by, target, fields: [], reason, revision: null });
    const auditHead = chainHash(head.auditHead, body, digest);
    await insertAudit(session, [auditSeq, at, actor.name, action, 'refused', '', '', body, auditHead]);
    await updateHead(session, { ...head, auditSeq, auditHead }, digest);
  });
}
