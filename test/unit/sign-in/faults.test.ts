import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { isProblem, type Problem, problemDocument } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { SignInApp } from '../../../src/kernel/sign-in.ts';
import { createCanary } from '../../support/canary.ts';
import { appAt, machine } from '../../support/sign-in-play.ts';

const canaries = [
  createCanary('the refresh token', (core) => core),
  createCanary('the access token', (core) => core),
  createCanary('the secret of the app', (core) => core),
];
const [refresh, access, appSecret] = canaries.map(({ text }) => text) as [string, string, string];

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A service that answers everything alike, and the app at it. */
async function service(answer: (response: ServerResponse) => void, more: Partial<SignInApp> = {}) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      asked.push(body);
      answer(response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, app: appAt(origin, { appSecret: secretValue(appSecret), ...more }) };
}

const json =
  (body: unknown, status = 200, headers = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const bearer = { access_token: access, token_type: 'Bearer', expires_in: 3600 };

async function fault(app: SignInApp, parts: Parameters<typeof machine>[0] = {}): Promise<Problem> {
  const came = await machine(parts)
    .renewed(app, secretValue(refresh))
    .catch((error: unknown) => error);
  if (!isProblem(came)) throw came instanceof Error ? came : new Error('nothing went wrong');
  return came;
}

function seenIn(found: Problem): readonly string[] {
  const texts = [JSON.stringify(problemDocument(found)), String(found.stack), found.detail, ...found.fix];
  return texts.flatMap((text) => canaries.flatMap(({ seenIn }) => seenIn(text) ?? []));
}

const faults: readonly [name: string, code: string, exit: number, answer: (response: ServerResponse) => void][] = [
  [
    'a token that holds no longer',
    'sign_in.over',
    15,
    json({ error: 'invalid_grant', error_description: refresh }, 400),
  ],
  ['a wrong app', 'sign_in.app_refused', 11, json({ error: 'invalid_client', error_uri: refresh }, 401)],
  [
    'a wrong app, told in a header too',
    'sign_in.app_refused',
    11,
    json({ error: 'invalid_client' }, 401, { 'www-authenticate': `Basic realm="${appSecret}"` }),
  ],
  ['an app that may not', 'sign_in.app_refused', 11, json({ error: 'unauthorized_client' }, 400)],
  ['a word of its own', 'sign_in.refused', 11, json({ error: 'temporarily_odd' }, 400)],
  ['a word that quotes what it was sent', 'sign_in.refused', 11, json({ error: `bad token ${refresh}` }, 400)],
  ['a refusal without a word', 'sign_in.refused', 11, json({ message: refresh }, 403)],
  ['a failure that is told as a success', 'sign_in.over', 15, json({ error: 'invalid_grant' })],
  [
    'a token that Meta takes no longer',
    'sign_in.over',
    15,
    json({ error: { code: 190, type: 'OAuthException' } }, 400),
  ],
  [
    'an error object of Meta',
    'sign_in.refused',
    11,
    json({ error: { code: 4, type: 'OAuthException', message: access } }, 400),
  ],
  ['too many requests', 'sign_in.throttled', 12, json({ error: 'slow' }, 429)],
  ['too many requests, and until when', 'sign_in.throttled', 12, json('', 429, { 'retry-after': '120' })],
  ['a wait without end', 'sign_in.throttled', 12, json('', 429, { 'retry-after': '999999999' })],
  ['a failing service', 'sign_in.unavailable', 12, json(`<html>${refresh}</html>`, 503)],
  ['a failing service that quotes', 'sign_in.unavailable', 12, json({ error: refresh }, 500)],
  ['a page in place of an answer', 'sign_in.answer', 12, json(`<html>${access}</html>`)],
  ['an empty answer', 'sign_in.answer', 12, json('')],
  ['an answer that is cut off', 'sign_in.answer', 12, json(`{"access_token":"${access}","token_t`)],
  ['a list', 'sign_in.answer', 12, json([bearer])],
  ['nothing at all', 'sign_in.answer', 12, json('null')],
  ['a number for a token', 'sign_in.answer', 12, json({ ...bearer, access_token: 5 })],
  ['no token', 'sign_in.answer', 12, json({ token_type: 'bearer' })],
  ['an unsaid kind of token', 'sign_in.answer', 12, json({ access_token: access })],
  ['another kind of token', 'sign_in.token_kind', 11, json({ ...bearer, token_type: 'mac' })],
  ['a token that is bound to a key', 'sign_in.token_kind', 11, json({ ...bearer, token_type: 'DPoP' })],
  ['an answer without end', 'sign_in.answer', 12, json({ ...bearer, more: 'x'.repeat(1_100_000) })],
  [
    'a redirect to somebody else',
    'sign_in.answer',
    12,
    (response) => response.writeHead(307, { location: 'https://evil.example/' }).end(),
  ],
  ['a connection that breaks', 'sign_in.unreachable', 12, (response) => response.destroy()],
  [
    'an answer that breaks off',
    'sign_in.unreachable',
    12,
    (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"access_token":');
      response.destroy();
    },
  ],
];

describe('an access token', () => {
  test.each(faults)('cannot be had: %s ends as %s', async (_, code, exit, answer) => {
    const { app, asked } = await service(answer);

    const found = await fault(app);

    expect([found.code, found.exit]).toEqual([code, exit]);
    expect(found.retryable).toBe(/throttled|unavailable|unreachable/.test(code));
    expect(seenIn(found)).toEqual([]);
    // One attempt: a second one could lock an account, or use a token up twice.
    expect(asked).toHaveLength(1);
  });

  test('tells how long to wait where the service does, and nothing beyond a reasonable time', async () => {
    const told = async (header: string) =>
      (await fault((await service(json('', 429, { 'retry-after': header }))).app)).detail;

    expect(await told('120')).toContain('try again in 120 seconds');
    expect(await told('999999999')).toContain('try again later');
    expect(await told('Wed, 21 Oct 2026 07:28:00 GMT')).toContain('try again later');
  });

  test('names the host that is out of reach, and why', async () => {
    const { app } = await service(json(bearer));
    await new Promise((resolve) => servers.pop()?.close(resolve));

    const found = await fault(app);

    expect([found.code, found.detail]).toEqual([
      'sign_in.unreachable',
      `\`${new URL(app.token).host}\`, which signs in for \`news\`, cannot be reached (ECONNREFUSED)`,
    ]);
  });

  test('is not waited for without end at a silent service', async () => {
    let came: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      came = resolve;
    });
    const { app } = await service(() => came());

    expect(await fault(app, { late })).toMatchObject({ code: 'sign_in.unreachable', retryable: true });
  });

  test('comes with what is kept from then on, and for how long where that is said', async () => {
    const fresh = await service(json({ ...bearer, refresh_token: 'next', refresh_token_expires_in: 86_400 }));
    const renewed = await machine().renewed(fresh.app, secretValue(refresh));
    expect([renewed.accessToken.reveal(), renewed.kept.token.reveal(), renewed.kept.seconds]).toEqual([
      access,
      'next',
      86_400,
    ]);
    expect(Object.fromEntries(new URLSearchParams(fresh.asked[0]))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: refresh,
      client_id: 'app-1',
      client_secret: appSecret,
    });

    const same = await service(json({ ...bearer, refresh_token_expires_in: null, id_token: 'no JWT' }));
    const { kept } = await machine().renewed(same.app, secretValue(refresh));
    expect([kept.token.reveal(), kept.seconds]).toEqual([refresh, undefined]);
  });

  test('is the token itself where the service has no refresh tokens, and nothing is asked for it', async () => {
    const { app, asked } = await service(json(bearer), { leaves: 'access-token' });

    expect((await machine().renewed(app, secretValue(refresh))).accessToken.reveal()).toBe(refresh);
    expect(asked).toEqual([]);
  });
});

describe('what a sign-in leaves behind', () => {
  /** The sign-in of a person who always says yes, at a service that gives these answers. */
  async function signedIn(answer: (response: ServerResponse) => void, more: Partial<SignInApp>) {
    const { app, asked } = await service(answer, more);
    const told = async ({ address }: { address: string }) => {
      const { searchParams } = new URL(address);
      await fetch(`${searchParams.get('redirect_uri')}?state=${searchParams.get('state')}&code=c0de`);
    };
    const granted = await machine().inBrowser(app, { seconds: 60, opens: false, told }, { port: 0 });
    return { token: granted.token.reveal(), seconds: granted.seconds, asked };
  }

  test('is a long-lived token at Meta, for which the short-lived one is exchanged', async () => {
    let answers = 0;
    const { token, seconds, asked } = await signedIn(
      (response) => {
        answers += 1;
        json({ ...bearer, access_token: `token ${answers}`, expires_in: answers === 1 ? 3600 : 5_184_000 })(response);
      },
      { leaves: 'access-token', lengthens: 'fb_exchange_token', pkce: false },
    );

    expect([token, seconds]).toEqual(['token 2', 5_184_000]);
    expect(Object.fromEntries(new URLSearchParams(asked[1]))).toMatchObject({
      grant_type: 'fb_exchange_token',
      fb_exchange_token: 'token 1',
    });
  });

  test('is an access token without an end at Mailchimp, which says neither its kind nor a scope', async () => {
    const { token, seconds } = await signedIn(json({ access_token: access, expires_in: 0, scope: null }), {
      leaves: 'access-token',
      kindUnsaid: true,
      pkce: false,
    });

    expect([token, seconds]).toEqual([access, undefined]);
  });

  test('holds as long as the service says', async () => {
    const more = { refresh_token: refresh, refresh_token_expires_in: '31536000' };

    expect((await signedIn(json({ ...bearer, ...more }), {})).seconds).toBe(31_536_000);
  });
});
