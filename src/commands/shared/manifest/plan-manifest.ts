import { isProblem } from '../../../kernel/problem.ts';
import type { SecretValue } from '../../../kernel/secret-value.ts';
import { vaultAddress } from '../../../model/key-vault.ts';
import type { ComparedSecret } from '../../../model/observed.ts';
import type { Plan, SecretAnswer } from '../../../model/plan.ts';
import { makePlan, strayReferences, typeOfDependent } from '../../../plan/declared/make-plan.ts';
import { match } from '../../../plan/declared/match.ts';
import type { LinkedVault, Matched, Planning } from '../../../plan/declared/piece.ts';
import { wantedOf } from '../../../plan/declared/wanted.ts';
import { judgeTypes } from '../../../plan/manifest/judge-types.ts';
import type { Manifest } from '../../../plan/manifest/manifest.ts';
import type { Context } from '../../context.ts';
import { decisionsOf } from '../decisions.ts';
import { linkedVault } from '../linked-vault.ts';
import { knownTypes, type LoadedManifest, loadManifest, type ManifestFiles, refuse } from './load-manifest.ts';

/** Where a secret is found that a manifest names by a variable; nothing where there is none. */
export type SecretSource = (field: string, variable: string) => Promise<SecretValue | undefined>;

export interface PlanGiven extends ManifestFiles {
  readonly prune: boolean;
  readonly 'take-over': boolean;
  readonly 'keep-secrets': boolean;
  /** Whether what nobody owns stays as it is. */
  readonly 'spare-own'?: true;
  readonly exports: readonly string[];
  readonly enrichments: readonly string[];
}

/** Reads a manifest, looks at what is live of it, and plans. Everything that is wrong with the manifest is told at once. */
export async function planManifest(context: Context, given: PlanGiven): Promise<Plan> {
  return planLoaded(context, await loadManifest(context, given), given);
}

const nothing = { connections: [], exports: [], enrichments: [], users: [] };

/** The same for a manifest that was read or made already. */
export async function planLoaded(
  context: Context,
  { manifest, types, sources, findings }: LoadedManifest,
  given: Omit<PlanGiven, keyof ManifestFiles>,
  source: SecretSource = variablesOf(context),
): Promise<Plan> {
  if ((await context.knownEnvironment()) === undefined)
    refuse(sources, [...findings, ...strayReferences(manifest, nothing, match(manifest, nothing))]);
  const environment = await context.environment();
  const about = await environment.query('environment.show', {});
  const observed = await environment.query(
    'manifest.observe',
    wantedOf(manifest, given.prune, [...given.exports, ...given.enrichments]),
  );
  const declarations = new Map(types);
  for (const type of new Set(
    [...observed.connections, ...observed.exports, ...observed.enrichments].map((it) => it.type),
  ))
    if (!declarations.has(type)) declarations.set(type, (await environment.query('type.show', { type })).declaration);
  const matched = match(manifest, observed);
  refuse(sources, [
    ...findings,
    ...judgeTypes(manifest, declarations, knownTypes(declarations), (it) => typeOfDependent(matched, it)),
    ...strayReferences(manifest, observed, matched),
  ]);
  const planning: Planning = {
    manifest,
    observed,
    types: declarations,
    answers: await secretAnswers(context, manifest, matched, source),
    environment: {
      id: about.id,
      displayName: about.displayName,
      tenant: about.tenant,
      revision: observed.environmentRevision,
    },
    vault: await vaultFor(context, manifest),
    options: {
      prune: given.prune,
      takeOver: given['take-over'],
      spareOwn: given['spare-own'] === true,
      keepSecrets: given['keep-secrets'],
      decisions: {
        export: decisionsOf('export', [...manifest.onRemove.export, ...given.exports]),
        enrichment: decisionsOf('enrichment', [...manifest.onRemove.enrichment, ...given.enrichments]),
      },
    },
  };
  return makePlan(planning);
}

// Looked at where the manifest says something of it.
async function vaultFor(context: Context, { vault: stated, connections }: Manifest): Promise<LinkedVault | undefined> {
  const refers = connections.some(({ secrets }) => Object.values(secrets).some((from) => 'keyVault' in from));
  if (stated === undefined && !refers) return undefined;
  const linked = await linkedVault(context);
  if (linked === undefined) return undefined;
  const { name, url, credential } = linked;
  const stays = stated === undefined || vaultAddress(stated.url)?.url === url;
  const items = stays ? [] : (await (await context.environment()).query('keyvault.references', {})).items;
  return { name, url, credential, uses: new Set(items.map((it) => it.name)).size };
}

// Each secret that comes from a variable: not set, or what the service says of it.
async function secretAnswers(
  context: Context,
  manifest: Manifest,
  { connections }: Matched,
  source: SecretSource,
): Promise<ReadonlyMap<string, SecretAnswer>> {
  const answers = new Map<string, SecretAnswer>();
  const asked: { readonly key: string; readonly secret: ComparedSecret }[] = [];
  for (const { name, secrets } of manifest.connections) {
    for (const [field, from] of Object.entries(secrets)) {
      if (!('fromEnv' in from)) continue;
      const key = `${name}/${field}`;
      const given = await source(field, from.fromEnv);
      const live = connections.get(name);
      if (given === undefined) answers.set(key, 'unset');
      else if (live?.secrets[field]?.source === 'stored')
        asked.push({ key, secret: { connection: live.id, field, given } });
    }
  }
  if (asked.length === 0) return answers;
  const environment = await context.environment();
  const told = await environment.query('manifest.secrets', { secrets: asked.map(({ secret }) => secret) });
  for (const [at, { key }] of asked.entries()) answers.set(key, told.answers[at] ?? 'unknown');
  return answers;
}

/** Secrets from variables; pipelines give an empty one where a secret is missing. */
export function variablesOf(context: Context): SecretSource {
  return async (field, variable) => {
    try {
      return await context.secret(field, `env:${variable}`);
    } catch (error) {
      if (isProblem(error) && (error.code === 'secret.empty' || /is not set$/.test(error.detail))) return undefined;
      throw error;
    }
  };
}
