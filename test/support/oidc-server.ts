import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** An OpenID provider of the npm registry on this machine, whose pages a test fills in like a person. */
export interface OidcServer {
  readonly origin: string;
  /** How many codes and tokens were exchanged, by grant. */
  readonly exchanged: string[];
  /** Every token that was given, and every code that was. */
  readonly given: string[];
  close(): Promise<void>;
}

export const clientSecret = 'app-5ecret-91bd-canary';

const lifetimes = [
  'AccessToken',
  'AuthorizationCode',
  'DeviceCode',
  'Grant',
  'IdToken',
  'Interaction',
  'RefreshToken',
  'Session',
];

interface Options {
  readonly client?: object;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** What access tokens are for: they are signed ones of that audience then, for programs too. */
  readonly resource?: string;
  /** Public keys that the app signs in with. */
  readonly keys?: readonly object[];
}

/** Starts it with one app, `app-1`, which may be sent back to any port of this machine. */
export async function openOidc({ client = {}, tls, resource, keys }: Options = {}): Promise<OidcServer> {
  const server: Server = tls === undefined ? createServer() : createSecureServer(tls);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
  const exchanged: string[] = [];
  const given: string[] = [];
  const speak = hush();
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: 'app-1',
        client_secret: clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback', 'https://app.partner.example/back'],
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
        ...client,
        ...(keys === undefined ? {} : { jwks_uri: `${origin}/client-keys` }),
      },
    ],
    scopes: ['openid', 'offline_access', 'contacts'],
    features: {
      deviceFlow: { enabled: true },
      devInteractions: { enabled: true },
      revocation: { enabled: true },
      ...(resource === undefined ? {} : signedTokensFor(resource)),
    },
    pkce: { required: () => true },
    cookies: { keys: ['for tests'] },
    rotateRefreshToken: true,
    issueRefreshToken: async (_context: object, _client: object, { scopes }: { scopes: Set<string> }) =>
      scopes.has('offline_access'),
    findAccount: (_context: object, sub: string) => ({ accountId: sub, claims: async () => ({ sub }) }),
    ttl: Object.fromEntries(lifetimes.map((kind) => [kind, 3600])),
  });
  provider.use(async (context, next) => {
    await next();
    if (context.path === '/token') {
      const { grant_type } = (context.oidc?.params ?? {}) as { grant_type?: string };
      exchanged.push(`${grant_type} ${context.status}`);
      for (const member of ['access_token', 'refresh_token', 'id_token'])
        if (context.body?.[member] !== undefined) given.push(context.body[member]);
    }
  });
  const answer = provider.callback();
  server.on('request', (request, response) =>
    request.url === '/client-keys' ? response.end(JSON.stringify({ keys })) : answer(request, response),
  );
  return {
    origin,
    exchanged,
    given,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      speak();
    },
  };
}

function signedTokensFor(audience: string) {
  const resourceServer = { scope: 'manage', audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } };
  return {
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      getResourceServerInfo: () => resourceServer,
      useGrantedResource: () => true,
    },
  };
}

type Get = (address: string, init?: RequestInit) => Promise<Response>;

/** A browser without a screen: follows where it is sent, keeps cookies, fills in every form, and stops at the redirect, or where a device is done. */
export async function signInAsPerson(
  address: string,
  { get = fetch as Get, cancel = false, code = '' } = {},
): Promise<URL> {
  const cookies = new Map<string, string>();
  let at = new URL(address);
  let form: URLSearchParams | undefined;
  for (let steps = 0; steps < 20; steps += 1) {
    if (at.pathname === '/callback' || at.pathname === '/back') return at;
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await get(at.href, {
      redirect: 'manual',
      headers,
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    form = undefined;
    const to = response.headers.get('location');
    if (to !== null) {
      at = new URL(to, at);
      continue;
    }
    const page = await response.text();
    if (cancel && page.includes('/abort')) {
      at = new URL(/href="([^"]*\/abort)"/.exec(page)?.[1] ?? '', at);
      continue;
    }
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (action === undefined && code !== '') return at;
    if (action === undefined) throw new Error(`no form at ${at.pathname}: ${page.slice(0, 300)}`);
    const hidden = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
    form = new URLSearchParams(hidden as [string, string][]);
    if (page.includes('name="user_code"')) form.set('user_code', code);
    if (page.includes('name="login"')) form.set('login', 'ana');
    if (page.includes('name="password"')) form.set('password', 'any');
    at = new URL(action, at);
  }
  throw new Error(`the browser went round in circles at ${at.pathname}`);
}

// It warns that it is not for production, which a test need not read.
function hush(): () => void {
  const { info, warn } = globalThis.console;
  Object.assign(globalThis.console, { info: () => undefined, warn: () => undefined });
  return () => void Object.assign(globalThis.console, { info, warn });
}
