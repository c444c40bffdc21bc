import { problem } from '../../kernel/problem.ts';
import { isSecretValue } from '../../kernel/secret-value.ts';
import type { Vault, VaultSecret } from '../../kernel/vault.ts';
import type { Change } from '../../model/change.ts';
import type { Environment } from '../../model/environment.ts';
import { stateOf, usualDays } from '../../model/key-vault.ts';
import type { Context } from '../context.ts';

/** A secret of the key vault that a change refers to. */
interface Reference {
  readonly secret: string;
  readonly version: string | undefined;
}

/**
 * Looks at every key vault secret that changes refer to: it has to be there, enabled, readable by this person, and not
 * expired. What the rules say against the changes comes first, so that the vault is asked only for what would be saved.
 */
export async function judgeReferences(
  context: Context,
  environment: Environment,
  changes: readonly Change[],
): Promise<void> {
  const references = referencesOf(changes);
  if (references.length === 0) return;
  await environment.apply(changes, { dryRun: true });
  const { name } = await environment.query('keyvault.show', {});
  await lookAtReferences(context, references, { vault: await context.vault(), name });
}

/** Each secret of the key vault that changes refer to, once. */
export function referencesOf(changes: readonly Change[]): readonly Reference[] {
  return [...new Map(changes.flatMap(referencesIn).map((it) => [`${it.secret}/${it.version}`, it])).values()];
}

/** Refuses the first that cannot be used, and notes those that soon cannot. */
export async function lookAtReferences(
  context: Context,
  references: readonly Reference[],
  { vault, name }: { readonly vault: Vault; readonly name: string },
): Promise<void> {
  const now = context.clock();
  for (let from = 0; from < references.length; from += atOnce) {
    const some = references.slice(from, from + atOnce);
    const looks = Promise.all(some.map(({ secret, version }) => vault.look(secret, version)));
    const found = await context.progress.during('vault', looks);
    for (const [at, { secret }] of some.entries()) judge(context, found[at] as VaultSecret, secret, name, now);
  }
}

// A vault answers slowly and allows thousands of requests in ten seconds.
const atOnce = 8;

function judge(context: Context, found: VaultSecret, secret: string, vault: string, now: string): void {
  const state = stateOf(found, now, usualDays);
  const at = (state === 'not yet' ? found.startsAt : found.expiresAt) ?? '';
  if (state === 'disabled') throw problem('keyvault.secret_off', { vault, secret });
  if (state === 'expired') throw problem('keyvault.secret_expired', { vault, secret, at });
  if (state === 'not yet') throw problem('keyvault.secret_early', { vault, secret, at });
  if (state === 'expiring') context.io.note(`note: the secret ${secret} of the key vault expires at ${at}`);
}

function referencesIn(change: Change): readonly Reference[] {
  if (!('secrets' in change)) return [];
  return Object.values(change.secrets ?? {}).flatMap((given) =>
    isSecretValue(given) ? [] : [{ secret: given.keyVault, version: given.version }],
  );
}
