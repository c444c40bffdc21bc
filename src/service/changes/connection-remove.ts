import { problem } from '../../kernel/problem.ts';
import { warning } from '../../kernel/warning.ts';
import type { ChangeOf } from '../../model/change.ts';
import type { Connection } from '../../model/connection.ts';
import { blocksRemoval } from '../../model/dependent.ts';
import { atRevision, type Outcome, outcome, required, type Scene, touched } from '../scene.ts';
import { unlocked } from './connection-edit.ts';

/**
 * Removes a connection. Settled when the whole list is decided (D9): any export (R24) or active enrichment that still
 * refers to it blocks; an inactive enrichment loses the reference (D8).
 */
export async function connectionRemove(scene: Scene, change: ChangeOf<'connection.remove'>): Promise<Outcome> {
  const connection = await required(scene, 'connection', change.connection);
  atRevision('connection', connection, change.ifRevision);
  unlocked(connection);
  return removeConnection(scene, connection);
}

/** The same of a connection that is found, whether it is locked or not. */
export function removeConnection(scene: Scene, connection: Connection): Outcome {
  const { id, name } = connection;
  const removed = outcome('connection', connection, 'removed');
  const also: NonNullable<Outcome['also']>[number][] = [];
  scene.settle(async () => {
    const exports = await scene.work.dependentsOf('export', id);
    const enrichments = await scene.work.dependentsOf('enrichment', id);
    const now = await scene.work.byId('connection', id);
    if (now === undefined) return;
    await allFound(scene, now, { exports: exports.length, enrichments: enrichments.length });
    const blocking = enrichments.filter((it) => blocksRemoval('enrichment', it));
    if (exports.length > 0 || blocking.length > 0) {
      throw problem(
        'connection.in_use',
        { name, exports: exports.length, enrichments: blocking.length },
        {
          dependents: [
            ...exports.map((it) => ({ kind: 'export', name: it.name, status: it.status })),
            ...blocking.map((it) => ({ kind: 'enrichment', name: it.name, status: it.status })),
          ],
        },
      );
    }
    for (const enrichment of enrichments) {
      const after = { ...enrichment, connection: null, lastConnection: id, ...touched(scene, enrichment) };
      scene.work.put('enrichment', after);
      const { kind, name: released, revision } = outcome('enrichment', after, 'updated');
      also.push({ kind, id: after.id, name: released, revision, fields: ['connection'] });
    }
    if (enrichments.length > 0)
      scene.warn(warning('enrichments-released', { names: enrichments.map((it) => it.name) }));
    scene.work.remove('connection', id);
  });
  return { ...removed, also };
}

// A dependent that cannot be found would be left hanging: the store is looked through, so that the damage is named.
async function allFound(scene: Scene, { dependents }: Connection, found: Connection['dependents']): Promise<void> {
  for (const [kind, kept, there] of [
    ['export', dependents.exports, found.exports],
    ['enrichment', dependents.enrichments, found.enrichments],
  ] as const) {
    if (kept === there) continue;
    await scene.work.verify(kind);
    throw scene.work.lost(kind);
  }
}
