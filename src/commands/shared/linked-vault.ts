import { isProblem } from '../../kernel/problem.ts';
import type { KeyVault } from '../../model/key-vault.ts';
import type { Context } from '../context.ts';

/** The key vault that is linked; nothing where there is none, or no environment yet. */
export async function linkedVault(
  context: Pick<Context, 'knownEnvironment' | 'environment'>,
): Promise<KeyVault | undefined> {
  if ((await context.knownEnvironment()) === undefined) return undefined;
  try {
    return await (await context.environment()).query('keyvault.show', {});
  } catch (error) {
    if (isProblem(error) && error.code === 'keyvault.not_linked') return undefined;
    throw error;
  }
}
