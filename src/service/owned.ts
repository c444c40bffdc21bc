import { problem } from '../kernel/problem.ts';
import type { Change } from '../model/change.ts';
import type { Ownership } from '../model/ownership.ts';
import { type ManifestKind, manifestKinds } from '../model/plan.ts';
import { type Outcome, type Scene, touched } from './scene.ts';

/** What a change did, with its subject in the hands of a manifest from now on. What another one owns is refused. */
export async function ownedBy(scene: Scene, change: Change, manifest: string, decided: Outcome): Promise<Outcome> {
  const { kind, id, name } = decided;
  if (!isOwnable(kind)) return decided;
  const owner: Ownership | undefined = scene.work.before(kind, id)?.manifest;
  const removes = change.change.endsWith('.remove');
  const theirs = removes ? owner?.id !== manifest : owner !== undefined && owner.id !== manifest;
  if (theirs && (removes || change.takeOver !== true))
    throw problem('manifest.foreign', { kind, name, owner: owner?.id ?? null, manifest });
  const now = removes ? undefined : await scene.work.byId(kind, id);
  if (now === undefined) return decided;
  if (now.manifest?.id === manifest) {
    // It is as the manifest wants it again, whatever was changed in between.
    if (now.manifest.revision !== now.revision && decided.result !== 'unchanged')
      scene.work.put(kind, { ...now, manifest: { id: manifest, revision: now.revision } });
    return decided;
  }
  // A change of owner alone is a change, with a revision of its own.
  const alone = decided.result === 'unchanged' ? touched(scene, now) : {};
  const after = { ...now, ...alone };
  scene.work.put(kind, { ...after, manifest: { id: manifest, revision: after.revision } });
  return {
    ...decided,
    result: decided.result === 'unchanged' ? 'updated' : decided.result,
    revision: after.revision,
    fields: decided.result === 'created' ? decided.fields : [...decided.fields, 'manifest'],
  };
}

function isOwnable(kind: Outcome['kind']): kind is ManifestKind {
  return (manifestKinds as readonly string[]).includes(kind);
}
