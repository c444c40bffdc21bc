import { type Block, block } from '../../../kernel/block.ts';
import type { Environment } from '../../../model/environment.ts';
import type { EnvironmentDetail } from '../../../model/environment-detail.ts';
import { type CopyOf, environmentItself, type SyncBase, type SyncRecord } from '../../../model/sync.ts';
import type { PlannedSyncs, SyncSide } from '../../../model/sync-plan.ts';
import { environmentKey } from '../../../plan/sync/given.ts';
import type { Context } from '../../context.ts';
import { everyRecord } from './feed.ts';
import { newCopyOf } from './make-copy.ts';
import type { Pair } from './pair.ts';
import { type PlanOptions, planned, typesIn } from './planned.ts';
import { beginning, lookAtBoth, type Seen } from './seen.ts';

/** How both sides are brought together. */
export interface SyncOptions extends Pick<PlanOptions, 'prefer' | 'withSecrets' | 'keepSecrets'> {
  readonly afresh: boolean;
  /** Whether a copy that is made becomes a mirror. */
  readonly mirror: boolean;
}

export interface Doors {
  /** Nothing where there is no copy yet. */
  readonly copy: Environment | undefined;
  readonly original: Environment;
}

/** What a sync finds, before anything is done. */
export interface Found {
  readonly seen: Seen;
  readonly known: CopyOf;
  readonly planned: PlannedSyncs;
  readonly production: { readonly [S in SyncSide]: boolean };
  /** Plans the same again, with decisions about conflicts. */
  readonly again: (decisions: ReadonlyMap<string, SyncSide>) => Promise<PlannedSyncs>;
}

/** Looks at both sides and plans what would make them the same. Nothing is written. */
export async function lookAndPlan(context: Context, pair: Pair, doors: Doors, options: SyncOptions): Promise<Found> {
  const { copy, original } = doors;
  const remote = await original.query('environment.show', {});
  const local = await copy?.query('environment.show', {});
  const known = local?.copyOf ?? (await newCopyOf(context, pair, original, options.mirror));
  const seen = await lookFrom(context, pair, { doors, known, local, remote, options });
  const { mirror, stays } = known;
  const asked = { copy: copy ?? original, original };
  const types = await typesIn(seen, asked);
  const given = { ...options, prefer: mirror ? 'remote' : options.prefer, mirror, stays, types } as const;
  let stops: Promise<Block | undefined> | undefined;
  const again = async (decisions: ReadonlyMap<string, SyncSide>): Promise<PlannedSyncs> => {
    const found = await planned(seen, { ...given, decisions, oneWay: await stops }, asked);
    if (stops !== undefined || found.plan.lines.every(({ to }) => to === 'local')) return found;
    stops = whatStops(original, remote);
    return (await stops) === undefined ? found : again(decisions);
  };
  const production = { local: local?.production ?? false, remote: remote.production };
  return { seen, known, planned: await again(new Map()), production, again };
}

/** Why no sync may change anything there, where that is so. */
async function whatStops(door: Environment, { copyOf }: EnvironmentDetail): Promise<Block | undefined> {
  if (copyOf?.mirror === true) return block('mirror', { of: copyOf.name });
  if ((await door.query('can', { action: 'sync.put' })).allowed) return undefined;
  return block('only-looks', { role: (await door.query('whoami', {})).role });
}

interface From {
  readonly doors: Doors;
  readonly known: CopyOf;
  readonly local: EnvironmentDetail | undefined;
  readonly remote: EnvironmentDetail;
  readonly options: SyncOptions;
}

async function lookFrom({ progress }: Context, pair: Pair, from: From): Promise<Seen> {
  const { doors, known, local, remote, options } = from;
  const { afresh, withSecrets } = options;
  const { copy, original } = doors;
  if (copy === undefined || local === undefined) {
    const nothing = { touched: new Map(), names: new Map(), mark: beginning };
    const { itself, base } = itselfWhenMade(known, remote);
    return {
      local: { id: '', displayName: pair.copy, ...nothing, records: new Map([[environmentKey, itself]]) },
      remote: { ...remote, ...nothing, ...(await everyRecord(original, progress)) },
      base: new Map([[environmentKey, base]]),
    };
  }
  const ends = { from: pair.original, to: pair.copy };
  return lookAtBoth(known, { local, remote }, { copy, original, progress, ends, afresh, withSecrets });
}

// What a copy will say of itself once it is made.
function itselfWhenMade({ syncedAt: at }: CopyOf, { tenant }: EnvironmentDetail) {
  const about = { kind: 'environment', id: environmentItself, content: { tenant, keyVault: null } } as const;
  const itself: SyncRecord = { ...about, revision: 1, made: { by: '', at }, changed: { by: '', at } };
  const base: SyncBase = about;
  return { itself, base };
}
