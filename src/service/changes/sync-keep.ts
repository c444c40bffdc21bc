import { canonical } from '../../kernel/canonical.ts';
import { problem } from '../../kernel/problem.ts';
import type { ChangeOf } from '../../model/change.ts';
import type { Outcome, Scene } from '../scene.ts';
import { writeBase } from '../store/agreed.ts';

/** Keeps what a copy and its original agree on now. Bookkeeping: no entry tells it, and no revision moves. */
export async function syncKeep(scene: Scene, change: ChangeOf<'sync.keep'>): Promise<Outcome> {
  const { copyOf, base, afresh = false, after } = change;
  const before = scene.environment;
  const { id, displayName: name } = before;
  if (canonical(before.copyOf?.here ?? null) !== canonical(after)) throw problem('sync.moved_on', { name });
  scene.environment = { ...before, copyOf };
  scene.afterwards((session, digest) => writeBase(session, base, afresh, digest));
  return {
    kind: 'environment',
    id,
    name,
    result: 'updated',
    revision: null,
    fields: ['copyOf'],
    beside: true,
    untold: true,
  };
}
