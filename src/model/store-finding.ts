/** One finding of the store's own check. */
export interface StoreFinding {
  readonly check: 'records' | 'structure' | 'not-ready' | 'unused' | 'sign-ins' | 'disconnected' | 'audit' | 'retired';
  readonly ok: boolean;
  /** Whether it is damage, or only worth knowing. */
  readonly severity: 'ok' | 'note' | 'damage';
  readonly names: readonly string[];
  readonly count: number;
}
