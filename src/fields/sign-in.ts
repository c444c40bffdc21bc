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

/** What a sign-in needs besides its declaration to have an address filled in. */
export interface Filling {
  readonly tenant: string | null;
  readonly settings: { readonly [field: string]: unknown };
}

/** The declaration with its variables filled in; the organisation is any where none is named. */
export function filled(signIn: SignIn, { tenant, settings }: Filling): SignIn {
  const named = typeof settings.tenant === 'string' ? settings.tenant : tenant;
  const address = (text: string) => text.replaceAll('{tenant}', encodeURIComponent(named ?? 'organizations'));
  const scope = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, field) => String(settings[field] ?? '').replace(/\/+$/, ''));
  const { device, issuer } = signIn;
  return {
    ...signIn,
    authorization: address(signIn.authorization),
    token: address(signIn.token),
    ...(device === undefined ? {} : { device: address(device) }),
    ...(issuer === undefined ? {} : { issuer: address(issuer) }),
    scopes: signIn.scopes.map(scope),
  };
}
