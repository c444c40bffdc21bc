import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { problemDocument } from '../../../src/kernel/problem.ts';
import type { SignInStep } from '../../../src/kernel/sign-in.ts';
import { openDeviceServer } from '../../support/device-server.ts';
import { openOidc, signInAsPerson } from '../../support/oidc-server.ts';
import { appAt, play } from '../../support/sign-in-play.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
async function open(...given: Parameters<typeof openDeviceServer>) {
  const server = await openDeviceServer(...given);
  servers.push(server);
  return server;
}

const pending = { error: 'authorization_pending' };
const done = { access_token: 'access', token_type: 'bearer', refresh_token: 'refresh-c4nary' };
const nothing = async () => undefined;

describe('signing in on another device', () => {
  test('tells the address and the code, asks as often as the service wants, and slower when told', async () => {
    const server = await open([pending, pending, { error: 'slow_down' }, pending, done]);
    const pauses: number[] = [];
    let told: SignInStep | undefined;

    const { granted } = await play({
      app: appAt(server.origin),
      device: true,
      pauses,
      person: async (step) => {
        told = step;
      },
    });

    expect(told).toEqual({ address: 'https://login.partner.example/device', code: 'WDJB-MJHT', seconds: 300 });
    expect(pauses).toEqual([2000, 2000, 2000, 7000, 7000]);
    expect(granted?.token.reveal()).toBe('refresh-c4nary');
    expect(server.asked[0]?.get('scope')).toBe('openid offline_access');
    expect(server.asked[1]?.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:device_code');
  });

  test.each([
    ['expired_token', 'sign_in.deadline', 15],
    ['access_denied', 'sign_in.denied', 15],
    ['invalid_client', 'sign_in.app_refused', 11],
    ['invalid_grant', 'sign_in.refused', 11],
  ])('ends at %s, and nothing is asked after', async (error, code, exit) => {
    const server = await open([pending, { error, error_description: 'dev1ce-c0de-canary' }, done]);

    const { problem } = await play({ app: appAt(server.origin), device: true, pauses: [], person: nothing });

    expect([problem?.code, problem?.exit]).toEqual([code, exit]);
    expect(server.asked).toHaveLength(3);
    expect(JSON.stringify(problemDocument(problem as never))).not.toContain('canary');
  });

  test('says how short the code holds where that is shorter than one would wait', async () => {
    const server = await open([done], { expires_in: 90 });
    let seconds = 0;
    const person = async (step: SignInStep) => {
      seconds = step.seconds;
    };
    await play({ app: appAt(server.origin), device: true, pauses: [], person });

    expect(seconds).toBe(90);
  });

  test.each([
    ['an address without HTTPS', { verification_uri: 'http://login.partner.example/device' }, 'sign_in.insecure'],
    ['no code', { user_code: 5 }, 'sign_in.answer'],
    ['no address', { verification_uri: null }, 'sign_in.answer'],
  ])('is refused with %s', async (_, code, expected) => {
    const server = await open([done], code);

    const { problem } = await play({ app: appAt(server.origin), device: true, pauses: [], person: nothing });

    expect(problem?.code).toBe(expected);
    expect(server.asked).toHaveLength(1);
  });

  test('Ctrl-C ends it while it waits', async () => {
    const server = await open([pending, pending, done]);
    const signals = new EventEmitter();

    const { problem } = await play({
      app: appAt(server.origin),
      device: true,
      signals,
      person: async () => void setImmediate(() => signals.emit('SIGINT')),
    });

    expect([problem?.code, problem?.exit]).toEqual(['interrupted', 130]);
    expect(server.asked).toHaveLength(1);
  });

  test('the time of a person who does not come is over', async () => {
    const server = await open([pending]);

    const { problem } = await play({
      app: appAt(server.origin),
      device: true,
      late: Promise.resolve(),
      person: nothing,
    });

    expect(problem?.code).toBe('sign_in.deadline');
  });

  test('works with a provider that nobody here wrote', async () => {
    const server = await openOidc();
    servers.push(server);
    const app = appAt(server.origin, { scopes: ['openid', 'offline_access'], parameters: {} });

    const { granted } = await play({
      app,
      device: true,
      pauses: [],
      person: ({ address, code }) => signInAsPerson(address, { code: code ?? '' }),
    });

    expect(granted?.token.reveal()).toMatch(/^\S{20,}$/);
  });
});
