import type { Digest } from '../kernel/ports.ts';
import { isProblem, problem } from '../kernel/problem.ts';
import { stepping } from '../kernel/progress.ts';
import type { Warning } from '../kernel/warning.ts';
import type { Change, ChangeName } from '../model/change.ts';
import type { Applied, AppliedChange, ApplyOptions } from '../model/environment.ts';
import { reasonIssues } from '../model/naming.ts';
import { mayTry, rolesThatMay } from '../model/policy.ts';
import type { Actor } from '../model/user.ts';
import { actorOf } from './actor.ts';
import { answeredBefore, remember } from './answered.ts';
import { noteRefusal } from './audit-refusal.ts';
import { changeHandlers } from './changes/handlers.ts';
import { type ChainEnd, linked } from './enter.ts';
import { foresee } from './foresee.ts';
import { keysMoved, type Prepared, prepareKeys, sealer, withNewKeys } from './keys.ts';
import { refuseOnMirror } from './mirror.ts';
import { ownedBy } from './owned.ts';
import type { ServicePorts } from './ports.ts';
import { refuse } from './refuse.ts';
import type { Outcome, Scene } from './scene.ts';
import { insertAudit } from './store/audit-row.ts';
import type { Session } from './store/driver.ts';
import { type Head, readHead, updateHead } from './store/head.ts';
import { createTogether } from './store/together.ts';
import { createTypes } from './types.ts';
import { createWork } from './work.ts';

const rolledBack = Symbol('rolled back');

/** Applies all changes or none: authorize, validate, decide, then commit with the audit in one transaction. */
export async function applyChanges(
  ports: ServicePorts,
  changes: readonly Change[],
  options: ApplyOptions,
): Promise<Applied> {
  refuse('the change', reasonIssues(options.reason ?? ''), {});
  // The change that is judged at the moment: what a refusal is about.
  let judged = changes[0]?.change ?? 'environment.edit';
  const judging = (change: ChangeName) => {
    judged = change;
  };
  try {
    for (let attempt = 1; ; attempt += 1) {
      const prepared = await prepareKeys(ports, changes, options.dryRun === true, (session) =>
        authorized(ports, session, changes, judging),
      );
      const applied = await attemptOnce(ports, { changes, options, prepared, judging });
      if (applied !== 'keys-moved') return applied;
      if (attempt === 5) throw problem('store.busy', { path: ports.driver.place, seconds: 0 });
    }
  } catch (error) {
    const forbidden = isProblem(error) && (error.code === 'forbidden' || error.code === 'forbidden.subject');
    if (forbidden && options.dryRun !== true) await noteRefusal(ports, judged, options.reason ?? null);
    throw error;
  }
}

interface Attempt {
  readonly changes: readonly Change[];
  readonly options: ApplyOptions;
  readonly prepared: Prepared;
  readonly judging: (change: ChangeName) => void;
}

async function attemptOnce(ports: ServicePorts, attempt: Attempt): Promise<Applied | 'keys-moved'> {
  const { driver, digest } = ports;
  const { changes, options, prepared } = attempt;
  let answer: Applied | undefined;
  try {
    const result = await driver.write(async (session) => {
      const head = await readHead(session, digest, driver.place);
      const actor = await authorized(ports, session, changes, attempt.judging);
      refuseOnMirror(head, changes);
      if (keysMoved(head, changes, prepared)) return 'keys-moved' as const;
      const { idempotencyKey, dryRun = false } = options;
      const by = { actor, changes, ring: prepared.ring };
      const earlier =
        idempotencyKey === undefined ? undefined : await answeredBefore(ports, session, idempotencyKey, by);
      if (earlier !== undefined) return earlier;
      atEnvironmentRevision(head, changes, options);
      answer = await decideAndWrite(ports, session, { ...attempt, head, actor });
      if (idempotencyKey !== undefined && !dryRun) await remember(ports, session, idempotencyKey, by, answer);
      if (dryRun) throw rolledBack;
      return answer;
    });
    if (result === answer) await prepared.newKeys?.settle();
    return result;
  } catch (error) {
    if (error === rolledBack && answer !== undefined) return answer;
    throw error;
  }
}

// What changes the environment's own record, at the environment's own revision.
const ofEnvironment: readonly ChangeName[] = ['environment.edit', 'keyvault.link', 'keyvault.unlink'];

// The environment's own revision, whether it was given beside the list or with the change of the environment itself.
function atEnvironmentRevision({ record, revision }: Head, changes: readonly Change[], options: ApplyOptions): void {
  const expected =
    options.ifEnvironmentRevision ?? changes.find(({ change }) => ofEnvironment.includes(change))?.ifRevision;
  if (expected === undefined || expected === revision) return;
  throw problem('revision.moved', { kind: 'environment', name: record.displayName, expected, actual: revision });
}

interface Decision extends Attempt {
  readonly head: Head;
  readonly actor: Actor;
}

async function decideAndWrite(ports: ServicePorts, session: Session, it: Decision): Promise<Applied> {
  const { digest, driver } = ports;
  const { head, actor, changes, options } = it;
  const work = createWork(session, head, ports);
  const warnings: Warning[] = [];
  const settling: (() => Promise<void>)[] = [];
  const checks: (() => Promise<void>)[] = [];
  const writes: ((session: Session, digest: Digest) => Promise<void>)[] = [];
  const now = ports.clock();
  const scene: Scene = {
    work,
    types: createTypes(async (id) => (await work.find('type', id))?.declaration),
    actor,
    now,
    newId: ports.newId,
    served: ports.served === true,
    issuer: ports.issuer,
    environment: withNewKeys(head.record, it.prepared, changes),
    environmentRevision: head.revision,
    newKeys: changes.some((change) => change.change === 'environment.edit') ? it.prepared.newKeys : undefined,
    ...sealer(head, it.prepared, now),
    warn: (warning) => void warnings.push(warning),
    progress: ports.progress,
    finally: (check) => void checks.push(check),
    settle: (work) => void settling.push(work),
    afterwards: (write) => void writes.push(write),
  };
  const outcomes: Outcome[] = [];
  await foresee(work, changes);
  for (const change of stepping(ports.progress, 'judge', changes)) {
    it.judging(change.change);
    const handler = changeHandlers[change.change] as (scene: Scene, change: Change) => Promise<Outcome>;
    const decided = await handler(scene, change);
    outcomes.push(change.manifest === undefined ? decided : await ownedBy(scene, change, change.manifest, decided));
  }
  for (const step of [...settling, ...checks]) await step();
  const written = outcomes.map((outcome, index) => ({ outcome, change: changes[index] as Change }));
  const done = written.filter(({ outcome }) => outcome.result !== 'unchanged');
  if (done.length === 0) return applied(written, warnings, options, head.revision);
  const counts = await work.flush();
  for (const write of writes) await write(session, digest);
  const told = done.filter(({ outcome }) => outcome.untold !== true);
  const chain = await appendAudit(ports, session, head, told, actor, scene.now, options);
  const revision = done.every(({ outcome }) => outcome.beside === true) ? head.revision : head.revision + 1;
  await updateHead(session, { record: scene.environment, revision, counts, ...chain }, digest, driver.place);
  return applied(written, warnings, options, revision);
}

type Written = { readonly outcome: Outcome; readonly change: Change };

function applied(
  written: readonly Written[],
  warnings: readonly Warning[],
  options: ApplyOptions,
  environmentRevision: number,
): Applied {
  const changes = written.map(
    ({ outcome: { also: _, beside: __, untold: ___, ...outcome }, change }): AppliedChange => ({
      change: change.change,
      ...outcome,
    }),
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
): Promise<ChainEnd> {
  let end: ChainEnd = { auditSeq: head.auditSeq, auditHead: head.auditHead };
  const together = createTogether();
  for (const { outcome, change } of stepping(ports.progress, 'enter', done)) {
    for (const it of [outcome, ...(outcome.also ?? [])]) {
      const link = linked(ports.digest, end, actor, {
        at,
        action: change.change,
        outcome: 'done',
        target: { kind: it.kind, id: it.id, name: it.name },
        fields: it.fields,
        reason: options.reason ?? null,
        revision: it.revision,
        // What follows from it on other records is this environment's own: the next sync has to look at it.
        ...('origin' in change && it === outcome ? { sync: change.origin } : {}),
      });
      end = link.end;
      await together.add(insertAudit(session, link.row));
    }
  }
  await together.end();
  return end;
}

/** Authorization by the roles at the list's start, before any look-up (R12). */
async function authorized(
  ports: ServicePorts,
  session: Session,
  changes: readonly Change[],
  judging: (change: ChangeName) => void,
): Promise<Actor> {
  const actor = await actorOf(ports, session);
  for (const { change } of changes) {
    judging(change);
    if (!mayTry(actor.role, change)) {
      throw problem('forbidden', { role: actor.role, action: change.replace('.', ' '), needs: rolesThatMay(change) });
    }
  }
  return actor;
}
