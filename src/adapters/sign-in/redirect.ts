import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { problem } from '../../kernel/problem.ts';

/** What a browser is shown: an answer that was waited for, and anything else. */
export interface RedirectPages {
  readonly received: string;
  readonly stranger: string;
}

/** A port of this machine at which the service's answer is waited for, and nothing else. */
export interface Redirect {
  readonly address: string;
  /** The first answer that carries the state of this run. */
  readonly answer: Promise<URL>;
  /** Whether something came that does not. */
  readonly strangers: () => boolean;
  readonly close: () => void;
}

interface Listening {
  readonly port: number;
  readonly host: '127.0.0.1' | 'localhost';
  readonly state: string;
  readonly pages: RedirectPages;
}

const path = '/callback';

/**
 * Waits at a port that only this machine reaches. A stranger who finds it can neither end the sign-in nor slip in a code:
 * what does not carry the state is turned away, and what comes after the answer too.
 */
export async function waitForRedirect({ port, host, state, pages }: Listening): Promise<Redirect> {
  let found: (answer: URL) => void = () => undefined;
  const answer = new Promise<URL>((resolve) => {
    found = resolve;
  });
  let strange = false;
  let done = false;
  const server = createServer((request, response) => {
    const came = answerIn(request, state);
    if (typeof came === 'number' || done) {
      strange ||= typeof came === 'number' && came === 403;
      return end(response, typeof came === 'number' ? came : 410, pages.stranger);
    }
    done = true;
    end(response, 200, pages.received);
    found(came);
  });
  server.headersTimeout = 10_000;
  server.maxConnections = 20;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(problem('sign_in.port', { port, code: error.code ?? 'unknown' })),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: open } = server.address() as AddressInfo;
  return {
    address: `http://${host}:${open}${path}`,
    answer,
    strangers: () => strange,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

// The answer, or the status for what is none. A page elsewhere that leads a browser here names another host.
function answerIn({ method, url, headers, socket }: IncomingMessage, state: string): URL | number {
  const hosts = [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`];
  if (!hosts.includes(headers.host ?? '')) return 400;
  if (method !== 'GET') return 405;
  const address = `http://${hosts[0]}${url}`;
  if (!URL.canParse(address)) return 400;
  const came = new URL(address);
  if (came.pathname !== path) return 404;
  if (came.searchParams.getAll('state').join() !== state) return 403;
  return carries(came, state) ? came : 400;
}

/** Whether this is an answer to the sign-in of this state: one code or one error, and nothing said twice. */
export function carries({ searchParams }: URL, state: string): boolean {
  const each = (name: string) => searchParams.getAll(name);
  const [states, answers] = [each('state'), [...each('code'), ...each('error')]];
  return states.length === 1 && states[0] === state && answers.length === 1 && each('iss').length <= 1;
}

// The address of the page holds a code, so it goes nowhere from here.
function end(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  });
  response.end(page);
}
