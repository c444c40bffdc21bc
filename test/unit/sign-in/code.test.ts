import { EventEmitter } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { problemDocument } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { SignInStep } from '../../../src/kernel/sign-in.ts';
import { clientSecret, type OidcServer, openOidc, signInAsPerson } from '../../support/oidc-server.ts';
import { appAt, machine, pages, play } from '../../support/sign-in-play.ts';

const servers: OidcServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
async function open(options?: Parameters<typeof openOidc>[0]): Promise<OidcServer> {
  const server = await openOidc(options);
  servers.push(server);
  return server;
}
const issuedBy = ({ origin }: OidcServer) => ({ issuer: origin });

const answerTo = ({ address }: SignInStep) => signInAsPerson(address);
const signsIn = async (step: SignInStep) => fetch(await answerTo(step));
const changed = (answer: URL, change: (query: URLSearchParams) => void): URL => {
  const other = new URL(answer);
  change(other.searchParams);
  return other;
};

describe('signing in with a code', () => {
  test('takes a proof key and a secret, and ends with a refresh token that gives access tokens', async () => {
    const server = await open();
    const app = appAt(server.origin, issuedBy(server));

    const { granted } = await play({ app, person: signsIn });

    const first = secretValue(granted?.token.reveal() ?? '');
    const renewed = await machine().renewed(app, first);
    expect(renewed.accessToken.reveal()).toMatch(/^\S{20,}$/);
    expect(renewed.kept.token.reveal()).not.toBe(first.reveal());
    expect(server.exchanged).toEqual(['authorization_code 200', 'refresh_token 200']);
    expect(JSON.stringify([granted, renewed])).not.toContain(first.reveal());
  });

  test('sends the browser with the scopes, a state and a challenge, and without anything secret', async () => {
    const server = await open();
    let query = new URLSearchParams();
    await play({
      app: appAt(server.origin),
      person: async (step) => {
        query = new URL(step.address).searchParams;
        expect(query.get('redirect_uri')).toBe(step.redirect);
        return signsIn(step);
      },
    });

    expect(Object.fromEntries(query)).toEqual({
      prompt: 'consent',
      response_type: 'code',
      client_id: 'app-1',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
      scope: 'openid offline_access',
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  test('shows the browser a page that holds nothing of what it brought and lets nothing out', async () => {
    const server = await open();
    let page = { text: '', headers: new Headers() };
    await play({
      app: appAt(server.origin),
      async person(step) {
        const response = await signsIn(step);
        page = { text: await response.text(), headers: response.headers };
      },
    });

    expect(page.text).toBe(pages.received);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'",
    });
  });

  test('sends the secret of the app in a header where the service wants it there', async () => {
    const server = await open({ client: { token_endpoint_auth_method: 'client_secret_basic' } });

    const { granted } = await play({ app: appAt(server.origin, { clientSecret: 'header' }), person: signsIn });

    expect(granted?.token.reveal()).toMatch(/^\S{20,}$/);
  });

  test('needs no secret where the app has none', async () => {
    const server = await open({ client: { token_endpoint_auth_method: 'none', client_secret: undefined as never } });

    const { granted } = await play({ app: appAt(server.origin, { appSecret: undefined }), person: signsIn });

    expect(granted?.token.reveal()).toMatch(/^\S{20,}$/);
  });

  test('names the redirect `localhost` where the service wants a name, and listens on this machine alone all the same', async () => {
    const server = await open();
    let redirect = '';
    const { granted } = await play({
      app: appAt(server.origin, { redirect: 'localhost' }),
      async person(step) {
        redirect = step.redirect ?? '';
        return signsIn(step);
      },
    });

    expect(redirect).toMatch(/^http:\/\/localhost:\d+\/callback$/);
    expect(granted?.token.reveal()).toMatch(/^\S{20,}$/);
  });

  test('an answer with another state is turned away, and the real one still counts', async () => {
    const server = await open();
    const statuses: number[] = [];
    const { granted } = await play({
      app: appAt(server.origin),
      async person(step) {
        const answer = await answerTo(step);
        const planted = changed(answer, (query) => query.set('state', 'planted'));
        statuses.push((await fetch(planted)).status, (await fetch(changed(answer, (it) => it.delete('state')))).status);
        statuses.push((await fetch(answer)).status);
      },
    });

    expect(statuses).toEqual([403, 403, 200]);
    expect(granted).toBeDefined();
    expect(server.exchanged).toEqual(['authorization_code 200']);
  });

  test('a stranger at the port gets a page that says nothing, and cannot end the sign-in', async () => {
    const server = await open();
    const statuses: (number | undefined)[] = [];
    const texts: string[] = [];
    const { granted } = await play({
      app: appAt(server.origin),
      async person(step) {
        const answer = await answerTo(step);
        const { port } = answer;
        const come = async (at: URL | string, init: RequestInit = {}) => {
          const response = await fetch(at, init);
          statuses.push(response.status);
          texts.push(await response.text());
        };
        await come(`http://127.0.0.1:${port}/`);
        await come(`http://127.0.0.1:${port}/callback`);
        await come(`http://127.0.0.1:${port}/favicon.ico`);
        await come(answer, { method: 'POST' });
        await come(changed(answer, (query) => query.append('code', 'twice')));
        await come(changed(answer, (query) => query.append('state', 'twice')));
        await come(changed(answer, (query) => query.delete('code')));
        statuses.push(await withHost(answer, 'evil.example'));
        await fetch(answer);
      },
    });

    expect(statuses).toEqual([404, 403, 404, 405, 400, 403, 400, 400]);
    expect(new Set(texts)).toEqual(new Set([pages.stranger]));
    expect(granted).toBeDefined();
  });

  test('a second answer is turned away, and nothing is exchanged twice', async () => {
    const server = await open();
    let statuses: number[] = [];
    const { granted } = await play({
      app: appAt(server.origin),
      async person(step) {
        const answer = await answerTo(step);
        const both = await Promise.all([fetch(answer), fetch(answer)]);
        statuses = both.map(({ status }) => status).sort();
      },
    });

    expect(statuses).toEqual([200, 410]);
    expect(granted).toBeDefined();
    expect(server.exchanged).toEqual(['authorization_code 200']);
  });

  test.each([
    ['another issuer than the declared one', 'declared', 'https://evil.example'],
    ['no issuer where one is declared', 'declared', null],
    ['an issuer of another place where none is declared', 'undeclared', 'https://evil.example'],
    ['an issuer that is no address', 'undeclared', 'evil'],
  ])('%s is refused before a code or a secret goes anywhere', async (_, declared, iss) => {
    const server = await open();
    const { problem } = await play({
      app: appAt(server.origin, declared === 'declared' ? issuedBy(server) : {}),
      person: async (step) =>
        fetch(changed(await answerTo(step), (query) => (iss === null ? query.delete('iss') : query.set('iss', iss)))),
    });

    expect(problem?.code).toBe('sign_in.issuer');
    expect(server.exchanged).toEqual([]);
  });

  test('a sign-in that was declined at the service says so', async () => {
    const server = await open();
    const { problem } = await play({
      app: appAt(server.origin),
      person: async ({ address }) => fetch(await signInAsPerson(address, { cancel: true })),
    });

    expect([problem?.code, problem?.exit]).toEqual(['sign_in.denied', 15]);
  });

  test('what the service refuses is told by its word, and by no other text of it', async () => {
    const server = await open();
    const { problem } = await play({ app: appAt(server.origin, { pkce: false }), person: signsIn });

    expect(problem?.code).toBe('sign_in.refused');
    expect(problem?.detail).toContain('`invalid_request`');
    expect(problem?.detail).not.toMatch(/pkce|challenge/i);
  });

  test('a wrong secret of the app is told apart from a wrong sign-in', async () => {
    const server = await open();
    const app = appAt(server.origin, { appSecret: secretValue(`wrong ${clientSecret}`) });

    const { problem } = await play({ app, person: signsIn });

    expect(problem?.code).toBe('sign_in.app_refused');
    expect(JSON.stringify(problemDocument(problem as never))).not.toContain(clientSecret);
  });

  test('a sign-in that leaves no refresh token is refused, because nothing could run on it', async () => {
    const server = await open();
    const { problem } = await play({ app: appAt(server.origin, { scopes: ['openid'] }), person: signsIn });

    expect(problem?.code).toBe('sign_in.no_token');
  });

  test.each([false, true])(
    'where nobody comes in time it ends and closes its port; a stranger came: %s',
    async (came) => {
      const server = await open();
      let redirect = '';
      let over: () => void = () => undefined;
      const late = new Promise<void>((resolve) => {
        over = resolve;
      });
      const { problem } = await play({
        app: appAt(server.origin),
        late,
        person: async (step) => {
          redirect = step.redirect ?? '';
          if (came) await fetch(`${redirect}?state=planted&code=planted`);
          over();
        },
      });

      expect([problem?.code, problem?.exit]).toEqual(['sign_in.deadline', 15]);
      expect(problem?.detail.includes('belongs to no sign-in of this run')).toBe(came);
      await expect(fetch(redirect)).rejects.toThrow();
    },
  );

  test('Ctrl-C ends it at once, closes its port, and leaves nobody listening for it', async () => {
    const server = await open();
    const signals = new EventEmitter();
    let redirect = '';
    const { problem } = await play({
      app: appAt(server.origin),
      signals,
      person: async (step) => {
        redirect = step.redirect ?? '';
        signals.emit('SIGINT');
      },
    });

    expect([problem?.code, problem?.exit]).toEqual(['interrupted', 130]);
    await expect(fetch(redirect)).rejects.toThrow();
    expect(signals.listenerCount('SIGINT')).toBe(0);
  });

  test('comes back to a port that is asked for, or says that it is taken', async () => {
    const server = await open();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;

    const first = await play({ app: appAt(server.origin), port, person: signsIn });
    await new Promise((resolve) => taken.close(resolve));
    const second = await play({ app: appAt(server.origin), port, person: signsIn });

    expect([first.problem?.code, first.problem?.exit]).toEqual(['sign_in.port', 12]);
    expect(second.granted).toBeDefined();
  });

  test('an answer that is brought from an address of the app counts, once it fits', async () => {
    const server = await open();
    const app = appAt(server.origin, { redirect: 'https' });
    let address = '';
    let misfits: boolean[] = [];
    const granted = await machine().inBrowser(
      app,
      {
        seconds: 60,
        opens: false,
        async told(step) {
          address = step.address;
        },
      },
      {
        redirect: 'https://app.partner.example/back',
        async bring(fits) {
          const answer = await signInAsPerson(address);
          misfits = [fits(changed(answer, (query) => query.set('state', 'other'))), fits(new URL('https://a.example'))];
          expect(fits(answer)).toBe(true);
          return answer;
        },
      },
    );

    expect(misfits).toEqual([false, false]);
    expect(granted.token.reveal()).toMatch(/^\S{20,}$/);
  });

  test('an address without HTTPS is asked nothing, this machine included', async () => {
    const asked: string[] = [];
    const ask = async (address: unknown) => {
      asked.push(String(address));
      return new Response('{}');
    };
    for (const origin of ['http://login.partner.example', 'http://127.0.0.1:1', 'http://127.0.0.1.evil.example']) {
      const strict = origin === 'http://127.0.0.1:1';
      const { problem } = await play({ app: appAt(origin), strict, ask: ask as never, person: async () => undefined });
      expect([origin, problem?.code]).toEqual([origin, 'sign_in.insecure']);
    }
    expect(asked).toEqual([]);
  });

  test('a refresh token that was replaced or taken back says that somebody has to sign in again', async () => {
    const server = await open();
    const app = appAt(server.origin);
    const { granted } = await play({ app, person: signsIn });
    const token = secretValue(granted?.token.reveal() ?? '');
    await machine().renewed(app, token);

    await expect(machine().renewed(app, token)).rejects.toMatchObject({ code: 'sign_in.over', exit: 15 });
  });
});

// What `fetch` will not send: the name of another host.
function withHost(address: URL, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(address, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
