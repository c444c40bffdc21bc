import type { TokenCredential } from '@azure/core-auth';
import type { SecretValue } from '../../kernel/secret-value.ts';

/** With what a person signs in to a storage account. One kind that was named, and never another in its place. */
export type AzureSignIn =
  | { readonly kind: 'account-key'; readonly key: SecretValue }
  | { readonly kind: 'shared-access'; readonly token: SecretValue }
  | { readonly kind: 'entra'; readonly credential: TokenCredential };
