import type { Change } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import { ended } from '../../model/run.ts';
import { type Outcome, outcome, required, type Scene } from '../scene.ts';

type Ran = Extract<Change, { change: 'export.ran' | 'enrichment.ran' }>;

/** Keeps how a run ended, told by whoever began it, also where they may begin no other meanwhile. No revision moves. */
export async function dependentRan(scene: Scene, kind: DependentKind, change: Ran): Promise<Outcome> {
  const began = ({ by }: { readonly by: string }) => scene.actor.role === 'administrator' || by === scene.actor.name;
  const theirs = (runs: readonly { readonly id: string; readonly by: string }[] = []) =>
    runs.some((run) => run.id === change.run && began(run));
  const before = await required(scene, kind, change.dependent, ({ runs }) => theirs(runs));
  const open = before.runs?.some(({ id, endedAt }) => id === change.run && endedAt === null) === true;
  if (!open) return outcome(kind, before, 'unchanged');
  scene.work.put(kind, ended(before, change.run, change.exit ?? null, scene.now));
  return { ...outcome(kind, before, 'updated', ['lastRun']), beside: true };
}
