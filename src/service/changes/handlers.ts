import type { ChangeName, ChangeOf } from '../../model/change.ts';
import type { Outcome, Scene } from '../scene.ts';
import { connectionAdd } from './connection-add.ts';
import {
  connectionLock,
  connectionRename,
  connectionShare,
  connectionUnlock,
  connectionUnshare,
} from './connection-care.ts';
import { connectionEdit } from './connection-edit.ts';
import { connectionRemove } from './connection-remove.ts';
import { connectionRefresh, connectionSignIn } from './connection-sign-in.ts';
import { connectionTested } from './connection-tested.ts';
import { dependentAdd } from './dependent-add.ts';
import { dependentConnect } from './dependent-connect.ts';
import { dependentEdit } from './dependent-edit.ts';
import { dependentRan } from './dependent-ran.ts';
import { dependentRemove, enrichmentActivate, enrichmentDeactivate, exportDisconnect } from './dependent-stop.ts';
import { environmentEdit } from './environment-edit.ts';
import { keyVaultLink, keyVaultUnlink } from './key-vault-changes.ts';
import { syncKeep } from './sync-keep.ts';
import { syncPut } from './sync-put.ts';
import { syncRemove } from './sync-remove.ts';
import { tokenCreate, tokenRevoke } from './token-changes.ts';
import { typeAdd, typeRemove } from './type-changes.ts';
import { userAdd, userEdit, userRemove } from './user-changes.ts';

/** What decides each change. */
export const changeHandlers: { readonly [N in ChangeName]: (scene: Scene, change: ChangeOf<N>) => Promise<Outcome> } = {
  'connection.add': connectionAdd,
  'connection.edit': connectionEdit,
  'connection.rename': connectionRename,
  'connection.share': connectionShare,
  'connection.unshare': connectionUnshare,
  'connection.lock': connectionLock,
  'connection.unlock': connectionUnlock,
  'connection.sign-in': connectionSignIn,
  'connection.refresh': connectionRefresh,
  'connection.remove': connectionRemove,
  'connection.tested': connectionTested,
  'export.add': (scene, change) => dependentAdd(scene, 'export', change),
  'export.edit': (scene, change) => dependentEdit(scene, 'export', change),
  'export.connect': (scene, change) => dependentConnect(scene, 'export', change),
  'export.disconnect': exportDisconnect,
  'export.remove': (scene, change) => dependentRemove(scene, 'export', change),
  'export.ran': (scene, change) => dependentRan(scene, 'export', change),
  'enrichment.add': (scene, change) => dependentAdd(scene, 'enrichment', change),
  'enrichment.edit': (scene, change) => dependentEdit(scene, 'enrichment', change),
  'enrichment.connect': (scene, change) => dependentConnect(scene, 'enrichment', change),
  'enrichment.activate': enrichmentActivate,
  'enrichment.deactivate': enrichmentDeactivate,
  'enrichment.remove': (scene, change) => dependentRemove(scene, 'enrichment', change),
  'enrichment.ran': (scene, change) => dependentRan(scene, 'enrichment', change),
  'user.add': userAdd,
  'user.edit': userEdit,
  'user.remove': userRemove,
  'token.create': tokenCreate,
  'token.revoke': tokenRevoke,
  'type.add': typeAdd,
  'type.remove': typeRemove,
  'environment.edit': environmentEdit,
  'keyvault.link': keyVaultLink,
  'keyvault.unlink': keyVaultUnlink,
  'sync.put': syncPut,
  'sync.remove': syncRemove,
  'sync.keep': syncKeep,
};
