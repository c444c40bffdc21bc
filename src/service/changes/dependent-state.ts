import { problem } from '../../kernel/problem.ts';
import type { Connection } from '../../model/connection.ts';
import type { Dependent, DependentKind } from '../../model/dependent.ts';
import { mayUse, permission } from '../../model/policy.ts';
import { atRevision, type Outcome, outcome, required, type Scene, touched } from '../scene.ts';

/** The dependent that is meant, at the revision that was seen, where the actor may change it (R13, D7). */
export async function editable(
  scene: Scene,
  kind: DependentKind,
  ref: string,
  revision: number | undefined,
  action: string,
): Promise<Dependent> {
  const dependent = await required(scene, kind, ref);
  atRevision(kind, dependent, revision);
  if (kind === 'enrichment' || scene.actor.role === 'administrator') return dependent;
  const on = dependent.connection === null ? undefined : await scene.work.byId('connection', dependent.connection);
  const last =
    dependent.lastConnection === null ? undefined : await scene.work.byId('connection', dependent.lastConnection);
  if (permission(scene.actor, dependent, on ?? null, last ?? null) === 'edit') return dependent;
  const why =
    on === undefined
      ? 'you did not make it, and it was not on a connection shared with you'
      : 'its connection is not shared with you';
  throw problem('forbidden.subject', { action, name: dependent.name, why });
}

/** R12: a connection that the actor may not use is not there for them. */
export function usable(scene: Scene, ref: string): Promise<Connection> {
  return required(scene, 'connection', ref, (it) => mayUse(scene.actor, it));
}

/** D6. */
export function sameType(kind: DependentKind, dependent: string, wanted: string, connection: Connection): void {
  if (connection.type !== wanted) {
    throw problem('connection.other_type', { name: connection.name, type: connection.type, wanted, kind, dependent });
  }
}

/** Keeps the number of dependents that stands with each connection. */
export async function counted(
  scene: Scene,
  kind: DependentKind,
  from: string | null,
  to: string | null,
): Promise<void> {
  if (from === to) return;
  for (const [id, by] of [
    [from, -1],
    [to, 1],
  ] as const) {
    if (id === null) continue;
    const connection = await scene.work.byId('connection', id);
    if (connection === undefined) throw scene.work.lost('connection');
    const key = kind === 'export' ? 'exports' : 'enrichments';
    scene.work.put('connection', {
      ...connection,
      dependents: { ...connection.dependents, [key]: connection.dependents[key] + by },
    });
  }
}

export function saved(
  scene: Scene,
  kind: DependentKind,
  before: Dependent,
  changed: Partial<Dependent>,
  fields: readonly string[],
): Outcome {
  if (fields.length === 0) return outcome(kind, before, 'unchanged');
  const after: Dependent = { ...before, ...changed, ...touched(scene, before) };
  scene.work.put(kind, after);
  return outcome(kind, after, 'updated', fields);
}
