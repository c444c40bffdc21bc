import type { KnownToken } from '../model/api-token.ts';
import { bootstrapToken } from '../model/token.ts';
import { isInvited, type User } from '../model/user.ts';
import { byServer } from './by-server.ts';
import { type ChainEnd, enter } from './enter.ts';
import type { ServicePorts } from './ports.ts';
import type { Session } from './store/driver.ts';
import { type Head, readHead, updateHead } from './store/head.ts';
import { createWork, type Work } from './work.ts';

type Ports = Pick<ServicePorts, 'driver' | 'digest' | 'clock' | 'newId'>;

export interface Recovery {
  /** Who administers by the token, where nobody is left who is neither vouched for nor invited. */
  readonly account: string;
  readonly token: KnownToken & { readonly expiresAt: string };
}

/**
 * Keeps a new one-time token of an administrator, in place of one before it. It acts for nobody whom an issuer vouches
 * for, so that the trail never says that a person did what somebody at the database did.
 */
export async function recoverAdministrator(ports: Ports, { account, token: given }: Recovery): Promise<void> {
  const { driver, digest } = ports;
  const now = ports.clock();
  await driver.write(async (session) => {
    const head = await readHead(session, digest, driver.place);
    const work = createWork(session, head, ports);
    const told: Told[] = [];
    for (const { id, displayName } of await work.where('token', 'bootstrap = 1')) {
      work.remove('token', id);
      told.push({ action: 'token.revoke', target: { kind: 'token', id, name: displayName }, revision: null });
    }
    const kept = await administratorIn(work, account);
    const user = kept ?? (await newAdministrator(work, ports.newId(), { account, now }));
    if (kept === undefined)
      told.push({ action: 'user.add', target: { kind: 'user', id: user.id, name: user.name }, revision: 1 });
    const token = bootstrapToken(given, user, madeAt(now));
    work.add('token', token);
    const { id, displayName, revision } = token;
    told.push({ action: 'token.create', target: { kind: 'token', id, name: displayName }, revision });
    const counts = await work.flush();
    const end = await tell(session, ports, { head, told, now });
    const moved = head.revision + (kept === undefined ? 1 : 0);
    await updateHead(session, { ...head, ...end, counts, revision: moved }, digest, driver.place);
  });
}

interface Told {
  readonly action: 'token.revoke' | 'user.add' | 'token.create';
  readonly target: { readonly kind: 'token' | 'user'; readonly id: string; readonly name: string };
  readonly revision: number | null;
}

async function tell(
  session: Session,
  { digest }: Ports,
  { head, told, now }: { readonly head: Head; readonly told: readonly Told[]; readonly now: string },
): Promise<ChainEnd> {
  let end: ChainEnd = head;
  for (const it of told)
    end = await enter(session, digest, end, byServer, { at: now, outcome: 'done', fields: [], reason: null, ...it });
  return { auditSeq: end.auditSeq, auditHead: end.auditHead };
}

async function administratorIn(work: Work, account: string): Promise<User | undefined> {
  const users = await work.where('user', "role = 'administrator'");
  const nobodys = users.filter((user) => user.principal === undefined && !isInvited(user));
  return nobodys.find(({ name }) => name === account) ?? nobodys[0];
}

async function newAdministrator(
  work: Work,
  id: string,
  { account, now }: { readonly account: string; readonly now: string },
): Promise<User> {
  let name = account;
  for (let next = 2; (await work.taken('user', name, name)) !== undefined; next += 1) name = `${account}-${next}`;
  const user: User = { id, name, displayName: name, role: 'administrator', ...madeAt(now) };
  work.add('user', user);
  return user;
}

function madeAt(now: string) {
  return { createdAt: now, createdBy: byServer.name, updatedAt: now, updatedBy: byServer.name, revision: 1 };
}
