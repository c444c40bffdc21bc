import { isSecretValue, type SecretValue } from '../../kernel/secret-value.ts';
import type { ReleasedSecret } from '../../model/release.ts';
import type { Context } from '../context.ts';

/** A secret as it is used: a stored or given one as it is, a reference read from the key vault, where the person is. */
export async function openedSecret({ vault }: Pick<Context, 'vault'>, secret: ReleasedSecret): Promise<SecretValue> {
  return isSecretValue(secret) ? secret : (await vault()).read(secret.keyVault, secret.version);
}
