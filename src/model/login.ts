import type { SecretValue } from '../kernel/secret-value.ts';
import type { SignInWait } from '../kernel/sign-in.ts';
import type { SignInWay } from './remote.ts';

/** Signing in to the server of one environment, and out again. */
export interface Login {
  readonly environment: string;
  readonly server: string;
  /** The way that is kept with the environment. */
  readonly way: SignInWay;
  /** The variable whose token goes before any sign-in, where it is set. */
  readonly variable: string | undefined;
  /** Signs in by this way, which is the one from then on. */
  signIn(way: Exclude<SignInWay, 'token'>, wait: SignInWait): Promise<SignedIn>;
  keepToken(token: SecretValue): Promise<SignedIn>;
  /** Forgets what a sign-in left here, and has the issuer take it back where it can. */
  signOut(): Promise<SignedOut>;
}

export interface SignedOut {
  /** Whether there was something. */
  readonly forgotten: boolean;
  readonly revoked: boolean;
}

/** What a sign-in came to. */
export interface SignedIn {
  readonly environment: string;
  readonly server: string;
  readonly with: SignInWay;
  readonly issuer: string | null;
  /** Whether later runs need no sign-in. */
  readonly kept: boolean;
  /** Why nothing is kept, where that is not how this way works. */
  readonly trouble: string | null;
}
