import { type ChildProcess, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentTerms } from '../../src/model/terms.ts';
import type { Finding } from './finding.ts';
import type { Place } from './place.ts';
import { inTurn } from './ratio.ts';

const server = fileURLToPath(new URL('./api-server.ts', import.meta.url));
const clients = 16;
const manage = '/v1/instances/one/manage';

interface Case {
  readonly what: string;
  /** What is sent, for the number of a request; nothing to send is a question. */
  readonly api: (at: number) => readonly [path: string, body?: object];
  readonly bare: (at: number) => readonly [path: string, body?: object];
  /** How many times the time of a bare route it may take: one over the part of its requests that a second has to hold. */
  readonly bar: number;
  readonly times: number;
}

/** Requests through the API beside bare routes that do one statement on the same database, of as many clients at once. */
export async function api(place: Place): Promise<Finding[]> {
  const home = place.copyOf(await place.home(1_000));
  const name = (at: number) => home.names[at % home.names.length] ?? '';
  const added = (at: number) => ({
    type: 'experian',
    displayName: `Added ${at}`,
    settings: { userId: 'contoso01', partyId: '123456', modelNumber: '7890' },
    terms: currentTerms(),
  });
  const cases: readonly Case[] = [
    {
      what: 'list of 50 connections',
      api: () => [`${manage}/connections?limit=50`],
      bare: () => ['/connections'],
      bar: 1 / 0.6,
      times: 1_000,
    },
    {
      what: 'show of a connection',
      api: (at) => [`${manage}/connections/${name(at)}`],
      bare: (at) => [`/connections/${name(at)}`],
      bar: 1 / 0.6,
      times: 2_000,
    },
    {
      what: 'adding a connection',
      api: (at) => [`${manage}/connections`, added(at)],
      bare: (at) => ['/connections', added(at)],
      bar: 1 / 0.4,
      times: 500,
    },
  ];
  const path = join(home.folder, 'environments', 'bench.db');
  const child = spawn(process.execPath, [server, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  try {
    const [apiPort = 0, barePort = 0] = await ports(child);
    const findings: Finding[] = [];
    for (const { what, api: ours, bare, bar, times } of cases) {
      const took: number[] = [];
      let next = 0;
      const round = (port: number, of: Case['api'], keep: boolean) => async () => {
        const from = performance.now();
        const until = next + (place.quick ? times / 5 : times);
        const client = async () => {
          while (next < until) {
            const began = performance.now();
            await ask(agent, port, of(next++));
            if (keep) took.push(performance.now() - began);
          }
        };
        await Promise.all(Array.from({ length: clients }, client));
        return performance.now() - from;
      };
      const ratio = await inTurn(place.quick ? 3 : 9, round(apiPort, ours, true), round(barePort, bare, false));
      findings.push({ what: `${what} (${spread(took)})`, against: 'a bare route with one statement', ratio, bar });
    }
    return findings;
  } finally {
    agent.destroy();
    child.stdin?.end();
  }
}

function ports(child: ChildProcess): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (line) => resolve(JSON.parse(String(line)) as number[]));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

function ask(agent: Agent, port: number, [path, body]: readonly [path: string, body?: object]): Promise<void> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    authorization: 'Bearer bench',
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, host: '127.0.0.1', port, path, method: text === undefined ? 'GET' : 'POST', headers },
      (answer) => {
        answer.resume();
        answer.once('end', () =>
          (answer.statusCode ?? 500) < 300 ? resolve() : reject(new Error(`${path} was answered ${answer.statusCode}`)),
        );
      },
    );
    sent.once('error', reject);
    sent.end(text);
  });
}

/** What a request through the API took: half of them, nineteen of twenty, and all but one of a hundred. */
function spread(took: number[]): string {
  took.sort((one, other) => one - other);
  const at = (part: number) => (took[Math.floor(part * took.length)] ?? Number.NaN).toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} ms`;
}
