import { describe, expect, test } from '@jest/globals';
import { createLimits, type LimitParts, placeOf } from '../../../src/adapters/limits/limits.ts';
import { createDigest } from '../../../src/adapters/system/digest.ts';
import type { Caller } from '../../../src/model/caller.ts';

const rates = { address: { burst: 3, perSecond: 2 }, caller: { burst: 2, perSecond: 1 } };

/** A server with limits and a clock of its own; the token `good` is let in, `limp` is let in and forbidden. */
function stage(more: Partial<LimitParts> = {}) {
  let at = Date.parse('2026-11-22T08:00:00.000Z');
  const limits = createLimits({ clock: () => new Date(at).toISOString(), digest: createDigest(), ...more });
  const served: string[] = [];
  const serve = limits.around(async (request, { address }) => {
    served.push(address);
    const token = request.headers.get('authorization');
    const status = token === null || token === 'Bearer good' ? 200 : token === 'Bearer limp' ? 403 : 401;
    return new Response('{}', { status });
  });
  const answer = (address: string, token?: string) =>
    serve(
      new Request(
        'http://cinch.example/',
        token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
      ),
      { address },
    );
  return {
    limits,
    served,
    answer,
    ask: async (address: string, token?: string) => (await answer(address, token)).status,
    pass: (seconds: number) => {
      at += seconds * 1000;
    },
  };
}

describe('an address', () => {
  test('may ask so much at once and so much a second, and is told when to come back', async () => {
    const { ask, answer, served, pass } = stage({ rates });
    const statuses = [];
    for (let each = 0; each < 4; each += 1) statuses.push(await ask('192.0.2.1'));
    const refused = await answer('192.0.2.1');

    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await refused.json()).toMatchObject({
      code: 'rate.exceeded',
      status: 429,
      exit: 12,
      retryable: true,
      retryAfter: 1,
    });
    expect(await ask('192.0.2.2')).toBe(200);
    expect(served).toHaveLength(4);

    pass(1);
    expect([await ask('192.0.2.1'), await ask('192.0.2.1'), await ask('192.0.2.1')]).toEqual([200, 200, 429]);
  });

  test('gains nothing by waiting longer than it takes, or by a clock that goes back', async () => {
    const { ask, pass } = stage({ rates });
    await ask('192.0.2.1');
    pass(3600);
    const statuses = [];
    for (let each = 0; each < 4; each += 1) statuses.push(await ask('192.0.2.1'));
    pass(-3600);
    statuses.push(await ask('192.0.2.1'));

    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:DB8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['[fe80::1%eth0]', 'fe80:0:0:0'],
  ])('%s counts as %s', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });

  test('is forgotten when too many others came: memory does not grow', async () => {
    const { ask } = stage({ rates, most: 2 });
    for (let each = 0; each < 3; each += 1) await ask('192.0.2.1');
    expect(await ask('192.0.2.1')).toBe(429);
    await ask('192.0.2.2');
    await ask('192.0.2.3');

    expect(await ask('192.0.2.1')).toBe(200);
  });
});

describe('an address from which tokens are refused', () => {
  const lockOut = { after: 3, firstSeconds: 5, mostSeconds: 60 };

  test('is locked, each time for longer, until it has been quiet', async () => {
    const { ask, answer, served, pass } = stage({ lockOut });
    const tried = async () => {
      const answered = await answer('192.0.2.1', 'guess');
      return answered.status === 429 ? Number(answered.headers.get('retry-after')) : answered.status;
    };
    const seen = [await tried(), await tried(), await tried(), await tried()];
    expect(seen).toEqual([401, 401, 401, 5]);
    expect(served).toHaveLength(3);

    for (const seconds of [5, 10, 20, 40, 60, 60]) {
      pass(seconds);
      expect(await tried()).toBe(401);
      expect(await tried()).toBe(Math.min(60, seconds * 2));
    }
    pass(121);
    expect([await tried(), await tried(), await tried(), await tried()]).toEqual([401, 401, 401, 5]);
    expect(await ask('192.0.2.9', 'good')).toBe(200);
  });

  test('still serves whoever was let in from there, and nobody new', async () => {
    const { ask, answer } = stage({ lockOut });
    expect(await ask('192.0.2.1', 'good')).toBe(200);
    for (let each = 0; each < 3; each += 1) await ask('192.0.2.1', `guess-${each}`);

    expect(await ask('192.0.2.1', 'good')).toBe(200);
    expect(await (await answer('192.0.2.1', 'other')).json()).toMatchObject({ code: 'rate.locked' });
  });

  test('is not locked by requests without a token, nor by callers who may not do something', async () => {
    const { ask } = stage({ lockOut });
    for (let each = 0; each < 9; each += 1) await ask('192.0.2.1');
    for (let each = 0; each < 9; each += 1) await ask('192.0.2.1', 'limp');

    expect(await ask('192.0.2.1', 'good')).toBe(200);
  });
});

describe('a caller', () => {
  const ana: Caller = {
    kind: 'identity',
    principal: 'user',
    issuer: 'https://login.example',
    subject: 'ana',
    email: null,
    displayName: 'Ana',
    groups: [],
    appRoles: [],
  };
  const request = new Request('http://cinch.example/');

  test('may ask so much whatever address and token it comes with', async () => {
    const { limits, pass } = stage({ rates });
    const authenticate = limits.callers(async () => ({ ...ana }));
    await authenticate(request);
    await authenticate(request);

    await expect(authenticate(request)).rejects.toMatchObject({ code: 'rate.exceeded', members: { retryAfter: 1 } });
    pass(1);
    expect(await authenticate(request)).toEqual(ana);
  });

  test('cannot use up what the holder of a token may ask by knowing its id', async () => {
    const { limits } = stage({ rates });
    const by = (secretSum: string) => limits.callers(async () => ({ kind: 'token', token: 'abcd1234', secretSum }));
    for (let each = 0; each < 2; each += 1) await by('guess')(request);

    await expect(by('guess')(request)).rejects.toMatchObject({ code: 'rate.exceeded' });
    expect(await by('known')(request)).toMatchObject({ kind: 'token' });
  });
});
