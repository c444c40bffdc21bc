import type { ChangeOf } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { SyncRemove } from '../../model/sync.ts';
import { atRevision, type Outcome, outcome, type Scene } from '../scene.ts';
import { removeConnection } from './connection-remove.ts';
import { dependentRemove } from './dependent-stop.ts';
import { refuseUntold } from './sync-told.ts';
import { typeRemove } from './type-changes.ts';
import { userRemove } from './user-changes.ts';

/** Removes what was removed elsewhere, by the same rules as here; a lock went there before it. */
export async function syncRemove(scene: Scene, change: ChangeOf<'sync.remove'>): Promise<Outcome> {
  refuseUntold(change);
  const { kind, id, ifRevision }: SyncRemove & { readonly ifRevision?: number } = change;
  const { work } = scene;
  const connection = kind === 'connection' ? await work.byId(kind, id) : undefined;
  const there = connection ?? (await work.byId(kind, id));
  if (there === undefined) await work.verify(kind, id);
  const seen = work.before(kind, id);
  atRevision(kind, { name: there?.name ?? id, revision: seen?.revision ?? 0 }, ifRevision);
  if (there === undefined) return outcome(kind, { id, name: id, revision: 0 }, 'unchanged');
  if (connection !== undefined) return removeConnection(scene, connection);
  if (kind === 'user') return userRemove(scene, { change: 'user.remove', user: id });
  if (kind === 'type') return typeRemove(scene, { change: 'type.remove', type: there.name });
  return dependentRemove(scene, kind as DependentKind, { change: `${kind as DependentKind}.remove`, dependent: id });
}
