import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createVerifier } from '../../../../src/adapters/oidc/verifier.ts';
import { renewPerson, revokePerson, signInPerson } from '../../../../src/adapters/sign-in/remote/person.ts';
import { problemDocument } from '../../../../src/kernel/problem.ts';
import { secretValue } from '../../../../src/kernel/secret-value.ts';
import type { SignInStep } from '../../../../src/kernel/sign-in.ts';
import type { RemoteSignIn } from '../../../../src/model/remote.ts';
import { type OidcServer, openOidc, signInAsPerson } from '../../../support/oidc-server.ts';
import { memoryKeychain, noKeychain } from '../../sealing/parts.ts';
import { machine, refusal } from './stage.ts';

const audience = 'https://cinch.example';
let oidc: OidcServer;
beforeEach(async () => {
  oidc = await openOidc({
    resource: audience,
    client: { client_secret: undefined, token_endpoint_auth_method: 'none' },
  });
});
afterEach(() => oidc.close());

const signIn = (kind: RemoteSignIn['kind']): RemoteSignIn => ({
  kind,
  issuer: oidc.origin,
  clientId: 'app-1',
  scope: 'manage',
  audience,
});
const ana = async ({ address, code }: SignInStep) =>
  code === undefined ? fetch(await signInAsPerson(address)) : signInAsPerson(address, { code });
const verify = (token: string) =>
  createVerifier({ issuer: oidc.origin, audience, fetch, clock: () => new Date().toISOString() })(token);

describe.each(['browser', 'device-code'] as const)('signing in with %s', (way) => {
  test('leaves in the keychain what later runs get tokens from, without asking anybody', async () => {
    const keychain = memoryKeychain();
    const first = machine(signIn(way), { keychain, person: ana });

    const left = await signInPerson(way, first.place, first.personPorts, first.wait);
    expect(await first.kept.keep(left)).toBeUndefined();
    await first.done();

    const later = machine(signIn(way), { keychain });
    const token = await later.tokens().token();
    expect(await verify(token.reveal())).toMatchObject({ principal: 'user', subject: 'ana' });
    expect(later.sent).toEqual([]);
    expect([...keychain.entries.keys()].join()).not.toContain(token.reveal());
  });

  test('is renewed by later runs when the token has ended, and what the issuer replaced is kept', async () => {
    const keychain = memoryKeychain();
    const first = machine(signIn(way), { keychain, person: ana });
    await first.kept.keep(await signInPerson(way, first.place, first.personPorts, first.wait));
    await first.done();
    const before = (await first.kept.read()).kept;

    const later = machine(signIn(way), { keychain });
    later.pass(3600 - 119);
    const token = await later.tokens().token();

    const after = (await later.kept.read()).kept;
    expect(token.reveal()).not.toBe(before?.access?.reveal());
    expect(after?.refresh?.reveal()).not.toBe(before?.refresh?.reveal());
    expect(after?.access?.reveal()).toBe(token.reveal());
    expect(oidc.exchanged.at(-1)).toBe('refresh_token 200');
  });

  test('without a keychain holds for that run alone, where somebody can be asked', async () => {
    const it = machine(signIn(way), { keychain: noKeychain(), person: ana });
    const tokens = it.tokens();

    const first = await tokens.token();
    await it.done();
    expect(await verify(first.reveal())).toMatchObject({ subject: 'ana' });
    it.pass(3600);
    const second = await tokens.token();

    expect(second.reveal()).not.toBe(first.reveal());
    expect(it.steps).toHaveLength(1);
  });

  test('without a keychain and without anybody to ask is no sign-in', async () => {
    const it = machine(signIn(way), { keychain: noKeychain() });

    const refused = await refusal(it.tokens().token());

    expect(refused).toMatchObject({ code: 'signed_out', exit: 4, fix: ['cinch login --environment prod'] });
    expect(refused.detail).toContain('no keychain runs here');
    expect(it.sent).toEqual([]);
  });

  test('that was never done is told, and nobody is asked in the middle of other work', async () => {
    const it = machine(signIn(way), { person: ana });

    expect(await refusal(it.tokens().token())).toMatchObject({ code: 'signed_out', status: 401 });
    expect(it.steps).toEqual([]);
  });

  test('is told where the issuer has none of it', async () => {
    const ask = (async (address: string, init: RequestInit) => {
      const answer = await fetch(address, init);
      if (!address.endsWith('openid-configuration')) return answer;
      const {
        authorization_endpoint: _,
        device_authorization_endpoint: __,
        ...rest
      } = (await answer.json()) as Record<string, unknown>;
      return Response.json(rest);
    }) as typeof fetch;
    const it = machine(signIn(way), { person: ana, ask });

    expect(await refusal(signInPerson(way, it.place, it.personPorts, it.wait))).toMatchObject({
      code: 'login.refused',
      exit: 4,
    });
    expect(it.steps).toEqual([]);
  });

  test('that somebody declines ends with 15 and with what to type', async () => {
    const it = machine(signIn(way), {
      person: async ({ address, code }) =>
        code === undefined
          ? fetch(await signInAsPerson(address, { cancel: true }))
          : signInAsPerson(address, { code, cancel: true }),
    });

    const refused = await refusal(signInPerson(way, it.place, it.personPorts, it.wait));

    expect(refused).toMatchObject({ code: 'login.unended', exit: 15, fix: ['cinch login --environment prod'] });
  });
});

describe('what a sign-in left', () => {
  async function signedIn(keychain = memoryKeychain()) {
    const it = machine(signIn('browser'), { keychain, person: ana });
    await it.kept.keep(await signInPerson('browser', it.place, it.personPorts, it.wait));
    await it.done();
    return { keychain, it };
  }

  test('is for one server, instance, issuer and application: of a changed one nothing is sent anywhere', async () => {
    const { keychain } = await signedIn();
    for (const changed of [
      machine({ ...signIn('browser'), issuer: 'https://evil.example' }, { keychain }),
      machine({ ...signIn('browser'), clientId: 'other' }, { keychain }),
      machine(signIn('browser'), { keychain, url: 'https://evil.example' }),
      machine(signIn('token'), { keychain }),
    ]) {
      expect((await refusal(changed.tokens().token())).code).toBe('signed_out');
      expect(changed.sent).toEqual([]);
    }
  });

  test('that the issuer takes no longer is no sign-in, and nothing of it is told', async () => {
    const { keychain, it } = await signedIn();
    const kept = (await it.kept.read()).kept;
    await it.kept.keep({ ...kept, refresh: secretValue('spent-canary'), untilMs: 0 });

    const refused = await refusal(machine(signIn('browser'), { keychain }).tokens().token());

    expect(refused).toMatchObject({ code: 'signed_out', exit: 4 });
    expect(JSON.stringify(problemDocument(refused)) + refused.stack).not.toContain('spent-canary');
  });

  test('that another run used up meanwhile is taken as that run kept it', async () => {
    const { it } = await signedIn();
    const { kept = {} } = await it.kept.read();
    let reads = 0;
    // The first look is at what stood there before the other run.
    const slow = {
      ...it.kept,
      read: async () =>
        reads++ === 0 ? { kept: { ...kept, refresh: secretValue('spent'), untilMs: 0 } } : it.kept.read(),
    };
    const { createRemoteTokens } = await import('../../../../src/adapters/sign-in/remote/remote-tokens.ts');
    const tokens = createRemoteTokens(it.place, {
      ...it.ports,
      kept: slow,
      person: async () => it.personPorts,
      attended: undefined,
    });

    expect((await tokens.token()).reveal()).toBe(kept.access?.reveal());
  });

  test('is gone after signing out, in every piece', async () => {
    const { keychain, it } = await signedIn();
    expect([...keychain.entries.values()].every((text) => text.length <= 1210)).toBe(true);

    expect(await it.kept.forget()).toBe(true);
    expect(keychain.entries.size).toBe(0);
    expect(await it.kept.forget()).toBe(false);
    expect((await refusal(it.tokens().token())).code).toBe('signed_out');
  });

  test('is taken back by the issuer, where that can be reached', async () => {
    const { it } = await signedIn();
    const { kept = {} } = await it.kept.read();

    expect(await revokePerson(it.place, kept, it.personPorts)).toBe(true);
    expect((await refusal(renewPerson(it.place, kept, it.personPorts))).code).toBe('signed_out');
    const down = machine(signIn('browser'), { ask: () => Promise.reject(new Error('down')) });
    expect(await revokePerson(down.place, kept, down.personPorts)).toBe(false);
  });

  test('never stands in an address, nor goes anywhere but to its issuer', async () => {
    const { it } = await signedIn();
    it.pass(3600);
    await it.tokens().token();

    for (const each of it.sent) {
      expect(each.startsWith(`${oidc.origin} `)).toBe(true);
      const address = each.split(' ').at(-1) ?? '';
      expect(oidc.given.some((token) => address.includes(token))).toBe(false);
    }
  });
});

describe('an API token', () => {
  test('that is kept serves as it is, and no request is made for it', async () => {
    const it = machine({ kind: 'token' });
    await it.kept.keep({ api: secretValue('cinch_kept') });

    expect((await it.tokens().token()).reveal()).toBe('cinch_kept');
    expect(it.sent).toEqual([]);
  });

  test.each([
    ['CINCH_TOKEN', { CINCH_TOKEN: 'cinch_all' }, 'cinch_all'],
    [
      'a variable of the environment before that',
      { CINCH_TOKEN: 'cinch_all', CINCH_TOKEN_PROD: 'cinch_own\n' },
      'cinch_own',
    ],
  ])('from %s goes before every sign-in', async (_, env, token) => {
    for (const kind of ['browser', 'github', 'token'] as const)
      expect((await machine({ kind }, { env }).tokens().token()).reveal()).toBe(token);
  });

  test.each(['two words', 'a\u0007b', 'line\r\nX-Other: 1', 'é'])(
    'that can be none is refused before it is sent: %j',
    async (value) => {
      const refused = await refusal(
        machine({ kind: 'token' }, { env: { CINCH_TOKEN: value } })
          .tokens()
          .token(),
      );

      expect(refused.code).toBe('signed_out');
      expect(refused.detail).not.toContain(value);
    },
  );

  test('is asked for nowhere else when none is kept', async () => {
    expect(await refusal(machine({ kind: 'token' }).tokens().token())).toMatchObject({ code: 'signed_out', exit: 4 });
  });
});
