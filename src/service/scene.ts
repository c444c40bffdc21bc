import type { Digest, NewId } from '../kernel/ports.ts';
import { problem } from '../kernel/problem.ts';
import type { SecretValue } from '../kernel/secret-value.ts';
import type { Warning } from '../kernel/warning.ts';
import type { IfExists } from '../model/change.ts';
import type { KeptSecret } from '../model/connection.ts';
import type { AppliedChange } from '../model/environment.ts';
import type { EnvironmentRecord } from '../model/environment-record.ts';
import type { Actor } from '../model/user.ts';
import type { ServicePorts } from './ports.ts';
import type { Session } from './store/driver.ts';
import type { NewKeys } from './store/sealing.ts';
import type { RecordKind, Records } from './store/tables.ts';
import type { Types } from './types.ts';
import type { Work } from './work.ts';

/** What deciding one change may look at and intend. Nothing here writes before the whole list is decided. */
export interface Scene {
  readonly work: Work;
  readonly types: Types;
  readonly actor: Actor;
  /** The moment of the whole list. */
  readonly now: string;
  readonly newId: NewId;
  /** Whether the environment is served to a team, and the issuer that vouches for people there. */
  readonly served: boolean;
  readonly issuer: string | undefined;
  environment: EnvironmentRecord;
  /** At which revision the environment was before the list. */
  readonly environmentRevision: number;
  /** Seals a typed secret for a record's field. */
  readonly seal: (recordId: string, field: string, value: SecretValue) => KeptSecret;
  /** Keys that were prepared for `environment.edit` before the transaction began. */
  readonly newKeys: NewKeys | undefined;
  readonly openSecret: (recordId: string, name: string, field: string, kept: KeptSecret) => SecretValue;
  readonly progress: ServicePorts['progress'];
  readonly warn: (warning: Warning) => void;
  /** Judged when the list is complete, so that what a later change mends does not count. */
  readonly finally: (check: () => Promise<void>) => void;
  /** Done when the list is complete, before anything is judged: a removal that other rules have to see. */
  readonly settle: (work: () => Promise<void>) => void;
  /** Written together with the records: what stands beside them. */
  readonly afterwards: (write: (session: Session, digest: Digest) => Promise<void>) => void;
}

/** What became of one change; `fields` are named, never valued. */
export interface Outcome extends Omit<AppliedChange, 'change'> {
  /** Kept beside the record, such as a run: no revision moves, neither its own nor the environment's. */
  readonly beside?: true;
  /** No entry of the trail tells it. */
  readonly untold?: true;
  /** What the audit says besides, one entry for each further record the change touched. */
  readonly also?: readonly Omit<AppliedChange, 'change' | 'result'>[];
}

/** The record a reference names, or the refusal that says there is none. */
export async function required<K extends RecordKind>(
  scene: Scene,
  kind: K,
  ref: string,
  sees?: (record: Records[K]) => boolean,
): Promise<Records[K]> {
  const found = await scene.work.find(kind, ref, sees);
  if (found !== undefined) return found;
  await scene.work.verify(kind, ref);
  throw notFound(kind, ref);
}

export function notFound(kind: RecordKind, ref: string) {
  return problem('not_found', { kind, ref, list: `cinch ${kind} list` });
}

/** Refuses a change that was made for another revision (exit 7). */
export function atRevision(
  kind: RecordKind | 'environment',
  record: { name: string; revision: number },
  expected: number | undefined,
): void {
  if (expected !== undefined && expected !== record.revision) {
    throw problem('revision.moved', { kind, name: record.name, expected, actual: record.revision });
  }
}

/** Whether what is there already is to be left or taken up, instead of refused. */
export function meansExisting({ ifExists = 'fail' }: { readonly ifExists?: IfExists }): boolean {
  return ifExists !== 'fail';
}

export function outcome(
  kind: RecordKind,
  record: { id: string; name: string; revision: number },
  result: AppliedChange['result'],
  fields: readonly string[] = [],
): Outcome {
  return {
    kind,
    id: record.id,
    name: record.name,
    result,
    revision: result === 'removed' ? null : record.revision,
    fields,
  };
}

/** Who changed a record, when, and that it is one revision further. */
export function touched(scene: Scene, record: { readonly revision: number }) {
  return { updatedAt: scene.now, updatedBy: scene.actor.name, revision: record.revision + 1 };
}

/** Who made a record and when. */
export function made(scene: Scene) {
  const { now, actor } = scene;
  return { createdAt: now, createdBy: actor.name, updatedAt: now, updatedBy: actor.name, revision: 1 };
}
