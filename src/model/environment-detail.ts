import type { SecretStorage } from './environment-record.ts';
import type { CopyOf } from './sync.ts';

/** An environment as it is shown. */
export interface EnvironmentDetail {
  readonly id: string;
  readonly displayName: string;
  readonly production: boolean;
  readonly tenant: string | null;
  readonly secretStorage: SecretStorage | null;
  readonly keyVersion: number | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly revision: number;
  readonly counts: {
    readonly connections: number;
    readonly exports: number;
    readonly enrichments: number;
    readonly users: number;
  };
  readonly auditHead: string;
  /** The environment that it was copied from, where it is a copy. */
  readonly copyOf: CopyOf | null;
}
