import { catalog } from '../../src/catalog/index.ts';
import { decisionsOf } from '../../src/commands/shared/decisions.ts';
import type { ConnectionType } from '../../src/fields/connection-type.ts';
import { type SecretValue, secretValue } from '../../src/kernel/secret-value.ts';
import type { Change } from '../../src/model/change.ts';
import type { Environment } from '../../src/model/environment.ts';
import type { Plan, PlannedChange, SecretAnswer } from '../../src/model/plan.ts';
import { makePlan } from '../../src/plan/declared/make-plan.ts';
import { match } from '../../src/plan/declared/match.ts';
import type { Planning } from '../../src/plan/declared/piece.ts';
import { wantedOf } from '../../src/plan/declared/wanted.ts';
import type { Manifest } from '../../src/plan/manifest/manifest.ts';
import { readManifest } from '../../src/plan/manifest/read-manifest.ts';
import type { Tree } from '../../src/plan/manifest/tree.ts';

/** What a manifest states, as data. */
export type Written = { readonly [key: string]: unknown };

/** Data as the tree that a file of it would be read as. */
export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: 'list', at: 0, items: value.map(treeOf) };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, it]) => it !== undefined);
    return { kind: 'map', at: 0, entries: entries.map(([key, it]) => ({ key, at: 0, value: treeOf(it) })) };
  }
  return { kind: 'scalar', at: 0, value: value as string | null };
}

/** The manifest that data states; it has to be in order. */
export function manifestOf(written: Written): Manifest {
  const { manifest, findings } = readManifest([treeOf(written)], []);
  if (findings.length > 0) throw new Error(findings.map(({ issue }) => `${issue.path}: ${issue.message}`).join('\n'));
  return manifest;
}

const loaded = await Promise.all(catalog.map(({ load }) => load()));
export const allTypes: ReadonlyMap<string, ConnectionType> = new Map(loaded.map((type) => [type.id, type]));

export interface Given {
  readonly prune?: boolean;
  readonly takeOver?: boolean;
  readonly keepSecrets?: boolean;
  readonly exports?: readonly string[];
  readonly enrichments?: readonly string[];
  readonly vault?: Planning['vault'];
  /** What each variable holds. */
  readonly secrets?: { readonly [variable: string]: string };
}

/** Everything that planning looks at, as a command gathers it. */
export async function planningOf(door: Environment, manifest: Manifest, given: Given = {}): Promise<Planning> {
  const { prune = false, takeOver = false, keepSecrets = false, exports = [], enrichments = [], secrets = {} } = given;
  const observed = await door.query('manifest.observe', wantedOf(manifest, prune, [...exports, ...enrichments]));
  const { connections } = match(manifest, observed);
  const answers = new Map<string, SecretAnswer>();
  for (const { name, secrets: stated } of manifest.connections) {
    for (const [field, from] of Object.entries(stated)) {
      if (!('fromEnv' in from)) continue;
      const value = secrets[from.fromEnv];
      const live = connections.get(name);
      if (value === undefined) answers.set(`${name}/${field}`, 'unset');
      else if (live?.secrets[field]?.source === 'stored') {
        const asked = { connection: live.id, field, given: secretValue(value) };
        const told = await door.query('manifest.secrets', { secrets: [asked] });
        answers.set(`${name}/${field}`, told.answers[0] ?? 'unknown');
      }
    }
  }
  const { id, displayName, tenant } = await door.query('environment.show', {});
  return {
    manifest,
    observed,
    types: allTypes,
    answers,
    environment: { id, displayName, tenant, revision: observed.environmentRevision },
    vault: given.vault,
    options: {
      prune,
      takeOver,
      keepSecrets,
      decisions: {
        export: decisionsOf('export', [...manifest.onRemove.export, ...exports]),
        enrichment: decisionsOf('enrichment', [...manifest.onRemove.enrichment, ...enrichments]),
      },
    },
  };
}

/** The plan of what data states. */
export async function planned(door: Environment, written: Written, given: Given = {}): Promise<Plan> {
  return makePlan(await planningOf(door, manifestOf(written), given));
}

/** Carries a plan out, batch by batch. */
export async function carriedOut(door: Environment, plan: Plan, secrets: Given['secrets'] = {}): Promise<void> {
  for (const batch of plan.batches) await door.apply(batch.map((change) => withSecrets(change, secrets)));
}

export function withSecrets(change: PlannedChange, values: { readonly [variable: string]: string }): Change {
  if (!('secrets' in change) || change.secrets === undefined) return change as Change;
  const given = Object.entries(change.secrets).map(([field, from]): [string, SecretValue | typeof from] => [
    field,
    'fromEnv' in from ? secretValue(values[from.fromEnv] ?? '') : from,
  ]);
  return { ...change, secrets: Object.fromEntries(given) } as Change;
}
