import { isProblem, problem } from '../kernel/problem.ts';
import type { Connection, KeptSecret } from '../model/connection.ts';
import type { Dependent, DependentKind } from '../model/dependent.ts';
import { dueMoment } from '../model/due.ts';
import { holesOf } from '../model/holes.ts';
import { reasonIssues } from '../model/naming.ts';
import { mayRun, mayTry, rolesThatMay } from '../model/policy.ts';
import {
  type Release,
  type ReleasedSecret,
  type ReleaseName,
  type ReleaseRequest,
  releaseName,
} from '../model/release.ts';
import { begun } from '../model/run.ts';
import type { Actor } from '../model/user.ts';
import { actorOf } from './actor.ts';
import type { Asking } from './asking.ts';
import { noteRefusal } from './audit-refusal.ts';
import { type ChainEnd, enter } from './enter.ts';
import { keysKept, sealer } from './keys.ts';
import { refuseOnMirror } from './mirror.ts';
import type { ServicePorts } from './ports.ts';
import { connectionOf } from './queries/dependents.ts';
import { findRecord } from './queries/find.ts';
import { refuse } from './refuse.ts';
import type { Session } from './store/driver.ts';
import { type Head, readHead, updateHead } from './store/head.ts';
import type { KeyRing } from './store/sealing.ts';
import { createWork } from './work.ts';

/** Hands out what a connection holds: judged, then audited and committed, and only then returned. */
export async function release(ports: ServicePorts, request: ReleaseRequest): Promise<Release> {
  const name = releaseName(request);
  refuse('the reason', reasonIssues(request.reason ?? ''), {});
  try {
    for (let attempt = 1; ; attempt += 1) {
      const keys = await preparedKeys(ports, request, name);
      const released = await releaseOnce(ports, request, name, keys);
      if (released !== 'keys-moved') return released;
      if (attempt === 5) throw problem('store.busy', { path: ports.driver.place, seconds: 0 });
    }
  } catch (error) {
    if (isProblem(error) && error.code === 'forbidden') await noteRefusal(ports, name, request.reason ?? null);
    throw error;
  }
}

interface Keys {
  /** The keys as they were when the ring was opened. */
  readonly kept: string;
  readonly ring: KeyRing | undefined;
}

// A refusal asks for no passphrase, and scrypt runs before the transaction, because a writer holds up everyone.
async function preparedKeys(ports: ServicePorts, request: ReleaseRequest, name: ReleaseName): Promise<Keys> {
  const { head, stored } = await ports.driver.read(async (session) => {
    const asking = await authorized(ports, session, name);
    const { connection } = await subjectOf(asking, request);
    refuseHoles(connection);
    return { head: asking.head, stored: holdsStored(connection) };
  });
  const { id, secretStorage: storage, keys } = head.record;
  const ring = stored && storage !== null ? await ports.sealing.unlock(id, { storage, keys }) : undefined;
  return { kept: keysKept(head.record), ring };
}

function releaseOnce(
  ports: ServicePorts,
  request: ReleaseRequest,
  name: ReleaseName,
  keys: Keys,
): Promise<Release | 'keys-moved'> {
  return ports.driver.write(async (session) => {
    const asking = await authorized(ports, session, name);
    const { actor, head } = asking;
    const subject = await subjectOf(asking, request);
    refuseHoles(subject.connection);
    const locked = keys.ring === undefined && head.record.secretStorage !== null && holdsStored(subject.connection);
    if (locked || keys.kept !== keysKept(head.record)) return 'keys-moved' as const;
    const at = ports.clock();
    const secrets = opened(head, keys.ring, subject.connection, at);
    const run = await begin(ports, asking, subject, at);
    const after = await entered(ports, session, { head, actor, at, name, subject, reason: request.reason ?? null });
    await updateHead(session, after, ports.digest, ports.driver.place);
    return releaseOf(subject, secrets, run);
  });
}

/** Judges the role before any look-up (R12). */
async function authorized(ports: ServicePorts, session: Session, name: ReleaseName): Promise<Asking> {
  const actor = await actorOf(ports, session);
  if (!mayTry(actor.role, name)) {
    throw problem('forbidden', { role: actor.role, action: name.replace('.', ' '), needs: rolesThatMay(name) });
  }
  const head = await readHead(session, ports.digest, ports.driver.place);
  refuseOnMirror(head);
  return { ports, session, actor, head };
}

interface Subject {
  readonly connection: Connection;
  readonly dependent: Dependent | null;
  readonly kind: DependentKind;
  /** The moment of its schedule that it runs for. */
  readonly due: string | null;
  /** The run that is under way already, where it is handed out again. */
  readonly run?: string;
}

async function subjectOf(asking: Asking, request: ReleaseRequest): Promise<Subject> {
  if (request.to !== 'run') {
    const connection = await findRecord(asking, 'connection', request.connection);
    return { connection, dependent: null, kind: 'export', due: null };
  }
  const { kind } = request;
  const dependent = await findRecord(asking, kind, request.dependent, (it) => mayRun(asking.actor, it));
  const connection = await connectionOf(asking, dependent.connection);
  const { name, type, status } = dependent;
  if (connection === null || status === 'inactive')
    throw problem('run.inactive', { kind, name, connection: connection?.name ?? null, type });
  if (connection.status === 'awaiting sign-in')
    throw problem('run.awaiting_sign_in', { kind, name, connection: connection.name });
  if (request.run !== undefined)
    return { connection, dependent: ownRun(asking, kind, dependent, request.run), kind, due: null, run: request.run };
  const due = request.due === true ? dueMoment(dependent, asking.ports.clock()) : null;
  if (request.due === true && due === null) throw problem('run.not_due', { kind, name, schedule: dependent.schedule });
  return { connection, dependent, kind, due };
}

function ownRun({ actor }: Asking, kind: DependentKind, dependent: Dependent, run: string): Dependent {
  const own = dependent.runs?.some(({ id, endedAt, by }) => id === run && endedAt === null && by === actor.name);
  if (own !== true) throw problem('run.not_under_way', { kind, name: dependent.name });
  return dependent;
}

// Kept in the transaction of the release: of two who ask at the same time for what is due, the second finds it taken.
async function begin(ports: ServicePorts, { session, head, actor }: Asking, subject: Subject, at: string) {
  const { dependent, kind, due, run: underWay } = subject;
  if (dependent === null) return '';
  if (underWay !== undefined) return underWay;
  const run = { id: ports.newId(), startedAt: at, endedAt: null, exit: null, by: actor.name, due };
  const work = createWork(session, head, ports);
  const found = await work.byId(kind, dependent.id);
  if (found === undefined) throw work.lost(kind);
  work.put(kind, begun(found, run));
  await work.flush();
  return run.id;
}

function holdsStored({ secrets }: Connection): boolean {
  return Object.values(secrets).some(({ source }) => source === 'stored');
}

function refuseHoles(connection: Connection): void {
  const fields = holesOf(connection);
  if (fields.length > 0) throw problem('secret.missing', { name: connection.name, fields });
}

function opened(head: Head, ring: KeyRing | undefined, { id, name, secrets }: Connection, at: string) {
  const { openSecret } = sealer(head, { keys: '', ring, newKeys: undefined }, at);
  const open = (field: string, kept: KeptSecret): readonly (readonly [string, ReleasedSecret])[] => {
    if (kept.source === 'missing') return [];
    if (kept.source === 'stored') return [[field, openSecret(id, name, field, kept)]];
    return [[field, { keyVault: kept.secret, ...(kept.version === null ? {} : { version: kept.version }) }]];
  };
  return Object.fromEntries(Object.entries(secrets).flatMap(([field, kept]) => open(field, kept)));
}

interface Entry {
  readonly head: Head;
  readonly actor: Actor;
  readonly at: string;
  readonly name: ReleaseName;
  readonly subject: Subject;
  readonly reason: string | null;
}

// One entry for what runs and one for the connection, so that the history of a connection names everyone it was handed to.
async function entered(ports: ServicePorts, session: Session, it: Entry): Promise<Head> {
  const { head, actor, at, name, subject, reason } = it;
  const { connection, dependent, kind } = subject;
  const fields = Object.keys(connection.secrets).map((field) => `secrets.${field}`);
  const targets = [
    ...(dependent === null ? [] : [{ target: { kind, id: dependent.id, name: dependent.name }, fields: [] }]),
    { target: { kind: 'connection', id: connection.id, name: connection.name }, fields },
  ];
  let end: ChainEnd = head;
  for (const { target, fields } of targets) {
    const what = { at, action: name, outcome: 'done', target, fields, reason, revision: null } as const;
    end = await enter(session, ports.digest, end, actor, what);
  }
  return { ...head, auditSeq: end.auditSeq, auditHead: end.auditHead };
}

function releaseOf({ connection, dependent }: Subject, secrets: Release['secrets'], run: string): Release {
  const { id, name, type, revision, settings, tenant } = connection;
  const runs = dependent === null ? null : dependentOf(dependent, run);
  return { connection: { id, name, type, revision, settings, tenant }, secrets, dependent: runs };
}

function dependentOf({ id, name, schedule, settings }: Dependent, run: string) {
  return { run, id, name, schedule, settings };
}
