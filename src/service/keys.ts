import { canonical } from '../kernel/canonical.ts';
import { problem } from '../kernel/problem.ts';
import { isSecretValue } from '../kernel/secret-value.ts';
import type { Change, ChangeOf } from '../model/change.ts';
import type { EnvironmentRecord } from '../model/environment-record.ts';
import { refuseOnMirror } from './mirror.ts';
import type { ServicePorts } from './ports.ts';
import type { Scene } from './scene.ts';
import type { Session } from './store/driver.ts';
import { type Head, readHead } from './store/head.ts';
import { type KeyRing, type NewKeys, type RewrapOptions, sealIdentity } from './store/sealing.ts';

/** The keys that a list of changes works with. */
export interface Prepared {
  /** The keys as they were when the ring was opened. */
  readonly keys: string;
  readonly ring: KeyRing | undefined;
  readonly newKeys: NewKeys | undefined;
}

/** Derives or fetches the keys before the transaction: scrypt takes half a second, and a writer holds up everyone. */
export async function prepareKeys(
  ports: ServicePorts,
  changes: readonly Change[],
  dryRun: boolean,
  authorized: (session: Session) => Promise<unknown>,
): Promise<Prepared> {
  if (!needsKeys(changes)) return { keys: '', ring: undefined, newKeys: undefined };
  const record = await ports.driver.read(async (session) => {
    await authorized(session);
    const head = await readHead(session, ports.digest, ports.driver.place);
    refuseOnMirror(head, changes);
    return head.record;
  });
  const keys = keysKept(record);
  const edit = changes.find(
    (it): it is ChangeOf<'environment.edit'> => it.change === 'environment.edit' && changesKeys(it),
  );
  if (record.secretStorage === null) {
    const typed = changes.some(hasTypedSecret);
    if (!typed && edit === undefined) return { keys, ring: undefined, newKeys: undefined };
    const newKeys = await ports.sealing.begin(record.id, { ...rewrapOf(edit), dryRun });
    return { keys, ring: newKeys.ring, newKeys };
  }
  const kept = { storage: record.secretStorage, keys: record.keys };
  if (edit === undefined) return { keys, ring: await ports.sealing.unlock(record.id, kept), newKeys: undefined };
  const rewrapped = await ports.sealing.rewrap(record.id, kept, { ...rewrapOf(edit), dryRun });
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

/** Whether the keys that a list was prepared with are still those of the environment. */
export function keysMoved({ record }: Head, changes: readonly Change[], prepared: Prepared): boolean {
  return needsKeys(changes) && keysKept(record) !== prepared.keys;
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

/** Which keys an environment has, to be compared. */
export function keysKept(record: EnvironmentRecord): string {
  return canonical({ storage: record.secretStorage, keys: record.keys });
}

/** The first typed secret of an environment brings its first key along. */
export function withNewKeys(
  record: EnvironmentRecord,
  { newKeys }: Prepared,
  changes: readonly Change[],
): EnvironmentRecord {
  if (newKeys === undefined || changes.some((change) => change.change === 'environment.edit')) return record;
  return { ...record, secretStorage: newKeys.storage, keys: newKeys.keys };
}

/** Seals and opens with the keys that were prepared; `at` is the moment of the whole list. */
export function sealer(head: Head, { ring }: Prepared, at: string): Pick<Scene, 'seal' | 'openSecret'> {
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
