import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Block } from '../../../kernel/block.ts';
import type { SyncKind } from '../../../model/sync.ts';
import type { PlannedSyncs, SyncSide } from '../../../model/sync-plan.ts';
import { keyOf, nameWords } from '../../../plan/sync/given.ts';
import { planSync } from '../../../plan/sync/plan-sync.ts';
import type { Asked } from './feed.ts';
import type { Seen } from './seen.ts';

export interface PlanOptions {
  readonly stays: readonly string[];
  readonly mirror: boolean;
  readonly oneWay?: Block | undefined;
  readonly prefer: SyncSide | undefined;
  readonly decisions: ReadonlyMap<string, SyncSide>;
  readonly withSecrets: boolean;
  readonly keepSecrets: boolean;
  /** Declarations of everything that was looked at. */
  readonly types: ReadonlyMap<string, ConnectionType>;
}

type Doors = { readonly copy: Asked; readonly original: Asked };

/** Plans, and plans again where a name that was made up belongs to something that nobody touched. */
export async function planned(seen: Seen, options: PlanOptions, doors: Doors): Promise<PlannedSyncs> {
  const taken = new Set<string>();
  for (;;) {
    const made = planSync({ ...seen, ...options, taken });
    const before = taken.size;
    for (const word of await wordsInUse(made.invented, doors)) taken.add(word);
    if (taken.size === before) return made;
  }
}

/** Names and display names that something else has of those that were made up. */
async function wordsInUse(invented: PlannedSyncs['invented'], { copy, original }: Doors): Promise<readonly string[]> {
  if (invented.length === 0) return [];
  const own = new Set(invented.map(keyOf));
  const of = (kind: SyncKind, what: 'name' | 'displayName') =>
    invented.flatMap((it) => (it.kind === kind ? [it[what]] : []));
  const both = (what: 'name' | 'displayName') => ({
    connections: of('connection', what),
    exports: of('export', what),
    enrichments: of('enrichment', what),
  });
  const wanted = { names: { ...both('name'), users: of('user', 'name') }, displayNames: both('displayName') };
  const found: string[] = [];
  for (const door of [copy, original]) {
    const { connections, exports, enrichments, users } = await door.query('manifest.observe', wanted);
    const seen = { connection: connections, export: exports, enrichment: enrichments, user: users } as const;
    for (const kind of ['connection', 'export', 'enrichment', 'user'] as const)
      for (const it of seen[kind]) if (!own.has(keyOf({ kind, id: it.id }))) found.push(...nameWords(kind, it));
  }
  return found;
}

/** The declarations of everything that was looked at: those that come along themselves first, then as either side has them. */
export async function typesIn(
  { local, remote }: Seen,
  { copy, original }: Doors,
): Promise<ReadonlyMap<string, ConnectionType>> {
  const types = new Map<string, ConnectionType>();
  const wanted = new Map<string, Asked>();
  for (const [side, door] of [[local, copy] as const, [remote, original] as const]) {
    for (const record of side.records.values()) {
      if (record.kind === 'type') types.set(record.content.declaration.id, record.content.declaration);
      else if ('type' in record.content && !wanted.has(record.content.type)) wanted.set(record.content.type, door);
    }
  }
  for (const [type, door] of wanted)
    if (!types.has(type)) types.set(type, (await door.query('type.show', { type })).declaration);
  return types;
}
