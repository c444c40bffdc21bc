import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type AnsweringParts, createAnswering } from '../../../src/adapters/serving/answering.ts';
import { type Certificate, type Listening, listen } from '../../../src/adapters/serving/listen.ts';
import { createLog } from '../../../src/adapters/serving/log.ts';
import { createMetrics } from '../../../src/adapters/serving/metrics.ts';
import { createPeers, networks } from '../../../src/adapters/serving/peer.ts';
import { createPlaceCheck } from '../../../src/adapters/serving/place.ts';
import { createRoutes } from '../../../src/adapters/serving/routes.ts';

const open: Listening[] = [];
afterEach(async () => {
  for (const it of open.splice(0)) await it.stop(0);
});

interface Served {
  readonly url: string;
  readonly lines: readonly Record<string, unknown>[];
  readonly listening: Listening;
}

interface Given extends Partial<AnsweringParts> {
  readonly certificate?: Certificate;
  readonly proxies?: readonly string[];
  readonly publicUrl?: string;
}

async function serving({ certificate, proxies = [], publicUrl, ...given }: Given = {}): Promise<Served> {
  const lines: Record<string, unknown>[] = [];
  let ids = 0;
  const answer = createAnswering({
    api: async (request) => Response.json({ at: new URL(request.url).pathname }),
    refusal: createPlaceCheck({ host: '127.0.0.1', publicUrl }),
    description: { service: 'cinch' },
    routeOf: createRoutes(['/v1/instances', '/v1/instances/{instanceId}']),
    callerOf: () => undefined,
    log: createLog(
      (line) => lines.push(JSON.parse(line)),
      () => '2026-01-01T00:00:00.000Z',
    ),
    metrics: createMetrics(),
    newId: () => `id-${++ids}`,
    nowMs: () => performance.now(),
    tellsMetrics: true,
    ...given,
  });
  const trusted = networks(proxies);
  if (typeof trusted === 'string') throw new Error(trusted);
  const peerOf = createPeers(trusted);
  const listening = await listen({ host: '127.0.0.1', port: 0, certificate, peerOf, answer });
  open.push(listening);
  return { url: listening.url, lines, listening };
}

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** As `fetch`, which would set the host and refuse an origin of its own accord. */
function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = ask(url, { headers, method, agent: false }, (answer) => {
      let body = '';
      answer.on('data', (bytes) => {
        body += bytes;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

describe('who may ask', () => {
  test.each([
    ['the address itself', {}, 200],
    ['a name of this machine on a forwarded port', { host: 'localhost:9' }, 200],
    ['the address that people use', { host: 'cinch.example' }, 200],
    ['a name that somebody made to lead here', { host: 'evil.example' }, 403],
    ['a name that starts alike', { host: 'localhost.evil.example' }, 403],
    ['another port of the address that people use', { host: 'cinch.example:81' }, 403],
    ['a page of this server', { host: 'cinch.example', origin: 'https://cinch.example' }, 200],
    ['a page of another site', { origin: 'https://evil.example' }, 403],
    ['a page of nowhere', { origin: 'null' }, 403],
    ['a page of another server on this machine', { origin: 'http://localhost:3000' }, 403],
  ])('%s', async (_, headers, status) => {
    const { url } = await serving({ publicUrl: 'https://cinch.example' });

    for (const path of ['/v1/instances', '/healthz', '/metrics'])
      expect([path, (await get(`${url}${path}`, headers as never)).status]).toEqual([path, status]);
  });

  test('is judged by what a proxy says only where the proxy is trusted', async () => {
    const said = { host: 'inner', 'x-forwarded-host': 'cinch.example', 'x-forwarded-proto': 'https' };
    const trusting = await serving({ publicUrl: 'https://cinch.example', proxies: ['127.0.0.0/8'] });
    const wary = await serving({ publicUrl: 'https://cinch.example', proxies: ['10.0.0.0/8'] });

    expect((await get(`${trusting.url}/v1/instances`, { ...said, 'x-forwarded-for': '203.0.113.9' })).status).toBe(200);
    expect((await get(`${wary.url}/v1/instances`, { ...said, 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
  });
});

describe('the address of a caller', () => {
  const peers = createPeers(networks(['10.0.0.0/8', '127.0.0.1', '2001:db8::/32']) as never);
  const from = (address: string, chain?: string) =>
    peers({
      address,
      secure: false,
      headers: new Headers({ host: 'a', ...(chain === undefined ? {} : { 'x-forwarded-for': chain }) }),
    });

  test.each([
    ['203.0.113.9', undefined, '203.0.113.9'],
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', '1.2.3.4, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
    ['::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['2001:db8::1', '198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', '198.51.100.1, <script>', '10.0.0.1'],
  ])('connection from %s, forwarded for %s', (address, chain, caller) => {
    expect(from(address, chain).address).toBe(caller);
  });

  test('counts as this machine itself only where no proxy stands between', () => {
    expect(from('127.0.0.1').local).toBe(true);
    expect(from('::ffff:127.0.0.1').local).toBe(true);
    expect(from('127.0.0.1', '198.51.100.1').local).toBe(false);
    expect(
      createPeers(networks([]) as never)({
        address: '127.0.0.1',
        secure: false,
        headers: new Headers({ 'x-forwarded-for': '::1' }),
      }).local,
    ).toBe(false);
    expect(from('10.0.0.1', '127.0.0.1').local).toBe(false);
  });

  test.each(['10.0.0.0/33', '10.0.0.0/-1', '10.0.0/8', 'example.com', '10.0.0.0/8/8', '::/129', ''])(
    'no network is %p',
    (text) => {
      expect(networks([text])).toBe(text);
    },
  );
});

describe('what is told of requests', () => {
  test('is one line each, with nothing that a header, a query or a body said', async () => {
    const { url, lines } = await serving({ callerOf: () => 'abcd1234' });
    const canary = 'canary-5f3a';

    await get(`${url}/v1/instances/${canary}?${canary}=${canary}`, {
      authorization: `Bearer ${canary}`,
      'x-request-id': `${canary}"`,
    });
    await get(`${url}/${canary}`, { 'x-request-id': 'deploy-2026_11_22' }, 'PROPFIND');

    expect(lines).toEqual([
      {
        time: '2026-01-01T00:00:00.000Z',
        level: 'info',
        event: 'request',
        requestId: 'id-1',
        method: 'GET',
        route: '/v1/instances/{instanceId}',
        status: 200,
        ms: expect.any(Number),
        caller: 'abcd1234',
      },
      expect.objectContaining({ requestId: 'deploy-2026_11_22', method: 'OTHER', route: 'other' }),
    ]);
    expect(JSON.stringify(lines)).not.toContain(canary);
  });

  test('names the place of a fault, and tells the caller neither its message nor its trace', async () => {
    const api = async () => {
      throw new TypeError('canary-5f3a');
    };
    const { url, lines } = await serving({ api });

    const { status, body, headers } = await get(`${url}/v1/instances`);

    expect([status, headers['content-type']]).toEqual([500, 'application/problem+json']);
    expect(JSON.parse(body)).toMatchObject({ code: 'bug' });
    expect(`${body}${JSON.stringify(lines)}`).not.toMatch(/canary|\\n/);
    expect(lines[0]).toMatchObject({ level: 'error', event: 'fault', name: 'TypeError' });
    expect(headers['x-request-id']).toBe('id-1');
  });

  test('is counted for Prometheus by route pattern, and told to this machine alone', async () => {
    const { url } = await serving();
    await get(`${url}/v1/instances/canary-one`);
    await get(`${url}/v1/instances/canary-two`);
    await get(`${url}/canary/up`);

    const { body, headers } = await get(`${url}/metrics`);

    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('cinch_http_requests_total{method="GET",route="/v1/instances/{instanceId}",status="200"} 2');
    expect(body).toContain('cinch_http_requests_total{method="GET",route="other",status="200"} 1');
    expect(body).not.toMatch(/canary/);
    expect((await get(`${url}/metrics`, { 'x-forwarded-for': '127.0.0.1' })).status).toBe(404);
  });
});

describe('a server that stops', () => {
  test('answers what runs, takes nothing new, and lets idle connections go', async () => {
    let finish = () => {};
    let begun = () => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const api = async () => {
      begun();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return Response.json({ done: true });
    };
    const { url, listening } = await serving({ api });
    const answered = get(`${url}/v1/instances`);
    await running;

    const stopped = listening.stop(10_000);
    await expect(get(`${url}/healthz`)).rejects.toThrow('ECONNREFUSED');
    finish();

    expect([(await answered).body, await stopped]).toEqual(['{"done":true}', true]);
  });

  test('ends what does not end by itself', async () => {
    let begun = () => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const api = () => {
      begun();
      return new Promise<Response>(() => undefined);
    };
    const { url, listening } = await serving({ api });
    const answered = get(`${url}/v1/instances`);
    answered.catch(() => undefined);
    await running;

    expect(await listening.stop(0)).toBe(false);
    await expect(answered).rejects.toThrow();
  });
});

describe('an address', () => {
  test('that is taken is refused by its name', async () => {
    const { url } = await serving();
    const port = Number(new URL(url).port);
    const answer = async () => new Response();

    await expect(
      listen({ host: '127.0.0.1', port, certificate: undefined, peerOf: createPeers(networks([]) as never), answer }),
    ).rejects.toMatchObject({ code: 'serving.address', detail: `\`127.0.0.1:${port}\` is taken by another program` });
  });

  test('answers a head that is too large, or no HTTP, and goes on', async () => {
    const { url } = await serving();
    expect((await get(`${url}/healthz`, { 'x-long': 'a'.repeat(20_000) })).status).toBe(431);

    const port = Number(new URL(url).port);
    const said = await new Promise<string>((resolve, reject) => {
      let all = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('\u0016\u0003\u0001 hello\r\n\r\n'));
      socket.on('data', (bytes) => {
        all += bytes;
      });
      socket.on('close', () => resolve(all)).on('error', reject);
    });
    expect(said).toContain('400 Bad Request');
    expect((await get(`${url}/healthz`)).status).toBe(200);
  });
});
