/** Ways to sign in to a server, as `environment add --sign-in` and `cinch login` name them. */
export const signInWays = [
  'browser',
  'device-code',
  'azure-cli',
  'client-certificate',
  'workload-identity',
  'github',
  'azure-pipelines',
  'token',
] as const;

export type SignInWay = (typeof signInWays)[number];

/** How a person or a pipeline signs in to a server: names and addresses, never a secret. */
export interface RemoteSignIn {
  readonly kind: SignInWay;
  readonly issuer?: string;
  readonly clientId?: string;
  readonly scope?: string;
  /** What the server calls itself to the issuer. */
  readonly audience?: string;
  readonly tenant?: string;
  /** The file of a client certificate with its key. */
  readonly certificate?: string;
}

/** An environment on a server, as this machine knows it. */
export interface Remote {
  /** The server's address, without a slash at its end. */
  readonly url: string;
  readonly instance: string;
  readonly signIn: RemoteSignIn;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The address of a server, spelled one way; nothing unless it is https, or http on this machine itself. */
export function serverUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  if (url.protocol === 'http:' && !loopback.has(url.hostname)) return undefined;
  if (`${url.username}${url.password}${url.search}${url.hash}` !== '' || /[?#@]/.test(text)) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Whether a text can be the id of an instance: what `serve init` and the published API give out. */
export function isInstanceId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(text);
}
