/** An issuer whose access tokens are taken, and what of them. */
export interface TrustedIssuer {
  /** Exactly as its tokens name it. */
  readonly issuer: string;
  /** What it calls this server; a token for anything else is refused. */
  readonly audience: string;
  /** Applications that may bring tokens; any where left out. */
  readonly clients?: readonly string[];
  /** The tenant of Microsoft Entra ID; read from its issuer where left out. */
  readonly tenant?: string;
  /** A scope that a person's token has to have. */
  readonly scope?: string;
  /** Where its keys are; discovered where left out. Never taken from a token. */
  readonly keys?: string;
  readonly algorithms?: readonly Algorithm[];
}

/** Asymmetric alone: a key that verifies must not be one that signs. */
export type Algorithm = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512';

export const usualAlgorithms: readonly Algorithm[] = ['RS256'];
