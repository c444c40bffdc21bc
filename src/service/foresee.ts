import type { Change } from '../model/change.ts';
import type { RecordKind } from './store/tables.ts';
import type { Work } from './work.ts';

/** Reads at once what a list of syncs will ask for: the records themselves, and the connections of dependents. */
export async function foresee(work: Work, changes: readonly Change[]): Promise<void> {
  const wanted = new Map<RecordKind, string[]>();
  const want = (kind: RecordKind, id: string) => {
    const ids = wanted.get(kind) ?? [];
    ids.push(id);
    wanted.set(kind, ids);
  };
  for (const change of changes) {
    if (change.change !== 'sync.put' && change.change !== 'sync.remove') continue;
    if (change.kind !== 'environment') want(change.kind, change.id);
    if (change.change !== 'sync.put' || (change.kind !== 'export' && change.kind !== 'enrichment')) continue;
    const { connection } = change.content;
    if (connection !== null) want('connection', connection);
  }
  for (const [kind, ids] of wanted) await work.foresee(kind, ids);
}
