import type { SecretValue } from './secret-value.ts';

/** Tokens for the server of one environment. Asked before each request, so that long work never runs on one that has ended. */
export interface RemoteTokens {
  token(): Promise<SecretValue>;
}
