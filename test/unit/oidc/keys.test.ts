import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { reasonOf } from '../../../src/adapters/oidc/refusal.ts';
import { createVerifier } from '../../../src/adapters/oidc/verifier.ts';
import { isProblem, type Problem } from '../../../src/kernel/problem.ts';
import { audience, entraIssuer, issuerOfTests, now, ofPerson } from '../../support/token-maker.ts';

async function stage() {
  const issuer = await issuerOfTests();
  let at = Date.parse(now);
  const verify = createVerifier({
    issuer: entraIssuer,
    audience,
    fetch: issuer.fetch,
    clock: () => new Date(at).toISOString(),
  });
  return {
    issuer,
    verify,
    pass: (seconds: number) => {
      at += seconds * 1000;
    },
    /** A token that is good at the time. */
    token: (more: object = {}, header: object = {}) => {
      const seconds = at / 1000;
      return issuer.sign({ ...ofPerson, iat: seconds, nbf: seconds, exp: seconds + 3600, ...more }, header);
    },
  };
}

async function refusal(work: Promise<unknown>): Promise<Problem> {
  const came = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (isProblem(came)) return came;
  throw came ?? new Error('nothing was refused');
}

const broken: readonly [string, () => Response | Promise<Response>][] = [
  ['does not answer', () => Promise.reject(new Error('ECONNREFUSED'))],
  ['fails', () => new Response('', { status: 500 })],
  ['leads elsewhere', () => new Response('', { status: 302, headers: { location: 'https://evil.example' } })],
  ['answers with no JSON', () => new Response('<html>')],
  ['answers without an end', () => new Response('x'.repeat(600_000))],
  [
    'speaks for another',
    () => Response.json({ issuer: 'https://evil.example', jwks_uri: 'https://evil.example/keys' }),
  ],
  ['has its keys on an open line', () => Response.json({ issuer: entraIssuer, jwks_uri: 'http://login.example/keys' })],
  [
    'publishes what are no keys',
    () => Response.json({ issuer: entraIssuer, jwks_uri: `${entraIssuer}/keys`, keys: 1 }),
  ],
];

describe('keys of an issuer', () => {
  test('are asked for once, however many tokens come', async () => {
    const { issuer, verify, token } = await stage();

    await Promise.all([verify(await token()), verify(await token()), verify(await token())]);
    await verify(await token());

    expect(issuer.asked).toEqual([`${entraIssuer}/.well-known/openid-configuration`, `${entraIssuer}/keys`]);
  });

  test.each(broken)('that %s are no fault of the token: the server says to come back', async (_, answers) => {
    const { issuer, verify, token } = await stage();
    issuer.answers = answers;

    const refused = await refusal(verify(await token()));

    expect(refused).toMatchObject({ code: 'token.unjudged', status: 503, exit: 12, retryable: true });
    expect(refused.members.retryAfter).toBe(30);
    expect(issuer.asked.some((address) => address.includes('evil'))).toBe(false);
  });

  test('that are known serve on while the issuer is out of reach, for a day', async () => {
    const { issuer, verify, token, pass } = await stage();
    await verify(await token());
    issuer.answers = () => Promise.reject(new Error('down'));

    pass(23 * 3600);
    expect(await verify(await token())).toMatchObject({ principal: 'user' });
    pass(2 * 3600);
    expect((await refusal(verify(await token()))).code).toBe('token.unjudged');
  });

  test('that are withdrawn count no longer once they are looked at again', async () => {
    const { issuer, verify, token, pass } = await stage();
    const old = await token();
    await verify(old);
    await issuer.rotate();

    pass(11 * 60);
    expect(reasonOf(await refusal(verify(old)))).toBe('key');
    pass(60);
    expect(await verify(await token())).toMatchObject({ principal: 'user' });
  });

  test('that are new are asked for at once, and within half a minute of that not said to be wrong', async () => {
    const { issuer, verify, token, pass } = await stage();
    await verify(await token());

    pass(10);
    await issuer.rotate();
    const soon = await refusal(verify(await token()));
    expect([soon.code, soon.members.retryAfter]).toEqual(['token.unjudged', 20]);

    pass(20);
    expect(await verify(await token())).toMatchObject({ principal: 'user' });
  });

  test('that nobody has cost the issuer two questions in half a minute, not one a token', async () => {
    const { issuer, verify, token, pass } = await stage();
    await verify(await token());
    pass(31);
    issuer.asked.length = 0;

    const codes = [];
    for (let each = 0; each < 200; each += 1)
      codes.push((await refusal(verify(await token({}, { kid: `made-up-${each}` })))).code);

    expect(issuer.asked.length).toBe(2);
    expect(codes[0]).toBe('token.refused');
    expect(new Set(codes.slice(1))).toEqual(new Set(['token.unjudged']));
  });

  test('are not asked for by a token that is for another service', async () => {
    const { issuer, verify, token } = await stage();

    await refusal(verify(await token({ aud: 'https://graph.microsoft.com' })));

    expect(issuer.asked).toEqual([]);
  });

  test('may stand at an address that was configured, which is asked alone', async () => {
    const { issuer, token } = await stage();
    const keys = `${entraIssuer}/keys`;
    const verify = createVerifier({ issuer: entraIssuer, audience, keys, fetch: issuer.fetch, clock: () => now });

    await verify(await token());

    expect(issuer.asked).toEqual([keys]);
  });

  test('are not looked for where a real answer leads to', async () => {
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { token } = await stage();
    const verify = createVerifier({ issuer, audience, fetch, clock: () => now });

    const refused = await refusal(verify(await token({ iss: issuer })));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));

    expect(refused.code).toBe('token.unjudged');
    expect(asked).toEqual(['/.well-known/openid-configuration']);
  });

  test('are not asked for by a token of another issuer', async () => {
    const { issuer, verify, token } = await stage();

    await refusal(verify(await token({ iss: 'https://login.evil.example' })));

    expect(issuer.asked).toEqual([]);
  });
});
