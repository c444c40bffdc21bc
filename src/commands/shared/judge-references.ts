import { problem } from '../../kernel/problem.ts';
import { isSecretValue } from '../../kernel/secret-value.ts';
import type { Change } from '../../model/change.ts';
import type { Environment } from '../../model/environment.ts';
import { stateOf, usualDays } from '../../model/key-vault.ts';
import type { Context } from '../context.ts';

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
  const references = new Map(changes.flatMap(referencesIn).map((it) => [`${it.secret}/${it.version}`, it]));
  if (references.size === 0) return;
  await environment.apply(changes, { dryRun: true });
  const vault = await context.vault();
  const now = context.clock();
  const { name } = await environment.query('keyvault.show', {});
  for (const { secret, version } of references.values()) {
    const found = await context.progress.during('vault', vault.look(secret, version));
    const state = stateOf(found, now, usualDays);
    const at = (state === 'not yet' ? found.startsAt : found.expiresAt) ?? '';
    if (state === 'disabled') throw problem('keyvault.secret_off', { vault: name, secret });
    if (state === 'expired') throw problem('keyvault.secret_expired', { vault: name, secret, at });
    if (state === 'not yet') throw problem('keyvault.secret_early', { vault: name, secret, at });
    if (state === 'expiring') context.io.note(`note: the secret ${secret} of the key vault expires at ${at}`);
  }
}

function referencesIn(change: Change): readonly Reference[] {
  if (!('secrets' in change)) return [];
  return Object.values(change.secrets ?? {}).flatMap((given) =>
    isSecretValue(given) ? [] : [{ secret: given.keyVault, version: given.version }],
  );
}
