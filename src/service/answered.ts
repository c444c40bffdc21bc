import { canonical } from '../kernel/canonical.ts';
import { problem } from '../kernel/problem.ts';
import { isSecretValue, type SecretValue } from '../kernel/secret-value.ts';
import type { Change } from '../model/change.ts';
import type { Applied } from '../model/environment.ts';
import { secondsBefore } from '../model/token.ts';
import type { Actor } from '../model/user.ts';
import type { ServicePorts } from './ports.ts';
import type { Session } from './store/driver.ts';
import type { KeyRing } from './store/sealing.ts';

/** What came with a key: who gave it, for what, and the keys that the secrets among that are compared under. */
interface Given {
  readonly actor: Actor;
  readonly changes: readonly Change[];
  readonly ring: KeyRing | undefined;
}

/** What an idempotency key was answered before, to the same actor for the same changes. Its sum is kept with it, as with every record. */
export async function answeredBefore(
  ports: ServicePorts,
  session: Session,
  key: string,
  by: Given,
): Promise<Applied | undefined> {
  const row = await session.one('SELECT changes, answer, at FROM answered WHERE key = ?', key);
  if (row === undefined) return undefined;
  const [sum = '', ...rest] = String(row.answer).split(' ');
  const answer = rest.join(' ');
  if (sum !== sumOf(ports, key, String(row.changes), answer)) {
    throw problem('store.damaged', {
      path: ports.driver.place,
      what: 'an answer that was kept is not what was written',
    });
  }
  if (String(row.at) < oldest(ports)) {
    await session.run('DELETE FROM answered WHERE key = ?', key);
    return undefined;
  }
  const [kept, version, mark] = String(row.changes).split(' ');
  const secrets = version === undefined ? undefined : by.ring?.mark(secretsIn(by.changes), Number(version));
  if (kept !== fingerprint(ports, by) || (secrets !== undefined && secrets !== mark))
    throw problem('idempotency.reused', { key });
  return JSON.parse(answer) as Applied;
}

export async function remember(
  ports: ServicePorts,
  session: Session,
  key: string,
  by: Given,
  answer: Applied,
): Promise<void> {
  const changes = [fingerprint(ports, by), ...marked(by)].join(' ');
  const text = JSON.stringify(answer);
  const values = [key, changes, `${sumOf(ports, key, changes, text)} ${text}`, ports.clock()];
  // Now and then, because going through them takes longer the more there are.
  if (answer.environmentRevision % 64 === 0) await session.run('DELETE FROM answered WHERE at < ?', oldest(ports));
  await session.run('INSERT INTO answered (key, changes, answer, at) VALUES (?, ?, ?, ?)', ...values);
}

// A key is good for a day: nobody tries again for longer, and a server would keep them for ever.
function oldest({ clock }: ServicePorts): string {
  return secondsBefore(clock(), 86_400);
}

function sumOf({ digest }: ServicePorts, ...parts: readonly string[]): string {
  return digest(JSON.stringify(parts));
}

// Secrets are told apart by a keyed sum, which nobody without the key can use to guess one.
function marked({ changes, ring }: Given): readonly (string | number)[] {
  const secrets = secretsIn(changes);
  const mark = secrets.length === 0 ? undefined : ring?.mark(secrets, ring.version);
  return ring === undefined || mark === undefined ? [] : [ring.version, mark];
}

function secretsIn(value: unknown): readonly SecretValue[] {
  if (isSecretValue(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsIn) : [];
}

// Secrets print as `***` here. Another actor's key is another list.
function fingerprint(ports: ServicePorts, { actor, changes }: Given): string {
  const who = actor.member === true ? [actor.id, actor.realName, actor.name] : [actor.id, actor.realName];
  return ports.digest(canonical([...who, JSON.parse(JSON.stringify(changes))]));
}
