import type { SecretValue } from './secret-value.ts';

/** How long what a sign-in leaves behind holds, counted from the sign-in or from its last use. */
export interface Lasting {
  readonly days: number;
  readonly from: 'sign-in' | 'use';
}

/**
 * How a person signs in to a service in a browser (OAuth 2.0), as its documentation tells. `{tenant}` in an address, and
 * any setting in a scope, stand for what the connection holds.
 */
export interface SignIn {
  /** Where the person's browser is sent. */
  readonly authorization: string;
  /** Where a code, and later a refresh token, is exchanged. */
  readonly token: string;
  /** Where a code for another device is had (RFC 8628), where the service has that. */
  readonly device?: string;
  /** Where a token is taken back (RFC 7009), where the service has that. */
  readonly revocation?: string;
  /** Who signs in. Where it is declared, the answer has to name it (RFC 9207). */
  readonly issuer?: string;
  readonly scopes: readonly string[];
  /** Between scopes, where that is no space. */
  readonly between?: ',';
  /** Whether the service takes the proof of a code's owner (RFC 7636, S256). */
  readonly pkce: boolean;
  /** How the secret of the app is sent: in the form, or in a header of its own. */
  readonly clientSecret: 'form' | 'header';
  /** What else the browser is sent with. */
  readonly parameters?: { readonly [name: string]: string };
  /** What the redirect may be: a port of this machine, by number or by the name `localhost`, or only an address of the app's own. */
  readonly redirect: '127.0.0.1' | 'localhost' | 'https';
  /** `access-token`: the service gives no refresh token, and what it gives serves as it is. */
  readonly leaves: 'refresh-token' | 'access-token';
  /** The grant that makes a short-lived access token a long-lived one. */
  readonly lengthens?: 'fb_exchange_token';
  readonly lasts?: Lasting;
  /** The service leaves out what kind of token it gives, and means a bearer token. */
  readonly kindUnsaid?: true;
}

/** A declaration filled in, with the administrator's own app: all that a sign-in, or a token of it, takes. */
export interface SignInApp extends SignIn {
  /** The connection, for what a person is told. */
  readonly name: string;
  /** What people call the service. */
  readonly label: string;
  readonly clientId: string;
  readonly appSecret: SecretValue | undefined;
  /** What the access tokens are for, where the service is told that (RFC 8707). */
  readonly resource?: string;
}

/** What a sign-in leaves behind, and for how long where the service says it. */
export interface Granted {
  readonly token: SecretValue;
  readonly seconds?: number;
}

/** An access token, and what is kept from then on for the next one. */
export interface Renewed {
  readonly accessToken: SecretValue;
  /** How long the access token holds, where the service says it. */
  readonly seconds?: number;
  readonly kept: Granted;
}

/** What a person has to do, while it is waited for. */
export interface SignInStep {
  /** Where to sign in. */
  readonly address: string;
  /** What to type there, where another device is used. */
  readonly code?: string;
  /** Where the browser is sent back to, which the app has to allow. */
  readonly redirect?: string;
  /** How long it is waited for. */
  readonly seconds: number;
}

/** How a sign-in is waited for. */
export interface SignInWait {
  readonly seconds: number;
  /** Told once it is known what the person has to do. */
  readonly told: (step: SignInStep) => Promise<void>;
  /** Whether a browser is opened here. */
  readonly opens: boolean;
}

/** The answer comes back to this machine by itself, or to an address of the app's own, from where a person brings it. */
export type SignInBack =
  | { readonly port: number }
  | { readonly redirect: string; readonly bring: (fits: (answer: URL) => boolean) => Promise<URL> };
