import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { proxiedFetch } from '../../../src/adapters/system/proxied-fetch.ts';
import { isProblem } from '../../../src/kernel/problem.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

test('a request goes through the proxy that the surroundings name, and past it where they say so', async () => {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  const HTTPS_PROXY = `http://127.0.0.1:${await listening(proxy)}`;

  const through = await proxiedFetch({ HTTPS_PROXY });
  await expect(through('https://login.partner.example/token')).rejects.toThrow();
  expect(asked).toEqual(['login.partner.example:443']);

  const past = await proxiedFetch({ HTTPS_PROXY, NO_PROXY: '127.0.0.1' });
  await expect(past('https://127.0.0.1:1/token')).rejects.toThrow();
  expect(asked).toHaveLength(1);
});

test.each([
  'proxy.example',
  'socks5://127.0.0.1:9',
  'http://a b:1',
  'http://ana:p%zz@127.0.0.1:9',
  'http://ana:CANARY@:9',
])('what is no address of a proxy is told as that, and nothing of it: %s', async (HTTPS_PROXY) => {
  const error: unknown = await proxiedFetch({ HTTPS_PROXY }).catch((thrown: unknown) => thrown);

  if (!isProblem(error)) throw error;
  expect([error.code, error.exit, error.detail]).toEqual([
    'proxy.unusable',
    2,
    expect.stringMatching(/^`HTTPS_PROXY` holds no address of a proxy/),
  ]);
  expect(JSON.stringify(error)).not.toContain('CANARY');
});

test('without one it is the platform’s own', async () => {
  expect(await proxiedFetch({ HTTPS_PROXY: '' })).toBe(fetch);
});
