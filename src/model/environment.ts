import type { Warning } from '../kernel/warning.ts';
import type { Change, ChangeName } from './change.ts';
import type { QueryInput, QueryName, QueryResult } from './query.ts';
import type { Release, ReleaseRequest } from './release.ts';

export interface ApplyOptions {
  /** Does everything and rolls back; leaves no entry. */
  readonly dryRun?: boolean;
  readonly reason?: string;
  /** The same key with the same changes gives the first answer again. */
  readonly idempotencyKey?: string;
  /** Refused when anything in the environment changed since (exit 7). */
  readonly ifEnvironmentRevision?: number;
}

/** What became of one change. */
export interface AppliedChange {
  readonly change: ChangeName;
  readonly kind: 'connection' | 'export' | 'enrichment' | 'user' | 'token' | 'type' | 'environment' | 'keyvault';
  readonly id: string;
  readonly name: string;
  readonly result: 'created' | 'updated' | 'unchanged' | 'removed';
  readonly revision: number | null;
  /** Fields that changed; a secret as `secrets.FIELD`. */
  readonly fields: readonly string[];
}

export interface Applied {
  readonly result: 'created' | 'updated' | 'unchanged' | 'removed';
  readonly dryRun: boolean;
  readonly changes: readonly AppliedChange[];
  readonly warnings: readonly Warning[];
  readonly environmentRevision: number;
}

/** The one door to an environment. The actor is bound when it is opened. */
export interface Environment {
  query<Q extends QueryName>(name: Q, input: QueryInput<Q>): Promise<QueryResult<Q>>;
  /** Applies all changes or none. Rules hold after the whole list; roles are judged at its start. */
  apply(changes: readonly Change[], options?: ApplyOptions): Promise<Applied>;
  /**
   * Hands out what a connection holds, to be used at once: audited and committed before anything secret leaves
   * (administrators; runners for the exports they are named for).
   */
  release(request: ReleaseRequest): Promise<Release>;
  close(): Promise<void>;
}
