import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';
import { createServer as createProxy, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createTestAuthority } from './test-authority.ts';

/** A secret as the vault of the tests holds it. */
export interface HeldSecret {
  readonly value: string;
  readonly enabled?: boolean;
  /** Seconds since 1970. */
  readonly exp?: number;
  readonly nbf?: number;
}

/** A version of a key as the vault of the tests holds it. */
export interface HeldKey {
  readonly version: string;
  readonly key: KeyObject;
  enabled: boolean;
}

/** A new version of a key, of real RSA. */
export function newKey(version: string): HeldKey {
  return { version, key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, enabled: true };
}

/** One request as it came in. */
export interface Came {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
/** What a fault does with a request: another answer, no answer, or an end in the middle. */
export type Fault = Answer | 'silent' | 'reset' | 'cut';

export interface VaultServer {
  /** For `HTTPS_PROXY`, and the certificate for `NODE_EXTRA_CA_CERTS`. */
  readonly proxy: string;
  readonly ca: string;
  readonly secrets: Map<string, HeldSecret>;
  /** Keys by name, each with its versions, the newest last. */
  readonly keys: Map<string, HeldKey[]>;
  readonly came: Came[];
  /** Every host that somebody wanted to be led to. */
  readonly hosts: string[];
  /** Decides what goes wrong with a request; nothing where it is answered as it should be. */
  fault: (came: Came) => Fault | undefined;
  /** How many secrets a page of the list has, and how many empty pages come before each. */
  page: { size: number; empty: number };
  token: string;
  close(): Promise<void>;
}

export const version = '0123456789abcdef0123456789abcdef';
export const tenant = '11111111-2222-3333-4444-555555555555';
const suffixes = ['vault.azure.net', 'vault.azure.cn', 'vault.usgovcloudapi.net'];
const logins = ['login.microsoftonline.com', 'login.partner.microsoftonline.cn', 'login.microsoftonline.us'];

/**
 * A vault and its token service under their real names: a proxy on this machine leads there whoever connects through it.
 * Whatever host it is asked for is written down, and no other is ever reached.
 */
export async function openVaultServer(): Promise<VaultServer> {
  const { ca, cert, key } = createTestAuthority([...suffixes.map((it) => `*.${it}`), ...logins, 'evil.example']);
  const sockets = new Set<Socket>();
  const server: VaultServer = {
    proxy: '',
    ca,
    secrets: new Map(),
    keys: new Map(),
    came: [],
    hosts: [],
    fault: () => undefined,
    page: { size: 25, empty: 0 },
    token: 'token-of-the-tests',
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([end(secure), end(proxy)]);
    },
  };
  const secure = createServer({ cert, key }, async (request, response) => {
    let body = '';
    for await (const bytes of request) body += bytes;
    const host = String(request.headers.host).replace(/:\d+$/, '');
    const { method = '', url = '' } = request;
    const came: Came = { host, method, path: url, authorization: request.headers.authorization, body };
    server.came.push(came);
    const fault = server.fault(came);
    if (fault === 'silent') return;
    if (fault === 'reset') return void request.socket.destroy();
    send(request, response, fault, () =>
      logins.includes(host) ? tokenAnswer(server, came) : vaultAnswer(server, came),
    );
  });
  const proxy = createProxy((_, response) => response.writeHead(405).end());
  proxy.on('connect', (request: IncomingMessage, client: Socket) => {
    const host = String(request.url).replace(/:\d+$/, '');
    server.hosts.push(host);
    sockets.add(client);
    client.on('error', () => undefined);
    const known = logins.includes(host) || host === 'evil.example' || suffixes.some((it) => host.endsWith(`.${it}`));
    if (!known) return void client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const onward = connect((secure.address() as AddressInfo).port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(client).pipe(onward);
    });
    sockets.add(onward);
    onward.on('error', () => client.destroy());
  });
  await Promise.all([listen(secure), listen(proxy)]);
  return Object.assign(server, { proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  fault: Answer | 'cut' | undefined,
  right: () => Answer,
) {
  const { status, headers = {}, body = '' } = fault === undefined || fault === 'cut' ? right() : fault;
  const type = { 'content-type': 'application/json; charset=utf-8', 'x-ms-request-id': 'request-of-the-tests' };
  if (fault === 'cut') {
    // As much as was promised never comes.
    response.writeHead(status, { ...type, ...headers, 'content-length': String(body.length + 100) });
    response.write(body.slice(0, -5));
    setTimeout(() => request.socket.destroy(), 20);
    return;
  }
  response.writeHead(status, { ...type, ...headers }).end(body);
}

function tokenAnswer(server: VaultServer, { path }: Came): Answer {
  if (path.includes('/devicecode'))
    return json({
      device_code: 'device-code-of-the-tests',
      user_code: 'ABCD-EFGH',
      verification_uri: 'https://microsoft.com/devicelogin',
      expires_in: 900,
      interval: 1,
      message: 'the words of the service',
    });
  return json({ token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: server.token });
}

function vaultAnswer(server: VaultServer, came: Came): Answer {
  const { host, path, authorization } = came;
  const url = new URL(`https://${host}${path}`);
  if (url.searchParams.get('api-version') === null) return failed(400, 'BadParameter');
  if (authorization !== `Bearer ${server.token}`) return challenge(host);
  if (url.pathname.startsWith('/keys/')) return keyAnswer(server, came, url);
  const [, , name, asked] = url.pathname.split('/');
  if (name === undefined || name === '') return listAnswer(server, host, url);
  const held = server.secrets.get(name);
  if (held === undefined || (asked !== undefined && asked !== '' && asked !== version))
    return failed(404, 'SecretNotFound');
  if (held.enabled === false) return failed(403, 'Forbidden', 'SecretDisabled');
  return json({ value: held.value, id: `https://${host}/secrets/${name}/${version}`, attributes: attributes(held) });
}

function keyAnswer({ keys }: VaultServer, { host, method, body }: Came, { pathname }: URL): Answer {
  const [, , name = '', version = '', does] = pathname.split('/');
  const versions = keys.get(name) ?? [];
  const held = version === '' ? versions.at(-1) : versions.find((it) => it.version === version);
  if (held === undefined) return failed(404, 'KeyNotFound');
  const kid = `https://${host}/keys/${name}/${held.version}`;
  if (method === 'GET') {
    const { n, e } = held.key.export({ format: 'jwk' });
    const jwk = { kid, kty: 'RSA', key_ops: ['wrapKey', 'unwrapKey'], n, e };
    return json({ key: jwk, attributes: { enabled: held.enabled, created: 1, updated: 2 } });
  }
  const { alg, value } = JSON.parse(body) as { alg: string; value: string };
  if (alg !== 'RSA-OAEP-256') return failed(400, 'BadParameter');
  if (!held.enabled) return failed(403, 'Forbidden', 'KeyDisabled');
  const how = { key: held.key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  try {
    const bytes = Buffer.from(value, 'base64url');
    const done =
      does === 'wrapkey'
        ? publicEncrypt({ ...how, key: createPublicKey(held.key) }, bytes)
        : privateDecrypt(how, bytes);
    return json({ kid, value: done.toString('base64url') });
  } catch {
    return failed(400, 'BadParameter');
  }
}

function listAnswer({ secrets, page }: VaultServer, host: string, url: URL): Answer {
  const from = Number(url.searchParams.get('from') ?? 0);
  const empty = Number(url.searchParams.get('empty') ?? 0);
  const names = [...secrets.keys()];
  const next = (at: number, blank: number) =>
    `https://${host}/secrets?api-version=2025-07-01&from=${at}&empty=${blank}`;
  if (empty < page.empty) return json({ value: [], nextLink: next(from, empty + 1) });
  const value = names.slice(from, from + page.size).map((name) => ({
    id: `https://${host}/secrets/${name}`,
    attributes: attributes(secrets.get(name) as HeldSecret),
  }));
  const to = from + page.size;
  return json({ value, nextLink: to < names.length ? next(to, 0) : null });
}

function attributes({ enabled = true, exp, nbf }: HeldSecret) {
  return {
    enabled,
    ...(exp === undefined ? {} : { exp }),
    ...(nbf === undefined ? {} : { nbf }),
    created: 1,
    updated: 2,
  };
}

/** The answer that says where to sign in. */
export function challenge(host: string, resource = `https://${host.replace(/^[^.]+\./, '')}`): Answer {
  const header = `Bearer authorization="https://login.microsoftonline.com/${tenant}", resource="${resource}"`;
  return { ...failed(401, 'Unauthorized'), headers: { 'www-authenticate': header } };
}

/** A refusal in the shape of the service. */
export function failed(status: number, code: string, inner?: string, message = 'the words of the service'): Answer {
  const error = { code, message, ...(inner === undefined ? {} : { innererror: { code: inner } }) };
  return { status, body: JSON.stringify({ error }) };
}

function json(body: object): Answer {
  return { status: 200, body: JSON.stringify(body) };
}

function listen(server: { listen(port: number, host: string, done: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
}

function end(server: { close(done: () => void): unknown; closeAllConnections?: () => void }): Promise<void> {
  server.closeAllConnections?.();
  return new Promise((resolve) => server.close(() => resolve()));
}
