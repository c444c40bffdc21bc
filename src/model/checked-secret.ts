/** What became of one secret, and everything that stops with it (R31). */
export interface CheckedSecret {
  /** Where it is: in the key vault, or in the store since a sign-in left it. */
  readonly source: 'keyvault' | 'sign-in';
  readonly secret: string;
  readonly version: string | null;
  readonly result: 'usable' | 'expiring' | 'missing' | 'disabled' | 'expired' | 'not yet' | 'unreachable';
  readonly detail: string;
  readonly expiresAt: string | null;
  readonly connections: readonly { readonly name: string; readonly field: string }[];
  readonly exports: readonly string[];
  readonly enrichments: readonly string[];
}
