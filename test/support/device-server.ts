import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = { readonly error: string } | { readonly [member: string]: unknown };

/** A service that signs in on another device: what it answers each time it is asked whether the person is done. */
export async function openDeviceServer(answers: readonly Answer[], code: object = {}) {
  const asked: URLSearchParams[] = [];
  const left = [...answers];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    asked.push(new URLSearchParams(body));
    const answer =
      request.url === '/device/auth'
        ? {
            device_code: 'dev1ce-c0de-canary',
            user_code: 'WDJB-MJHT',
            verification_uri: 'https://login.partner.example/device',
            expires_in: 600,
            interval: 2,
            ...code,
          }
        : (left.shift() ?? { error: 'expired_token' });
    response.writeHead('error' in answer ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
