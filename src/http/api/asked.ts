import type { NewId } from '../../kernel/ports.ts';
import type { SecretValue } from '../../kernel/secret-value.ts';
import type { Caller } from '../../model/caller.ts';
import type { Environment } from '../../model/environment.ts';
import type { Route } from '../wire/routes.ts';

/** The instances of a server, as the API needs them. */
export interface Instances {
  list(): Promise<readonly string[]>;
  /** A door to one for this caller, which the API never closes; refused as `not_found` where there is none. */
  open(instanceId: string, caller: Caller): Promise<Environment>;
  /** Makes one, by an administrator of the home instance; whom no issuer vouches for gets a token of it, told this once. */
  make(
    about: { readonly displayName: string; readonly production: boolean; readonly tenant: string | null },
    caller: Caller,
  ): Promise<{
    readonly instanceId: string;
    readonly createdAt: string;
    readonly createdBy: string;
    readonly token: SecretValue | null;
  }>;
  ready(): Promise<void>;
}

export interface ApiParts {
  /** Who presents this; refuses with problems of exit 4 (401), or 12 (503) where the issuer's keys cannot be had. */
  readonly authenticate: (request: Request) => Promise<Caller>;
  readonly instances: Instances;
  /** false: stored secrets never leave this server (`release` is refused). */
  readonly releases: boolean;
  readonly newId: NewId;
  /** Path prefix and addresses that documents show. */
  readonly publicUrl: string;
  /** SHA-256 (base64url) of the subscription keys that are taken; none are asked for where there are none. */
  readonly subscriptionKeySums?: readonly string[];
  /** Is told what went wrong in the program itself; the answer says nothing of it. */
  readonly fault?: (error: unknown, requestId: string) => void;
}

/** One request, once it is known whose it is and which route it takes. */
export interface Asked {
  readonly parts: ApiParts;
  readonly request: Request;
  readonly route: Route;
  readonly caller: Caller;
  readonly requestId: string;
  /** What stands in the path, by name. */
  readonly path: { readonly [name: string]: string };
  readonly search: URLSearchParams;
}
