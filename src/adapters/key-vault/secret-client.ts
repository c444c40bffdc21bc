import type { TokenCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { type Met, onlyReading, stayingAt, watching } from './watch.ts';

/** The client of one vault, which reads from that vault alone, waits no longer than it may, and never tries by itself. */
export function createSecretClient(
  at: { readonly url: string; readonly vault: string; readonly deadlineMs: number },
  credential: TokenCredential,
  metBy: (signal: unknown) => Met | undefined,
): SecretClient {
  return new SecretClient(at.url, credential, {
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    additionalPolicies: [
      { policy: onlyReading(), position: 'perRetry' },
      { policy: watching(metBy, at.deadlineMs), position: 'perRetry' },
      { policy: stayingAt(at.url, at.vault), position: 'perRetry' },
    ],
  });
}
