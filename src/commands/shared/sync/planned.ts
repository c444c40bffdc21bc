import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { SyncKind } from '../../../model/sync.ts';
import type { PlannedSyncs, SyncSide } from '../../../model/sync-plan.ts';
import { nameWords } from '../../../plan/sync/given.ts';
import { planSync } from '../../../plan/sync/plan-sync.ts';
import type { Asked } from './feed.ts';
import type { Seen } from './seen.ts';

export interface PlanOptions {
  readonly stays: readonly string[];
  readonly mirror: boolean;
  readonly prefer: SyncSide | undefined;
  readonly decisions: ReadonlyMap<string, SyncSide>;
  readonly withSecrets: boolean;
  readonly keepSecrets: boolean;
}

type Doors = { readonly copy: Asked; readonly original: Asked };
type Named = PlannedSyncs['invented'][number];

/** Plans, and plans again where a name that was made up belongs to something that nobody touched. */
export async function planned(seen: Seen, options: PlanOptions, doors: Doors): Promise<PlannedSyncs> {
  const types = await typesIn(seen, doors);
  const taken = new Set<string>();
  for (;;) {
    const made = planSync({ ...seen, ...options, types, taken });
    const before = taken.size;
    for (const it of made.invented) for (const word of await wordsInUse(it, doors)) taken.add(word);
    if (taken.size === before) return made;
  }
}

async function wordsInUse(invented: Named, { copy, original }: Doors): Promise<readonly string[]> {
  const { kind } = invented;
  if (!isNamed(kind)) return [];
  const wanted = new Set(nameWords(kind, invented));
  const found: string[] = [];
  for (const door of [copy, original]) {
    for (const startsWith of new Set([invented.name, invented.displayName])) {
      const { items } = await door.query('names', { kind, startsWith, limit: 100 });
      for (const it of items) found.push(...nameWords(kind, it).filter((word) => wanted.has(word)));
    }
  }
  return found;
}

function isNamed(kind: SyncKind): kind is Exclude<SyncKind, 'environment'> {
  return kind !== 'environment';
}

/** The declarations of everything that was looked at: those that come along themselves first, then as either side has them. */
async function typesIn(
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
