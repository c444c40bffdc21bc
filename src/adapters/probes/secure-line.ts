import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { testFinding } from '../../kernel/test-finding.ts';
import { codeOf, type Line, reach } from './line.ts';
import { proxyFor } from './proxy.ts';
import { ended, within } from './stages.ts';

/** What leads to the outside: variables, and further authorities where tests bring their own. */
export interface Ways {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ca?: string;
}

/** A line to a host whose certificate was verified, through the proxy where one is set. The caller ends it. */
export async function secureLine(line: Line, { env, ca }: Ways): Promise<TLSSocket> {
  const { host, stages } = line;
  const proxy = proxyFor(host, env);
  const socket = proxy === undefined ? await reach(line) : await throughProxy(line, proxy, ca);
  return stages.during('tls', () => verified(line, socket, ca));
}

function verified({ host, signal, seconds }: Line, socket: Socket, ca: string | undefined): Promise<TLSSocket> {
  const name = /^[0-9.]+$|:/.test(host) ? {} : { servername: host };
  const secured = connectTls({ socket, host, ...name, ...(ca === undefined ? {} : { ca }) });
  const opened = new Promise<TLSSocket>((resolve, reject) => {
    secured.once('secureConnect', () => resolve(secured));
    secured.on('error', (error) =>
      reject(ended('tls', 'inconclusive', testFinding('certificate', { host, code: codeOf(error) }))),
    );
  });
  return within(signal, 'tls', host, seconds, opened).catch((error: unknown) => {
    secured.destroy();
    socket.destroy();
    throw error;
  });
}

async function throughProxy(line: Line, proxy: URL, ca: string | undefined): Promise<Socket> {
  const { host, port, signal, seconds, stages } = line;
  const secure = proxy.protocol === 'https:';
  const at = { ...line, host: proxy.hostname.replace(/^\[|\]$/g, ''), port: Number(proxy.port || (secure ? 443 : 80)) };
  const plain = await reach(at);
  const socket = secure ? await verified(at, plain, ca) : plain;
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const authorization =
    login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
  const led = new Promise<Socket>((resolve, reject) => {
    const call = request({
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...authorization },
      createConnection: () => socket,
    });
    call.once('connect', ({ statusCode = 0 }) => {
      if (statusCode >= 200 && statusCode < 300) resolve(socket);
      else reject(ended('reach', 'inconclusive', testFinding('proxy', { host, status: statusCode })));
    });
    call.on('error', (error) =>
      reject(ended('reach', 'inconclusive', testFinding('ended', { host, code: codeOf(error) }))),
    );
    call.end();
  });
  return stages
    .during('reach', () => within(signal, 'reach', host, seconds, led))
    .catch((error: unknown) => {
      socket.destroy();
      throw error;
    });
}
