import type { Settings } from '../fields/field.ts';
import type { SecretValue } from '../kernel/secret-value.ts';
import type { Ref } from './change.ts';
import type { DependentKind } from './dependent.ts';

/** What a connection's settings and secrets are handed out for. */
export type ReleaseRequest = (
  | { readonly to: 'test' | 'exec' | 'authorize'; readonly connection: Ref }
  | {
      readonly to: 'run';
      readonly kind: DependentKind;
      readonly dependent: Ref;
      /** Only if its schedule says so, and nobody else took it. */
      readonly due?: true;
      /** One's own that is under way: what the connection holds by now is handed out again, and no other run begins. */
      readonly run?: string;
    }
) & {
  /** Why, for the audit trail. */
  readonly reason?: string;
};

/** A release as the audit trail and the policy name it. */
export type ReleaseName =
  | 'connection.test'
  | 'connection.exec'
  | 'connection.authorize'
  | 'export.run'
  | 'enrichment.run';

/** A stored secret opened, or the reference into the key vault, which is read where the person is. */
export type ReleasedSecret = SecretValue | { readonly keyVault: string; readonly version?: string };

/** What is handed out: settings and secrets as they were saved together (D14), so that no secret meets a target given elsewhere. */
export interface Release {
  readonly connection: {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly revision: number;
    readonly settings: Settings;
    /** The organisation that it lies in (R8). */
    readonly tenant: string | null;
  };
  readonly secrets: { readonly [field: string]: ReleasedSecret };
  /** What runs, where it is for a run; how that ends is told by its id with `ran`. */
  readonly dependent: {
    readonly run: string;
    readonly id: string;
    readonly name: string;
    readonly schedule: string;
    readonly settings: Settings;
  } | null;
}

/** What a request is called in the audit trail. */
export function releaseName(request: ReleaseRequest): ReleaseName {
  return request.to === 'run' ? `${request.kind}.run` : `connection.${request.to}`;
}
