import type { Change } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import { type Outcome, outcome, type Scene } from '../scene.ts';
import { counted, editable, sameType, saved, usable } from './dependent-state.ts';

export type Connect = Extract<Change, { change: 'export.connect' | 'enrichment.connect' }>;

/** Gives it a connection of its type (D6) that the actor may use; that makes it active (R19, R22). */
export async function dependentConnect(scene: Scene, kind: DependentKind, change: Connect): Promise<Outcome> {
  const before = await editable(scene, kind, change.dependent, change.ifRevision, 'connect');
  const connection = await usable(scene, change.connection);
  sameType(kind, before.name, before.type, connection);
  if (before.connection === connection.id && before.status === 'active') return outcome(kind, before, 'unchanged');
  await counted(scene, kind, before.connection, connection.id);
  const lastConnection =
    before.connection === connection.id ? before.lastConnection : (before.connection ?? before.lastConnection);
  const moved = { connection: connection.id, lastConnection, status: 'active' } as const;
  return saved(scene, kind, before, moved, [
    ...(before.connection === connection.id ? [] : ['connection']),
    ...(before.status === 'active' ? [] : ['status']),
  ]);
}
