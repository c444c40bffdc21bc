import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { getRequestListener } from '@hono/node-server';
import { problem } from '../../kernel/problem.ts';
import type { Answer } from './answering.ts';
import type { Peer } from './peer.ts';

/** A certificate with the key to it, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface ListenParts {
  readonly host: string;
  readonly port: number;
  readonly certificate: Certificate | undefined;
  readonly peerOf: (arrived: { address: string; secure: boolean; headers: Headers }) => Peer;
  readonly answer: Answer;
}

/** A process that listens. */
export interface Listening {
  /** Where it does, with the port that the system chose where none was asked for. */
  readonly url: string;
  renew(certificate: Certificate): void;
  /** Takes no more requests, and waits for those that run; false where some still did after that time. */
  stop(graceMs: number): Promise<boolean>;
}

const limits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
};
const connections = 1_000;

/** Listens for HTTP, or for HTTPS where there is a certificate, and gives whole requests to be answered. */
export async function listen({ host, port, certificate, peerOf, answer }: ListenParts): Promise<Listening> {
  let running = 0;
  let stopping = false;
  let drained = () => {};
  const asFetch = getRequestListener(async (request, { incoming }) => {
    const { socket } = incoming as IncomingMessage;
    const secure = (socket as TLSSocket).encrypted === true;
    return answer(request, peerOf({ address: socket.remoteAddress ?? '', secure, headers: request.headers }));
  });
  const listener: RequestListener = (incoming, outgoing) => {
    running += 1;
    if (stopping) outgoing.setHeader('connection', 'close');
    outgoing.once('close', () => {
      running -= 1;
      if (running === 0) drained();
    });
    void asFetch(incoming, outgoing);
  };
  const server: Server | TlsServer =
    certificate === undefined
      ? createServer(limits, listener)
      : createTlsServer({ ...limits, ...certificate, minVersion: 'TLSv1.2' }, listener);
  server.maxConnections = connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const says = troubles[error.code ?? ''] ?? `cannot be listened on (${error.code ?? 'unknown'})`;
      reject(problem('serving.address', { address: addressOf(host, port), says }));
    });
    server.listen({ host, port, exclusive: true }, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://${addressOf(host, bound)}`,
    renew(next) {
      if ('setSecureContext' in server) server.setSecureContext({ ...next, minVersion: 'TLSv1.2' });
    },
    async stop(graceMs) {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const done = new Promise<boolean>((resolve) => {
        drained = () => resolve(true);
        if (running === 0) resolve(true);
        setTimeout(() => resolve(false), graceMs).unref();
      });
      const all = await done;
      server.closeAllConnections();
      await closed;
      return all;
    },
  };
}

const troubles: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program',
  EACCES: 'may not be listened on by this account',
  EADDRNOTAVAIL: 'is no address of this machine',
  ENOTFOUND: 'is no address of this machine',
};

function addressOf(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
