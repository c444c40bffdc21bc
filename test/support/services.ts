import { createServer as createProxy } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createTestAuthority } from './test-authority.ts';

/** One request as it came in. */
export interface Came {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is text. */
  readonly body?: unknown;
}

export interface Services {
  /** For `HTTPS_PROXY`, and the certificate for `NODE_EXTRA_CA_CERTS`. */
  readonly proxy: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly came: Came[];
  /** Every host that somebody wanted to be led to. */
  readonly hosts: string[];
  /** Ports that are led to in place of the server of the tests. */
  readonly lead: Map<string, number>;
  /** Decides the answer to a request. */
  answer: (came: Came) => Answer | 'silent' | 'reset' | 'cut';
  close(): Promise<void>;
}

/** Services under their real names: a proxy on this machine leads there whoever connects through it. No other host is ever reached. */
export async function openServices(names: readonly string[]): Promise<Services> {
  const { ca, cert, key } = createTestAuthority(names);
  const sockets = new Set<Socket>();
  const server = createServer({ cert, key }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const came = { host: headers.host ?? '', method, path, headers, body: Buffer.concat(parts).toString() };
      services.came.push(came);
      const answer = services.answer(came);
      if (answer === 'silent') return;
      if (answer === 'reset') return void request.socket.destroy();
      if (answer === 'cut') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"half":');
        return void setImmediate(() => request.socket.destroy());
      }
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(text);
    });
  });
  const proxy = createProxy();
  proxy.on('connect', ({ url = '' }, near: Socket) => {
    const [host = ''] = url.split(':');
    services.hosts.push(host);
    const far = connect(services.lead.get(host) ?? (server.address() as AddressInfo).port, '127.0.0.1', () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      near.pipe(far).pipe(near);
    });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
  });
  for (const it of [server, proxy]) {
    it.on('connection', (socket: Socket) => sockets.add(socket));
    await new Promise<void>((resolve) => it.listen(0, '127.0.0.1', resolve));
  }
  const services: Services = {
    proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    ca,
    cert,
    key,
    came: [],
    hosts: [],
    lead: new Map(),
    answer: () => ({ status: 404 }),
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([server, proxy].map((it) => new Promise((resolve) => it.close(resolve))));
    },
  };
  return services;
}
