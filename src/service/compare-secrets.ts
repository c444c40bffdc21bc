import { isProblem, problem } from '../kernel/problem.ts';
import type { SecretValue } from '../kernel/secret-value.ts';
import type { Connection } from '../model/connection.ts';
import type { ComparedSecret } from '../model/observed.ts';
import type { SecretAnswer } from '../model/plan.ts';
import { mayTry, rolesThatMay } from '../model/policy.ts';
import type { QueryResult } from '../model/query.ts';
import { actorOf } from './actor.ts';
import { noteRefusal } from './audit-refusal.ts';
import { sealer } from './keys.ts';
import type { ServicePorts } from './ports.ts';
import { type Head, readHead } from './store/head.ts';
import type { KeyRing } from './store/sealing.ts';
import { recordOf } from './store/tables.ts';

type Answers = QueryResult<'manifest.secrets'>;

/**
 * Whether secrets that are given now are the ones that are stored. Only administrators, who could replace them, are told;
 * nobody is told where the key cannot be opened. Values are compared under a key of the moment and never leave.
 */
export async function compareSecrets(ports: ServicePorts, secrets: readonly ComparedSecret[]): Promise<Answers> {
  const { driver, digest } = ports;
  const seen = await driver.read(async (session) => {
    const { role } = await actorOf(ports, session);
    const connections = new Map<string, Connection>();
    const head = await readHead(session, digest, driver.place);
    if (!mayTry(role, 'manifest.secrets')) return { role, head, connections };
    for (const id of new Set(secrets.map(({ connection }) => connection))) {
      const row = await session.one('SELECT * FROM connections WHERE id = ?', id);
      if (row?.id === id) connections.set(id, recordOf('connection', row, digest, driver.place));
    }
    return { role, head, connections };
  });
  const { role, head, connections } = seen;
  if (!mayTry(role, 'manifest.secrets')) {
    await noteRefusal(ports, 'manifest.secrets', null);
    throw problem('forbidden', { role, action: 'plan', needs: rolesThatMay('manifest.secrets') });
  }
  const isTold = role === 'administrator';
  const stored = secrets.some(({ connection, field }) => isStored(connections.get(connection), field));
  const ring = isTold && stored ? await opened(ports, head) : undefined;
  const answer = ({ connection: id, field, given }: ComparedSecret): SecretAnswer => {
    const connection = connections.get(id);
    if (!isTold) return 'unknown';
    if (connection === undefined || !isStored(connection, field)) return 'changes';
    return ring === undefined ? 'unknown' : compared(ports, head, ring, connection, field, given);
  };
  return { answers: secrets.map(answer), environmentRevision: head.revision };
}

function isStored(connection: Connection | undefined, field: string): boolean {
  return connection?.secrets[field]?.source === 'stored';
}

async function opened({ sealing }: ServicePorts, { record }: Head): Promise<KeyRing | undefined> {
  const { id, secretStorage: storage, keys } = record;
  if (storage === null) return undefined;
  try {
    return await sealing.unlock(id, { storage, keys });
  } catch (error) {
    if (isProblem(error) && error.code === 'secret.locked') return undefined;
    throw error;
  }
}

function compared(
  { digest, newId }: ServicePorts,
  head: Head,
  ring: KeyRing,
  { id, name, secrets }: Connection,
  field: string,
  given: SecretValue,
): SecretAnswer {
  const { openSecret } = sealer(head, { keys: '', ring, newKeys: undefined }, '');
  const key = newId();
  const keyed = (value: SecretValue) => digest(`${key}\u0000${value.reveal()}`);
  try {
    const kept = secrets[field];
    return kept !== undefined && keyed(openSecret(id, name, field, kept)) === keyed(given) ? 'same' : 'changes';
  } catch (error) {
    // One that opens no longer is mended by giving it again.
    if (isProblem(error) && error.code === 'secret.damaged') return 'changes';
    throw error;
  }
}
