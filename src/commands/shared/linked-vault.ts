import { isProblem } from '../../kernel/problem.ts';
import type { Environment } from '../../model/environment.ts';
import type { KeyVault } from '../../model/key-vault.ts';
import type { Context } from '../context.ts';

/** The key vault that is linked; nothing where there is none, or no environment yet. */
export async function linkedVault(
  context: Pick<Context, 'knownEnvironment' | 'environment'>,
): Promise<KeyVault | undefined> {
  return (await context.knownEnvironment()) === undefined ? undefined : vaultLinkedTo(await context.environment());
}

/** The same of an environment that is open already. */
export async function vaultLinkedTo(environment: Pick<Environment, 'query'>): Promise<KeyVault | undefined> {
  try {
    return await environment.query('keyvault.show', {});
  } catch (error) {
    if (isProblem(error) && error.code === 'keyvault.not_linked') return undefined;
    throw error;
  }
}
