import { afterEach, describe, expect, test } from '@jest/globals';
import { createAuthenticator } from '../../../src/adapters/oidc/authenticator.ts';
import type { Reason } from '../../../src/adapters/oidc/refusal.ts';
import { createVerifier } from '../../../src/adapters/oidc/verifier.ts';
import { createDigest } from '../../../src/adapters/system/digest.ts';
import { makeApiToken } from '../../../src/model/api-token.ts';
import { type OidcServer, openOidc, signInAsPerson } from '../../support/oidc-server.ts';

const digest = createDigest();
const api = makeApiToken(new Uint8Array(40).fill(7), digest);
const resource = 'https://cinch.example';

const servers: OidcServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function open(): Promise<OidcServer> {
  const grant_types = ['authorization_code', 'refresh_token', 'client_credentials'];
  const server = await openOidc({ resource, client: { grant_types } });
  servers.push(server);
  return server;
}

const presenting = (authorization?: string) =>
  new Request(`${resource}/v1/instances`, authorization === undefined ? {} : { headers: { authorization } });

function authenticator(server?: OidcServer) {
  const logged: Reason[] = [];
  const verify =
    server === undefined
      ? undefined
      : createVerifier({ issuer: server.origin, audience: resource, fetch, clock: () => new Date().toISOString() });
  const authenticate = createAuthenticator({
    digest,
    ...(verify === undefined ? {} : { verify }),
    refused: (_, reason) => logged.push(reason),
  });
  const codeOf = (authorization?: string) =>
    authenticate(presenting(authorization)).then(
      () => 'in',
      (error: { code: string }) => error.code,
    );
  return { authenticate, codeOf, logged };
}

const form = { client_id: 'app-1', client_secret: 'app-5ecret-91bd-canary', resource };
async function tokenFrom(server: OidcServer, fields: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(`${server.origin}/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, ...fields }),
  });
  return (await response.json()) as Record<string, string>;
}

describe('who presents a request', () => {
  test('is an application where the issuer says so', async () => {
    const server = await open();
    const { access_token } = await tokenFrom(server, { grant_type: 'client_credentials', scope: 'manage' });

    const caller = await authenticator(server).authenticate(presenting(`Bearer ${access_token}`));

    expect(caller).toEqual({
      kind: 'identity',
      principal: 'app',
      issuer: server.origin,
      subject: 'app-1',
      email: null,
      displayName: 'app-1',
      groups: [],
      appRoles: [],
    });
  });

  test('is a person who signed in in a browser; the id token of the same sign-in is refused', async () => {
    const server = await open();
    const verifier = 'v'.repeat(43);
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'app-1',
      redirect_uri: 'http://127.0.0.1/callback',
      scope: 'openid manage',
      resource,
      state: 's',
      code_challenge: digest(verifier),
      code_challenge_method: 'S256',
    });
    const answer = await signInAsPerson(`${server.origin}/auth?${query}`);
    const { access_token, id_token } = await tokenFrom(server, {
      grant_type: 'authorization_code',
      code: answer.searchParams.get('code') ?? '',
      redirect_uri: 'http://127.0.0.1/callback',
      code_verifier: verifier,
    });
    const { authenticate, codeOf, logged } = authenticator(server);

    expect(await authenticate(presenting(`Bearer ${access_token}`))).toMatchObject({
      principal: 'user',
      subject: 'ana',
    });
    expect(await codeOf(`Bearer ${id_token}`)).toBe('token.refused');
    expect(logged).toEqual(['audience']);
  });

  test('is whoever holds an API token, known by its id and the sum of its secret alone', async () => {
    const { authenticate } = authenticator();

    const caller = await authenticate(presenting(`bearer ${api.token.reveal()}`));

    expect(caller).toEqual({ kind: 'token', token: api.id, secretSum: api.secretSum });
    expect(JSON.stringify(caller)).not.toContain(api.token.reveal().slice(15, 58));
  });

  const text = api.token.reveal();
  test.each<[string, string | undefined, string, Reason | undefined]>([
    ['nobody, without a header', undefined, 'token.missing', undefined],
    ['nobody, with an empty one', '  ', 'token.missing', undefined],
    ['nobody, with a password', `Basic ${Buffer.from(`cinch:${text}`).toString('base64')}`, 'token.refused', 'form'],
    ['nobody, with a bare token', text, 'token.refused', 'form'],
    ['nobody, with two tokens', `Bearer ${text}, Bearer ${text}`, 'token.refused', 'form'],
    ['nobody, with words behind the token', `Bearer ${text} more`, 'token.refused', 'form'],
    ['nobody, with a letter typed wrong', `Bearer ${text.slice(0, -1)}~`, 'token.refused', 'checksum'],
    ['nobody, with a token cut short', `Bearer ${text.slice(0, 40)}`, 'token.refused', 'checksum'],
    ['nobody, with an access token where no issuer is trusted', 'Bearer a.b.c', 'token.refused', 'no-issuer'],
  ])('is %s', async (_, header, code, reason) => {
    const { codeOf, logged } = authenticator();

    expect(await codeOf(header)).toBe(code);
    expect(logged).toEqual(reason === undefined ? [] : [reason]);
  });

  test('is never told from an address, a cookie or a body', async () => {
    const { authenticate } = authenticator();
    const request = new Request(`${resource}/v1/instances?access_token=${text}&token=${text}`, {
      method: 'POST',
      headers: { cookie: `token=${text}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: `access_token=${text}`,
    });

    await expect(authenticate(request)).rejects.toMatchObject({ code: 'token.missing' });
  });
});
