import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { Remote } from '../../src/model/remote.ts';
import { type IssuerOfTests, issuerOfTests } from './token-maker.ts';

/** What a pipeline's service was asked: method, address and headers. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: URLSearchParams;
}

/** The services that vouch for pipelines, and an issuer that trusts one workload of them, as their documents have it. */
export interface WorkloadServers {
  /** Of the issuer; its tokens verify with what stands at its keys. */
  readonly issuer: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly asked: Asked[];
  /** Every token and assertion that went over the line. */
  readonly given: string[];
  /** How long its tokens last. */
  seconds: number;
  /** What the pipeline's service answers in place of a token. */
  refuses: { readonly status: number; readonly body: string; readonly headers?: Record<string, string> } | undefined;
  /** A token of the workload for an audience, as it stands in a file of its platform. */
  workloadToken(audience?: string): Promise<string>;
  /** A token of the issuer with any claims. */
  sign: IssuerOfTests['sign'];
  close(): Promise<void>;
}

export const clientId = '11112222-3333-4444-8555-666677778888';
export const serverAudience = 'https://cinch.example';
const subject = 'repo:contoso/connections:environment:prod';
export const pipelineCanary = 'system-t0ken-canary-77';

/** Writes down, in a home, an environment on a server. */
export function writeRemote(home: string, name: string, remote: Remote): void {
  const folder = join(home, 'remotes');
  mkdirSync(folder, { mode: 0o700, recursive: true });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(remote), { mode: 0o600 });
}

/** The same, of a server on this machine, which a GitHub workflow signs in to. */
export function knowServer(home: string, name: string, { issuer }: WorkloadServers): void {
  const signIn = { kind: 'github', issuer, clientId, scope: 'manage', audience: serverAudience } as const;
  writeRemote(home, name, { url: 'http://127.0.0.1:9', instance: 'instance-1', signIn });
}

/** `alg` is what the issuer signs with: a key for RS256, which a server takes unless told, is slow to make. */
export async function openWorkloadServers(ofPipeline = pipelineCanary, alg = 'ES256'): Promise<WorkloadServers> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `${origin}/issuer`;
  const vouching = await issuerOfTests('https://token.actions.example', 'ES256');
  const trusted = await issuerOfTests(issuer, alg);
  const seconds = () => Math.floor(Date.now() / 1000);
  const vouched = (audience: string) =>
    vouching.sign({
      iss: 'https://token.actions.example',
      sub: subject,
      aud: audience,
      iat: seconds(),
      exp: seconds() + 300,
    });
  const authorized = ({ headers }: Asked) => headers.authorization === `Bearer ${ofPipeline}`;
  const unknown = { status: 401, body: '{"message":"who?"}' };

  /** The issuer's token address: takes an assertion of the one workload, for itself, as federation is documented. */
  async function exchanged({ body }: Asked): Promise<object> {
    const assertion = body.get('client_assertion') ?? '';
    const keys = createLocalJWKSet({ keys: [await vouching.published()] } as never);
    const judged = await jwtVerify(assertion, keys, {
      issuer: 'https://token.actions.example',
      subject,
      audience: issuer,
    });
    if (body.get('client_id') !== clientId || body.get('grant_type') !== 'client_credentials') throw new Error('other');
    const claims = {
      iss: issuer,
      aud: body.get('resource'),
      sub: clientId,
      client_id: clientId,
      scope: body.get('scope'),
    };
    const { seconds: life } = it;
    const token = await trusted.sign(
      { ...claims, iat: seconds(), exp: seconds() + life, jti: judged.payload.jti },
      { typ: 'at+jwt' },
    );
    it.given.push(assertion, token);
    return { access_token: token, token_type: 'Bearer', expires_in: life };
  }

  async function answer(asked: Asked): Promise<{ status: number; body: string; headers?: Record<string, string> }> {
    const { url, method } = asked;
    const json = (value: object, status = 200) => ({ status, body: JSON.stringify(value) });
    if (url.pathname.startsWith('/pipeline')) {
      if (it.refuses !== undefined) return it.refuses;
      if (!authorized(asked)) return unknown;
    }
    switch (`${method} ${url.pathname}`) {
      case 'GET /issuer/.well-known/openid-configuration':
        return json({ issuer, jwks_uri: `${issuer}/keys`, token_endpoint: `${issuer}/token` });
      case 'GET /issuer/keys':
        return json({ keys: [await trusted.published()] });
      case 'POST /issuer/token':
        return exchanged(asked).then(
          (it) => json(it),
          () => json({ error: 'invalid_client', error_description: `no: ${asked.body.get('client_assertion')}` }, 401),
        );
      case 'GET /pipeline/github':
        return json({ count: 1, value: await vouched(url.searchParams.get('audience') ?? 'https://github.example') });
      case 'POST /pipeline/azure':
        return url.searchParams.get('serviceConnectionId') === 'connection-1' &&
          url.searchParams.get('api-version') === '7.1'
          ? json({ oidcToken: await vouched(issuer) })
          : json({ message: 'no such connection' }, 404);
      default:
        return json({}, 404);
    }
  }

  server.on('request', async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const asked = {
      method: request.method ?? '',
      url: new URL(request.url ?? '/', origin),
      headers: request.headers,
      body: new URLSearchParams(text),
    };
    it.asked.push(asked);
    const { status, body, headers = {} } = await answer(asked);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });

  const it: WorkloadServers = {
    issuer,
    environment: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/pipeline/github?job=1&api-version=2`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: ofPipeline,
      SYSTEM_OIDCREQUESTURI: `${origin}/pipeline/azure`,
      SYSTEM_ACCESSTOKEN: ofPipeline,
      AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: 'connection-1',
    },
    asked: [],
    given: [],
    seconds: 3600,
    refuses: undefined,
    sign: trusted.sign,
    workloadToken: (audience = issuer) => vouched(audience),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return it;
}
