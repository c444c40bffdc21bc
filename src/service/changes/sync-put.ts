import type { ChangeOf } from '../../model/change.ts';
import type { SyncPut } from '../../model/sync.ts';
import type { Outcome, Scene } from '../scene.ts';
import { syncPutConnection } from './sync-put-connection.ts';
import { syncPutDependent } from './sync-put-dependent.ts';
import { syncPutEnvironment } from './sync-put-environment.ts';
import { syncPutType } from './sync-put-type.ts';
import { syncPutUser } from './sync-put-user.ts';
import { refuseUntold } from './sync-told.ts';

/** Makes a record what it is elsewhere. Rules hold after the whole list; a lock is no hindrance, because it is content. */
export function syncPut(scene: Scene, change: ChangeOf<'sync.put'>): Promise<Outcome> {
  refuseUntold(change);
  const put: SyncPut & { readonly ifRevision?: number } = change;
  if (put.kind === 'environment') return syncPutEnvironment(scene, put);
  if (put.kind === 'type') return syncPutType(scene, put);
  if (put.kind === 'user') return syncPutUser(scene, put);
  if (put.kind === 'connection') return syncPutConnection(scene, put);
  return syncPutDependent(scene, put);
}
