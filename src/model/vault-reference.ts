/** What stops when a connection does. */
export interface FallingDependent {
  readonly name: string;
  readonly displayName: string;
  readonly status: 'active' | 'inactive';
}

/** A secret of the key vault, where a connection takes it from there, and what runs over that connection. */
export interface VaultReference {
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  /** What the secret fills. */
  readonly field: string;
  readonly secret: string;
  readonly version: string | null;
  readonly exports: readonly FallingDependent[];
  readonly enrichments: readonly FallingDependent[];
}
