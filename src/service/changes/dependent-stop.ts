import { problem } from '../../kernel/problem.ts';
import type { Change } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import { type Outcome, outcome, type Scene } from '../scene.ts';
import { counted, editable, saved } from './dependent-state.ts';

type Only = Extract<
  Change,
  {
    change:
      | 'export.disconnect'
      | 'export.remove'
      | 'enrichment.activate'
      | 'enrichment.deactivate'
      | 'enrichment.remove';
  }
>;

/** Takes the connection away and keeps everything else (R17). Administrators only (R18). */
export async function exportDisconnect(scene: Scene, change: Only): Promise<Outcome> {
  const before = await editable(scene, 'export', change.dependent, change.ifRevision, 'disconnect');
  if (before.connection === null) return outcome('export', before, 'unchanged');
  await counted(scene, 'export', before.connection, null);
  return saved(scene, 'export', before, { connection: null, lastConnection: before.connection, status: 'inactive' }, [
    'connection',
    'status',
  ]);
}

/** Stops an enrichment, which keeps its configuration and its connection (R22). */
export async function enrichmentDeactivate(scene: Scene, change: Only): Promise<Outcome> {
  const before = await editable(scene, 'enrichment', change.dependent, change.ifRevision, 'deactivate');
  return saved(scene, 'enrichment', before, { status: 'inactive' }, before.status === 'inactive' ? [] : ['status']);
}

/** Starts it again; it needs a connection for that (R22). */
export async function enrichmentActivate(scene: Scene, change: Only): Promise<Outcome> {
  const before = await editable(scene, 'enrichment', change.dependent, change.ifRevision, 'activate');
  if (before.connection === null) throw problem('export.no_connection', { kind: 'enrichment', name: before.name });
  return saved(scene, 'enrichment', before, { status: 'active' }, before.status === 'active' ? [] : ['status']);
}

export async function dependentRemove(scene: Scene, kind: DependentKind, change: Only): Promise<Outcome> {
  const before = await editable(scene, kind, change.dependent, change.ifRevision, 'remove');
  await counted(scene, kind, before.connection, null);
  scene.work.remove(kind, before.id);
  return outcome(kind, before, 'removed');
}
