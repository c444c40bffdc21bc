import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exportJWK, importX509 } from 'jose';
import { createVerifier } from '../../../../src/adapters/oidc/verifier.ts';
import { type Problem, problemDocument } from '../../../../src/kernel/problem.ts';
import type { RemoteSignIn } from '../../../../src/model/remote.ts';
import { type OidcServer, openOidc } from '../../../support/oidc-server.ts';
import { createTestAuthority } from '../../../support/test-authority.ts';
import {
  clientId,
  openWorkloadServers,
  pipelineCanary,
  serverAudience,
  type WorkloadServers,
} from '../../../support/workload-servers.ts';
import { machine, refusal } from './stage.ts';

let servers: WorkloadServers;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cinch-workload-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  servers = await openWorkloadServers();
});
afterEach(() => servers.close());

const signIn = (kind: RemoteSignIn['kind']): RemoteSignIn => ({
  kind,
  issuer: servers.issuer,
  clientId,
  scope: 'manage',
  audience: serverAudience,
});

/** Nothing secret in what a person or a log is told. */
function expectNothingSecret(refused: Problem, more: readonly string[] = []): void {
  const said = `${JSON.stringify(problemDocument(refused))} ${refused.stack} ${refused.message}`;
  for (const secret of [pipelineCanary, ...servers.given, ...more]) expect(said).not.toContain(secret);
}

describe.each(['github', 'azure-pipelines', 'workload-identity'] as const)('signing in with %s', (kind) => {
  async function environment(): Promise<Record<string, string>> {
    const file = join(folder, 'federated-token');
    writeFileSync(file, `${await servers.workloadToken()}\n`);
    return { ...servers.environment, AZURE_FEDERATED_TOKEN_FILE: file };
  }

  test('exchanges what vouches for it for a token that the server takes', async () => {
    const token = await machine(signIn(kind), { env: await environment() })
      .tokens()
      .token();

    const verify = createVerifier({
      issuer: servers.issuer,
      audience: serverAudience,
      scope: 'manage',
      algorithms: ['ES256'],
      fetch,
      clock: () => new Date().toISOString(),
    });
    expect(await verify(token.reveal())).toMatchObject({ principal: 'app', subject: clientId });
    expect(`${token} ${JSON.stringify({ token })}`).not.toContain(token.reveal());
  });

  test('is renewed with two minutes left, while long work runs, and asked for no sooner', async () => {
    const it = machine(signIn(kind), { env: await environment() });
    const tokens = it.tokens();
    const first = (await tokens.token()).reveal();
    const exchanges = () => servers.asked.filter(({ url }) => url.pathname === '/issuer/token').length;

    it.pass(3600 - 121);
    expect((await tokens.token()).reveal()).toBe(first);
    expect(exchanges()).toBe(1);
    it.pass(1);
    const all = await Promise.all([tokens.token(), tokens.token(), tokens.token()]);
    expect(exchanges()).toBe(2);
    expect(new Set(all.map((token) => token.reveal())).size).toBe(1);
  });

  test('goes on with a token that still holds while the issuer is out of reach, and no further', async () => {
    let reaches = true;
    const down = (() =>
      Promise.reject(Object.assign(new Error('x'), { cause: { code: 'ECONNREFUSED' } }))) as typeof fetch;
    const ask = ((address: string, init: RequestInit) => (reaches ? fetch : down)(address, init)) as typeof fetch;
    const it = machine(signIn(kind), { env: await environment(), ask });
    const tokens = it.tokens();
    const first = (await tokens.token()).reveal();
    reaches = false;

    it.pass(3590);
    expect((await tokens.token()).reveal()).toBe(first);
    it.pass(11);
    expect(await refusal(tokens.token())).toMatchObject({ code: 'sign_in.unreachable', exit: 12 });
  });

  test('names what is missing, and tries nothing in its place', async () => {
    const it = machine(signIn(kind), {
      env: { AZURE_CLIENT_SECRET: 'x', AZURE_TENANT_ID: 'x', AZURE_CLIENT_ID: 'x' },
    });

    const refused = await refusal(it.tokens().token());

    expect(refused).toMatchObject({ code: 'login.lacking', exit: 4 });
    expect(refused.detail).toContain(kind);
    expect(it.sent).toEqual([]);
  });

  test('tells a refusal of the issuer without its words and without a token', async () => {
    const it = machine({ ...signIn(kind), clientId: 'another' }, { env: await environment() });

    const refused = await refusal(it.tokens().token());

    expect(refused).toMatchObject({ code: 'login.refused', exit: 4 });
    expectNothingSecret(refused);
  });

  test('does not believe an issuer that speaks for another', async () => {
    const ask = (async (address: string, init: RequestInit) =>
      address.includes('well-known')
        ? Response.json({ issuer: 'https://evil.example', token_endpoint: 'https://evil.example/token' })
        : fetch(address, init)) as typeof fetch;
    const it = machine(signIn(kind), { env: await environment(), ask });

    expect(await refusal(it.tokens().token())).toMatchObject({ code: 'login.refused' });
    expect(it.sent.filter((each) => each.includes('evil'))).toEqual([]);
  });
});

describe('signing in from a pipeline', () => {
  test('asks GitHub for a token for the issuer alone, with the token of the job in a header', async () => {
    await machine(signIn('github'), { env: servers.environment }).tokens().token();

    const [asked] = servers.asked.filter(({ url }) => url.pathname === '/pipeline/github');
    expect(asked?.method).toBe('GET');
    expect(Object.fromEntries(asked?.url.searchParams ?? [])).toEqual({
      job: '1',
      'api-version': '2',
      audience: servers.issuer,
    });
    expect(asked?.headers.authorization).toBe(`Bearer ${pipelineCanary}`);
  });

  test('asks GitHub for what Microsoft Entra ID trusts where that is the issuer', async () => {
    const entra = 'https://login.microsoftonline.com/0ae51e19-07c8-4e4b-bb6d-648ee58410f4/v2.0';
    const ask = (async (address: string, init: RequestInit) => {
      if (address.startsWith('http://127.0.0.1')) return fetch(address, init);
      if (address.endsWith('openid-configuration'))
        return Response.json({ issuer: entra, token_endpoint: `${entra}/token` });
      return Response.json({ access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3600 });
    }) as typeof fetch;
    const env = servers.environment;
    const it = machine({ kind: 'github', issuer: entra, clientId, audience: 'api://cinch' }, { env, ask });
    await it.tokens().token();

    const [asked] = servers.asked;
    expect(asked?.url.searchParams.get('audience')).toBe('api://AzureADTokenExchange');
    const exchange = it.sent.find((each) => each.includes('client_assertion')) ?? '';
    expect(exchange).toContain('scope=api%3A%2F%2Fcinch%2F.default');
    expect(exchange).not.toContain('resource=');
  });

  test('asks Azure Pipelines for the token of one service connection', async () => {
    await machine(signIn('azure-pipelines'), { env: servers.environment }).tokens().token();

    const [asked] = servers.asked.filter(({ url }) => url.pathname === '/pipeline/azure');
    expect(asked?.method).toBe('POST');
    expect(asked?.headers).toMatchObject({ 'x-tfs-fedauthredirect': 'Suppress', 'content-type': 'application/json' });
  });

  test.each([
    ['who refuses', { status: 403, body: `{"message":"${pipelineCanary}"}` }],
    ['who fails', { status: 500, body: pipelineCanary }],
    ['who leads elsewhere', { status: 302, body: '', headers: { location: 'http://127.0.0.1:9/steal' } }],
    ['who sends a page', { status: 203, body: '<html>sign in</html>' }],
    ['who sends no token', { status: 200, body: '{"value":"\\u001b[2J","oidcToken":7}' }],
  ])('of somebody %s ends without a word of theirs', async (_, refuses) => {
    for (const kind of ['github', 'azure-pipelines'] as const) {
      servers.refuses = refuses;
      const it = machine(signIn(kind), { env: servers.environment });

      const refused = await refusal(it.tokens().token());

      expect([4, 12]).toContain(refused.exit);
      expect(refused.detail).not.toMatch(/\p{Cc}/u);
      expectNothingSecret(refused);
      expect(it.sent.filter((each) => each.includes('steal') || each.includes('client_assertion'))).toEqual([]);
    }
  });

  test('sends nothing over an open line', async () => {
    const env = { ...servers.environment, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://pipelines.example/token?x=1' };
    const it = machine(signIn('github'), { env });

    expect(await refusal(it.tokens().token())).toMatchObject({ code: 'login.refused' });
    expect(it.sent.filter((each) => each.includes('pipelines.example'))).toEqual([]);
  });

  test('goes to an issuer on this machine only for a server on this machine', async () => {
    const it = machine(signIn('github'), { env: servers.environment, url: 'https://cinch.example' });

    expect((await refusal(it.tokens().token())).code).toBe('login.refused');
    expect(it.sent).toEqual([]);
  });

  test('says that the issuer is not known where nobody signed in or said it', async () => {
    const it = machine({ kind: 'github' }, { env: servers.environment });

    expect(await refusal(it.tokens().token())).toMatchObject({ code: 'signed_out', exit: 4 });
    expect(it.sent).toEqual([]);
  });
});

describe('signing in with a client certificate', () => {
  let oidc: OidcServer;
  const authority = createTestAuthority(['app.example']);
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  const file = () => join(folder, 'client.pem');
  beforeEach(async () => {
    const jwk = await exportJWK(await importX509(authority.cert, 'PS256', { extractable: true }));
    oidc = await openOidc({
      resource: serverAudience,
      keys: [{ ...jwk, use: 'sig' }],
      client: {
        client_secret: undefined,
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'PS256',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    });
  });
  afterEach(() => oidc.close());
  const signInAt = (): RemoteSignIn => ({
    kind: 'client-certificate',
    issuer: oidc.origin,
    clientId: 'app-1',
    scope: 'manage',
    audience: serverAudience,
    certificate: file(),
  });

  test('proves who it is to a real issuer, without sending the key', async () => {
    writeFileSync(file(), `${authority.cert}\n${authority.key}`);
    const it = machine(signInAt());

    const token = await it.tokens().token();

    const verify = createVerifier({
      issuer: oidc.origin,
      audience: serverAudience,
      fetch,
      clock: () => new Date().toISOString(),
    });
    expect(await verify(token.reveal())).toMatchObject({ principal: 'app', subject: 'app-1' });
    const head = /client_assertion=(\w+)\./.exec(it.sent.at(-1) ?? '')?.[1] ?? '';
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({
      alg: 'PS256',
      typ: 'JWT',
      'x5t#S256': expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  test.each([
    ['that is not there', undefined],
    ['that holds something else', 'PRIVATE-CANARY'],
    ['without a key', authority.cert],
    ['with the key of another', `${authority.cert}\n${stranger}`],
  ])('of a file %s is refused, and nothing of it is told', async (_, text) => {
    rmSync(file(), { force: true });
    if (text !== undefined) writeFileSync(file(), text);
    const it = machine(signInAt());

    const refused = await refusal(it.tokens().token());

    expect(refused).toMatchObject({ code: 'login.refused', exit: 4 });
    expectNothingSecret(refused, ['PRIVATE-CANARY', authority.key.slice(40, 80)]);
    expect(it.sent).toEqual([]);
  });
});
