import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Agent, fetch as fetchWith } from 'undici';
import { createSignIn } from '../../src/adapters/sign-in/sign-in.ts';
import { oneAtATime } from '../../src/adapters/system/one-at-a-time.ts';
import { pause } from '../../src/adapters/system/pause.ts';
import { unguessable } from '../../src/adapters/system/unguessable.ts';
import type { SignIn } from '../../src/commands/context.ts';
import { accessToken } from '../../src/commands/shared/access-token.ts';
import { handed } from '../../src/commands/shared/handed.ts';
import { problem } from '../../src/kernel/problem.ts';
import { isSecretValue, type SecretValue, secretValue } from '../../src/kernel/secret-value.ts';
import type { ReleasedSecret } from '../../src/model/release.ts';
import { currentTerms } from '../../src/model/terms.ts';
import { pages } from '../../src/views/sign-in-page.ts';
import type { Answer } from '../support/answers.ts';
import { ask } from '../support/asking.ts';
import { clientSecret, type OidcServer, openOidc, signInAsPerson } from '../support/oidc-server.ts';
import { createTestAuthority } from '../support/test-authority.ts';
import { createWorld, type World } from '../support/world.ts';

const authority = createTestAuthority(['localhost']);
const dispatcher = new Agent({ connect: { ca: authority.ca } });
const trusting = ((address: string, init: object) =>
  fetchWith(address, { ...init, dispatcher })) as unknown as typeof fetch;

let oidc: OidcServer;
let world: World;
/** What is done at the browser once an address is opened. */
let person: (address: string) => Promise<unknown>;
let opened: string[];

beforeAll(async () => {
  oidc = await openOidc({ tls: authority });
});
afterAll(async () => {
  await oidc.close();
  await dispatcher.close();
});
beforeEach(async () => {
  world = await createWorld();
  opened = [];
  person = async (address) => fetch(await signInAsPerson(address, { get: trusting as never }));
  await world.as().apply([
    { change: 'type.add', declaration: letters() },
    { change: 'type.add', declaration: { ...base, id: 'by-hand', label: 'By hand', manualToken: true } },
    ...['letters', 'by-hand', 'criteo', 'facebook-ads-manager'].map((type) => ({
      change: 'connection.add' as const,
      type,
      displayName: `My ${type}`,
      settings: type === 'facebook-ads-manager' ? { adAccount: 'act_1' } : {},
      terms: currentTerms(),
    })),
  ]);
});
afterEach(() => world.close());

const locks = mkdtempSync(join(tmpdir(), 'cinch-locks-'));
afterAll(() => rmSync(locks, { recursive: true, force: true }));

const base = { purpose: 'export', summary: 'Sends letters', fields: {} };
function letters() {
  return {
    ...base,
    id: 'letters',
    label: 'Letters',
    signIn: {
      authorization: `${oidc.origin}/auth`,
      token: `${oidc.origin}/token`,
      device: `${oidc.origin}/device/auth`,
      issuer: oidc.origin,
      scopes: ['openid', 'offline_access'],
      parameters: { prompt: 'consent' },
      lasts: { days: 30, from: 'use' },
    },
  };
}

function signIn(): Promise<SignIn> {
  const signals = new EventEmitter();
  const adapter = createSignIn({
    ask: trusting,
    signals,
    pages,
    unguessable,
    pause: (ms, signal) => (ms < 30_000 ? Promise.resolve() : pause(ms, signal)),
    openBrowser(address) {
      opened.push(address);
      person(address).catch(() => signals.emit('SIGINT'));
    },
  });
  const opens = async (secret: ReleasedSecret): Promise<SecretValue> => {
    if (isSecretValue(secret)) return secret;
    throw problem('keyvault.not_linked', {});
  };
  const inHand = async <A extends { readonly appSecret: ReleasedSecret | undefined }>(app: A) => ({
    ...app,
    appSecret: app.appSecret === undefined ? undefined : await opens(app.appSecret),
  });
  return Promise.resolve({
    inBrowser: async (app, wait, back) => adapter.inBrowser(await inHand(app), wait, back),
    onDevice: async (app, wait) => adapter.onDevice(await inHand(app), wait),
    accessToken: (released, again) =>
      accessToken(released, {
        environment: world.as(),
        again,
        alone: (connection, work) =>
          oneAtATime(
            join(locks, connection),
            { pause: (ms) => pause(ms, new AbortController().signal), atMostMs: 10_000 },
            work,
          ),
        pause: async () => undefined,
        now: () => '2026-01-02T00:00:00.000Z',
        opened: opens,
        renewed: async (app, token) => adapter.renewed(await inHand(app), token),
      }),
  });
}

const run = (argv: string, answers: readonly Answer[] = [], more = {}) =>
  ask(world, argv.split(' '), answers, { env: { APP: clientSecret, TOKEN: 'by-hand-canary' }, signIn, ...more });
const shown = (connection: string) => world.as().query('connection.show', { connection });
const withApp = '--client-id app-1 --secret clientSecret=env:APP';

describe('connection authorize', () => {
  test('D17 signs in with the app that is given, keeps both, and says nothing of either', async () => {
    const { outcome, seen } = await run(`connection authorize my-letters ${withApp}`);

    expect(outcome?.data).toMatchObject({
      result: 'updated',
      changes: [{ fields: ['clientId', 'secrets.clientSecret', 'secrets.refreshToken', 'signIn'] }],
      next: ['cinch connection show my-letters'],
    });
    expect(await shown('my-letters')).toMatchObject({
      status: 'ready',
      settings: { clientId: 'app-1' },
      signIn: { by: 'admin', expiresAt: expect.stringMatching(/^2026-01-31T/) },
    });
    expect(opened).toHaveLength(1);
    expect(seen).toContain(opened[0]);
    expect(seen).not.toContain(clientSecret);
  });

  test('asks for the app where it is not known, and ends with the same without questions', async () => {
    const { outcome, seen } = await run('connection authorize my-letters', [
      ['Client ID', 'app-1'],
      ['Client secret', 'type it'],
      ['Client secret', clientSecret],
    ]);

    expect(outcome?.same).toEqual({
      command:
        'cinch connection authorize my-letters --client-id app-1 --secret clientSecret=env:LETTERS_CLIENT_SECRET',
      variables: ['LETTERS_CLIENT_SECRET'],
    });
    expect(seen).not.toContain(clientSecret);
  });

  test('signs in again with the app that is kept, whose secret is handed out for it and audited', async () => {
    await run(`connection authorize my-letters ${withApp}`);

    const { outcome } = await run('connection authorize my-letters');

    expect(outcome?.data).toMatchObject({ changes: [{ fields: ['secrets.refreshToken', 'signIn'] }] });
    const { items } = await world.as().query('connection.history', { connection: 'my-letters', limit: 2 });
    expect(items.map(({ action, fields }) => [action, fields])).toEqual([
      ['connection.sign-in', ['secrets.refreshToken', 'signIn']],
      ['connection.authorize', ['secrets.clientSecret', 'secrets.refreshToken']],
    ]);
  });

  test('gives access tokens for what is handed out, and keeps the token that the service gives in place of the one before', async () => {
    await run(`connection authorize my-letters ${withApp}`);
    const token = async () =>
      (await (await signIn()).accessToken(await world.as().release({ to: 'test', connection: 'my-letters' }))).reveal();

    const [first, second, third] = [await token(), await token(), await token()];

    expect(new Set([first, second, third]).size).toBe(3);
    expect((await shown('my-letters')) as object).toMatchObject({ revision: 5 });
    const { items } = await world.as().query('connection.history', { connection: 'my-letters', limit: 1 });
    expect(items).toMatchObject([{ action: 'connection.refresh', fields: ['secrets.refreshToken', 'signIn'] }]);
    expect(JSON.stringify(await world.as().query('audit.list', {}))).not.toContain(first);
  });

  test('a command that runs with it gets an access token, and neither what the sign-in left nor what replaces that', async () => {
    await run(`connection authorize my-letters ${withApp}`);
    const released = await world.as().release({ to: 'exec', connection: 'my-letters' });

    const { variables } = await handed({ environment: async () => world.as(), signIn } as never, released, 'export', {
      command: ['look'],
      asFile: [],
      clean: false,
      aside: false,
      again: async () => released,
    });

    expect(Object.keys(variables).sort()).toEqual([
      'CONN_ACCESS_TOKEN',
      'CONN_CLIENT_ID',
      'CONN_CLIENT_SECRET',
      'CONN_NAME',
    ]);
    expect(isSecretValue(variables.CONN_ACCESS_TOKEN)).toBe(true);
  });

  test('two runs that exchange one token at the same moment take turns, and the second goes on with what the first kept', async () => {
    await run(`connection authorize my-letters ${withApp}`);
    const again = () => world.as().release({ to: 'exec', connection: 'my-letters' });
    const released = await again();

    const tokens = await Promise.all([1, 2, 3].map(async () => (await signIn()).accessToken(released, again)));

    expect(new Set(tokens.map((token) => token.reveal())).size).toBe(3);
  });

  test('a token that a run elsewhere used up meanwhile is replaced by the one that it kept', async () => {
    await run(`connection authorize my-letters ${withApp}`);
    const spent = await world.as().release({ to: 'exec', connection: 'my-letters' });
    const looked: string[] = [];
    const { id } = spent.connection;
    const fresh = secretValue('the-one-in-its-place');
    const parts = {
      environment: world.as(),
      now: () => '2026-01-02T00:00:00.000Z',
      opened: async (secret: ReleasedSecret) => secret as SecretValue,
      alone: <T>(_: string, work: (waited: boolean) => Promise<T>) => work(false),
      pause: async () => undefined,
      // The other one keeps it between the first look and the second.
      again: async () => {
        looked.push(id);
        return looked.length === 1 ? spent : { ...spent, secrets: { ...spent.secrets, refreshToken: fresh } };
      },
      renewed: async (_: unknown, token: SecretValue) => {
        if (token !== fresh) throw problem('sign_in.over', { name: 'my-letters' });
        return { accessToken: secretValue('access'), kept: { token } };
      },
    };

    expect((await accessToken(spent, parts)).reveal()).toBe('access');
    expect(looked).toHaveLength(2);
    await expect(accessToken(spent, { ...parts, again: async () => spent })).rejects.toMatchObject({
      code: 'sign_in.over',
    });
  });

  test('says that somebody has to sign in again where the service takes the token no longer', async () => {
    await run(`connection authorize my-letters ${withApp}`);
    const released = await world.as().release({ to: 'test', connection: 'my-letters' });
    await (await signIn()).accessToken(released);

    await expect((await signIn()).accessToken(released)).rejects.toMatchObject({
      code: 'sign_in.over',
      exit: 15,
      fix: ['cinch connection authorize my-letters'],
    });
  });

  test('on another device opens no browser here, and tells address and code', async () => {
    await run(`connection authorize my-letters ${withApp}`);
    opened = [];
    let told = '';
    const { outcome } = await run('connection authorize my-letters --device', [], {
      onScreen(text: string) {
        told += text;
        const [, code] = /type there\s+(\S+)/.exec(told) ?? [];
        if (code === undefined) return;
        told = '';
        void signInAsPerson(`${oidc.origin}/device`, { get: trusting as never, code });
      },
    });

    expect(outcome?.data).toMatchObject({ result: 'updated' });
    expect(opened).toEqual([]);
  });

  test.each([
    ['sftp', 'connection authorize drop', 'sign_in.not_needed', 2],
    ['a service without devices', 'connection authorize my-criteo --device', 'sign_in.no_device', 2],
    ['a redirect without HTTPS', 'connection authorize my-criteo --redirect http://a.example', 'usage.flag_value', 2],
    ['a lock', 'connection authorize my-letters --client-id x --secret clientSecret=env:APP', 'connection.locked', 8],
    ['another revision', `connection authorize my-letters ${withApp} --if-revision 7`, 'revision.moved', 7],
    ['a contributor', 'connection authorize my-letters', 'forbidden', 5],
  ])('is refused before anybody signs in: %s', async (what, argv, code, exit) => {
    const admin = world.as();
    if (what === 'a lock')
      await admin.apply([{ change: 'connection.lock', connection: 'my-letters', reason: 'audit' }]);
    await admin.apply([{ change: 'user.add', name: 'ana', role: 'contributor' }]);
    if (what === 'sftp')
      await admin.apply([
        {
          change: 'connection.add',
          type: 'experian',
          displayName: 'Drop',
          settings: { userId: 'contoso01', partyId: '123456', modelNumber: '7890' },
          terms: currentTerms(),
        },
      ]);

    const { problem: found } = await run(argv, [], what === 'a contributor' ? { account: 'ana' } : {});

    expect([found?.code, found?.exit]).toEqual([code, exit]);
    expect(opened).toEqual([]);
  });

  test('a dry run signs nobody in and changes nothing', async () => {
    const before = await shown('my-letters');

    const { outcome } = await run(`connection authorize my-letters ${withApp} --dry-run`);

    expect(outcome?.data).toMatchObject({ dryRun: true, changes: [{ result: 'updated' }] });
    expect(opened).toEqual([]);
    expect(await shown('my-letters')).toEqual(before);
  });

  test('where it is declined or refused nothing has changed', async () => {
    const before = await shown('my-letters');
    person = async (address) => fetch(await signInAsPerson(address, { get: trusting as never, cancel: true }));

    const { problem: found } = await run(`connection authorize my-letters ${withApp}`);

    expect(found?.code).toBe('sign_in.denied');
    expect(await shown('my-letters')).toEqual(before);
  });

  test('a token that was got elsewhere is kept in place of a sign-in, and counts from then on', async () => {
    const { outcome, seen } = await run('connection authorize my-facebook-ads-manager --secret refreshToken=env:TOKEN');

    expect(outcome?.data).toMatchObject({ changes: [{ fields: ['secrets.refreshToken', 'signIn'] }] });
    expect(await shown('my-facebook-ads-manager')).toMatchObject({
      status: 'ready',
      signInExpiresAt: expect.stringMatching(/^2026-03-02T/),
    });
    expect(opened).toEqual([]);
    expect(seen).not.toContain('canary');
  });

  test('where its addresses are not known the token is asked for, and serves without an access token', async () => {
    const { outcome } = await run('connection authorize my-by-hand', [
      ['Refresh token', 'type it'],
      ['Refresh token', 'token'],
    ]);
    expect(outcome?.data).toMatchObject({ result: 'updated' });
    expect(await shown('my-by-hand')).toMatchObject({ status: 'ready' });

    const released = await world.as().release({ to: 'test', connection: 'my-by-hand' });
    await expect((await signIn()).accessToken(released)).rejects.toMatchObject({ code: 'sign_in.by_hand' });
  });

  test('a service that comes back to HTTPS alone asks for that address, and for where the browser ended', async () => {
    person = async () => undefined;
    const { problem: left, seen } = await run('connection authorize my-criteo', [
      ['Client ID', 'app-9'],
      ['Client secret', 'leave it out'],
      ['Redirect address of your app', 'https://app.partner.example/back'],
      ['Address where the browser ended', 'https://app.partner.example/back?code=c0de-canary&state=other'],
      ['That is no answer to this sign-in. Paste it again?', false],
    ]);

    expect(left?.code).toBe('input.declined');
    expect(seen).toContain('https://consent.criteo.com/request?response_type=code&client_id=app-9');
    expect(seen).not.toContain('c0de-canary');
  });
});
