import type { TokenCredential } from '@azure/core-auth';
import { type SecretValue, secretValue } from '../../kernel/secret-value.ts';
import { testFinding } from '../../kernel/test-finding.ts';
import { ended } from './stages.ts';

/** With what a person signs in to a storage account. One kind that was named, and never another in its place. */
export type AzureSignIn =
  | { readonly kind: 'account-key'; readonly key: SecretValue }
  | { readonly kind: 'shared-access'; readonly token: SecretValue }
  | { readonly kind: 'entra'; readonly credential: TokenCredential };

/**
 * The sign-in that the variables of Azure's own tools name. A key or token of another account than the one at hand is
 * never used, because it would be sent there.
 */
export function azureSignIn(env: Readonly<Record<string, string | undefined>>) {
  return async (account: string): Promise<AzureSignIn> => {
    const { AZURE_STORAGE_ACCOUNT: named, AZURE_STORAGE_KEY: key, AZURE_STORAGE_SAS_TOKEN: token } = env;
    if (named === account && (key ?? '') !== '') return { kind: 'account-key', key: secretValue(key as string) };
    if (named === account && (token ?? '') !== '')
      return { kind: 'shared-access', token: secretValue(token as string) };
    if (env.AZURE_STORAGE_AUTH_MODE === 'login') {
      const { azureCliToken } = await import('./azure-cli.ts');
      const token = await azureCliToken();
      return { kind: 'entra', credential: { getToken: async () => token } };
    }
    throw ended('secret', 'inconclusive', testFinding('no-azure-sign-in', { account }));
  };
}
