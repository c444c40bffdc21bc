import { canonical } from '../kernel/canonical.ts';
import { isProblem, problem } from '../kernel/problem.ts';
import { isSecretValue } from '../kernel/secret-value.ts';
import type { Warning } from '../kernel/warning.ts';
import { auditBody, chainHash } from '../model/audit.ts';
import type { Change, ChangeOf } from '../model/change.ts';
import type { Applied, AppliedChange, ApplyOptions } from '../model/environment.ts';
import type { EnvironmentRecord } from '../model/environment-record.ts';
import { mayTry, rolesThatMay } from '../model/policy.ts';
import type { Actor } from '../model/user.ts';
import { actorOf } from './actor.ts';
import { auditRefusal } from './audit-refusal.ts';
import { changeHandlers } from './changes/handlers.ts';
import type { ServicePorts } from './ports.ts';
import type { Outcome, Scene } from './scene.ts';
import { insertAudit } from './store/audit-row.ts';
import type { Session } from './store/driver.ts';
import { type Head, readHead, updateHead } from './store/head.ts';
import { type KeyRing, type NewKeys, type RewrapOptions, sealIdentity } from './store/sealing.ts';
import { createTypes } from './types.ts';
import { createWork } from './work.ts';

const rolledBack = Symbol('rolled back');

interface Prepared {
  /** The keys as they were when the ring was opened. */
  readonly keys: string;
  readonly ring: KeyRing | undefined;
  readonly newKeys: NewKeys | undefined;
}

/** Applies all changes or none: authorize, validate, decide, then commit with the audit in one transaction. */
export async function applyChanges(
  ports: ServicePorts,
  changes: readonly Change[],
  options: ApplyOptions,
): Promise<Applied> {
  for (let attempt = 1; ; attempt += 1) {
    const prepared = await prepare(ports, changes);
    const applied = await attemptOnce(ports, changes, options, prepared);
    if (applied !== 'keys-moved') return applied;
    if (attempt === 5) throw problem('store.busy', { path: ports.driver.place, seconds: 0 });
  }
}

async function attemptOnce(
  ports: ServicePorts,
  changes: readonly Change[],
  options: ApplyOptions,
  prepared: Prepared,
): Promise<Applied | 'keys-moved'> {
  const { driver, digest } = ports;
  let answer: Applied | undefined;
  try {
    const result = await driver.write(async (session) => {
      const head = await readHead(session, digest, driver.place);
      const actor = await authorized(ports, session, changes);
      if (needsKeys(changes) && keysOf(head.record) !== prepared.keys) return 'keys-moved' as const;
      const { idempotencyKey, dryRun = false } = options;
      // The environment's own revision, whether it was given beside the list or with the change of the environment itself.
      const expected =
        options.ifEnvironmentRevision ?? changes.find(({ change }) => change === 'environment.edit')?.ifRevision;
      if (expected !== undefined && expected !== head.revision) {
        throw problem('revision.moved', {
          kind: 'environment',
          name: head.record.displayName,
          expected,
          actual: head.revision,
        });
      }
      const earlier =
        idempotencyKey === undefined ? undefined : await answeredBefore(ports, session, idempotencyKey, changes);
      if (earlier !== undefined) return earlier;
      answer = await decideAndWrite(ports, session, { head, actor, changes, options, prepared });
      if (idempotencyKey !== undefined && !dryRun) await remember(ports, session, idempotencyKey, changes, answer);
      if (dryRun) throw rolledBack;
      return answer;
    });
    if (result !== 'keys-moved') await prepared.newKeys?.settle();
    return result;
  } catch (error) {
    if (error === rolledBack && answer !== undefined) return answer;
    if (
      isProblem(error) &&
      (error.code === 'forbidden' || error.code === 'forbidden.subject') &&
      options.dryRun !== true
    ) {
      const actor = await driver.read((session) => actorOf(ports, session));
      const refused = changes.find(({ change }) => !mayTry(actor.role, change)) ?? changes[0];
      await auditRefusal(ports, refused?.change ?? 'environment.edit', options.reason ?? null);
    }
    throw error;
  }
}

interface Decision {
  readonly head: Head;
  readonly actor: Actor;
  readonly changes: readonly Change[];
  readonly options: ApplyOptions;
  readonly prepared: Prepared;
}

async function decideAndWrite(ports: ServicePorts, session: Session, it: Decision): Promise<Applied> {
  const { digest, driver } = ports;
  const { head, actor, changes, options } = it;
  const work = createWork(session, head, digest, driver.place);
  const warnings: Warning[] = [];
  const checks: (() => Promise<void>)[] = [];
  const scene: Scene = {
    work,
    types: createTypes(async (id) => (await work.find('type', id))?.declaration),
    actor,
    now: ports.clock(),
    newId: ports.newId,
    environment: withNewKeys(head.record, it.prepared, changes),
    newKeys: changes.some((change) => change.change === 'environment.edit') ? it.prepared.newKeys : undefined,
    ...sealer(ports, head, it.prepared),
    warn: (warning) => void warnings.push(warning),
    finally: (check) => void checks.push(check),
  };
  const outcomes: Outcome[] = [];
  for (const change of changes) {
    const handler = changeHandlers[change.change] as (scene: Scene, change: Change) => Promise<Outcome>;
    outcomes.push(await handler(scene, change));
  }
  for (const check of checks) await check();
  const written = outcomes.map((outcome, index) => ({ outcome, change: changes[index] as Change }));
  const done = written.filter(({ outcome }) => outcome.result !== 'unchanged');
  if (done.length === 0 && canonical(scene.environment) === canonical(head.record)) {
    return applied(written, warnings, options, head.revision);
  }
  const counts = await work.flush();
  const chain = await appendAudit(ports, session, head, done, actor, scene.now, options);
  await updateHead(session, { record: scene.environment, revision: head.revision + 1, counts, ...chain }, digest);
  return applied(written, warnings, options, head.revision + 1);
}

type Written = { readonly outcome: Outcome; readonly change: Change };

function applied(
  written: readonly Written[],
  warnings: readonly Warning[],
  options: ApplyOptions,
  environmentRevision: number,
): Applied {
  const changes = written.map(
    ({ outcome: { also: _, ...outcome }, change }): AppliedChange => ({ change: change.change, ...outcome }),
  );
  const results = new Set(changes.map((change) => change.result));
  const only = results.size === 1 ? (changes[0]?.result as AppliedChange['result']) : undefined;
  const result = only ?? (changes.length === 0 ? 'unchanged' : results.has('removed') ? 'removed' : 'updated');
  const unique = [...new Map(warnings.map((it) => [it.message, it])).values()];
  return { result, dryRun: options.dryRun ?? false, changes, warnings: unique, environmentRevision };
}

/** D12: one entry a record that changed, chained to the last, in the transaction of the change itself. */
async function appendAudit(
  ports: ServicePorts,
  session: Session,
  head: Head,
  done: readonly Written[],
  actor: Actor,
  at: string,
  options: ApplyOptions,
): Promise<{ auditSeq: number; auditHead: string }> {
  let { auditSeq, auditHead } = head;
  for (const { outcome, change } of done) {
    for (const it of [outcome, ...(outcome.also ?? [])]) {
      auditSeq += 1;
      const body = auditBody({
        seq: auditSeq,
        at,
        actor: actor.name,
        onBehalf: actor.realName,
        action: change.change,
        outcome: 'done',
        target: { kind: it.kind, id: it.id, name: it.name },
        fields: it.fields,
        reason: options.reason ?? null,
        revision: it.revision,
      });
      auditHead = chainHash(auditHead, body, ports.digest);
      await insertAudit(session, [auditSeq, at, actor.name, change.change, 'done', it.id, it.name, body, auditHead]);
    }
  }
  return { auditSeq, auditHead };
}

/** Authorization by the roles at the list's start, before any look-up (R12). */
async function authorized(ports: ServicePorts, session: Session, changes: readonly Change[]): Promise<Actor> {
  const actor = await actorOf(ports, session);
  for (const { change } of changes) {
    if (!mayTry(actor.role, change)) {
      throw problem('forbidden', { role: actor.role, action: change.replace('.', ' '), needs: rolesThatMay(change) });
    }
  }
  return actor;
}

// Keys are derived or fetched before the transaction: scrypt takes half a second, and a writer holds up everyone.
async function prepare(ports: ServicePorts, changes: readonly Change[]): Promise<Prepared> {
  if (!needsKeys(changes)) return { keys: '', ring: undefined, newKeys: undefined };
  const record = await ports.driver.read(async (session) => {
    await authorized(ports, session, changes);
    return (await readHead(session, ports.digest, ports.driver.place)).record;
  });
  const keys = keysOf(record);
  const edit = changes.find(
    (it): it is ChangeOf<'environment.edit'> => it.change === 'environment.edit' && changesKeys(it),
  );
  if (record.secretStorage === null) {
    const typed = changes.some(hasTypedSecret);
    if (!typed && edit === undefined) return { keys, ring: undefined, newKeys: undefined };
    const newKeys = await ports.sealing.begin(record.id, rewrapOf(edit));
    return { keys, ring: newKeys.ring, newKeys };
  }
  const kept = { storage: record.secretStorage, keys: record.keys };
  if (edit === undefined) return { keys, ring: await ports.sealing.unlock(record.id, kept), newKeys: undefined };
  const rewrapped = await ports.sealing.rewrap(record.id, kept, rewrapOf(edit));
  const newKeys = edit.rotate === true ? { ...rewrapped, ...ports.sealing.forgetOld(rewrapped) } : rewrapped;
  return { keys, ring: newKeys.ring, newKeys };
}

function rewrapOf(edit: ChangeOf<'environment.edit'> | undefined): RewrapOptions {
  return {
    ...(edit?.secretStorage === undefined ? {} : { to: edit.secretStorage }),
    ...(edit?.newPassphrase === undefined ? {} : { newPassphrase: edit.newPassphrase }),
    ...(edit?.rotate === undefined ? {} : { rotate: edit.rotate }),
  };
}

function needsKeys(changes: readonly Change[]): boolean {
  return changes.some(
    (change) => hasTypedSecret(change) || (change.change === 'environment.edit' && changesKeys(change)),
  );
}

function hasTypedSecret(change: Change): boolean {
  return 'secrets' in change && Object.values(change.secrets ?? {}).some(isSecretValue);
}

function changesKeys(change: ChangeOf<'environment.edit'>): boolean {
  return change.secretStorage !== undefined || change.newPassphrase !== undefined || change.rotate === true;
}

function keysOf(record: EnvironmentRecord): string {
  return canonical({ storage: record.secretStorage, keys: record.keys });
}

// The first typed secret of an environment brings its first key along.
function withNewKeys(record: EnvironmentRecord, { newKeys }: Prepared, changes: readonly Change[]): EnvironmentRecord {
  if (newKeys === undefined || changes.some((change) => change.change === 'environment.edit')) return record;
  return { ...record, secretStorage: newKeys.storage, keys: newKeys.keys };
}

function sealer(ports: ServicePorts, head: Head, { ring }: Prepared): Pick<Scene, 'seal' | 'openSecret'> {
  const at = ports.clock();
  return {
    seal(recordId, field, value) {
      if (ring === undefined) throw problem('secret.no_storage', { why: 'none was chosen' });
      const sealed = ring.seal(value, sealIdentity(head.record.id, recordId, field, ring.version));
      return { source: 'stored', sealed, key: ring.version, changedAt: at };
    },
    openSecret(recordId, name, field, kept) {
      const value =
        kept.source === 'stored'
          ? ring?.open(kept.sealed, kept.key, sealIdentity(head.record.id, recordId, field, kept.key))
          : undefined;
      if (value === undefined) throw problem('secret.damaged', { name, field });
      return value;
    },
  };
}

async function answeredBefore(
  ports: ServicePorts,
  session: Session,
  key: string,
  changes: readonly Change[],
): Promise<Applied | undefined> {
  const row = await session.one('SELECT changes, answer FROM answered WHERE key = ?', key);
  if (row === undefined) return undefined;
  if (row.changes !== fingerprint(ports, changes)) throw problem('idempotency.reused', { key });
  return JSON.parse(String(row.answer)) as Applied;
}

async function remember(
  ports: ServicePorts,
  session: Session,
  key: string,
  changes: readonly Change[],
  answer: Applied,
): Promise<void> {
  const values = [key, fingerprint(ports, changes), JSON.stringify(answer), ports.clock()];
  await session.run('INSERT INTO answered (key, changes, answer, at) VALUES (?, ?, ?, ?)', ...values);
}

// Secrets print as `***`, so that the digest cannot be used to guess one.
function fingerprint(ports: ServicePorts, changes: readonly Change[]): string {
  return ports.digest(canonical(JSON.parse(JSON.stringify(changes))));
}
