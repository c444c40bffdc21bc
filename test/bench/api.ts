import { join } from 'node:path';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { newId } from '../../src/adapters/system/new-id.ts';
import { pause } from '../../src/adapters/system/pause.ts';
import { createRemote } from '../../src/http/remote/create-remote.ts';
import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Environment } from '../../src/model/environment.ts';
import { currentTerms } from '../../src/model/terms.ts';
import { door } from './door.ts';
import type { Finding } from './finding.ts';
import type { Place } from './place.ts';
import { inTurn, ratioOf, warmUps } from './ratio.ts';
import { clients, type Sent, type Served, serve } from './served.ts';
import { emptyStore } from './store.ts';

const manage = '/v1/instances/one/manage';

interface Case {
  readonly what: string;
  /** What is sent, for the number of a request. */
  readonly api: (at: number) => Sent;
  readonly bare: (at: number) => Sent;
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
  const list: Case = {
    what: 'list of 50 connections',
    api: () => [`${manage}/connections?limit=50`],
    bare: () => ['/connections'],
    bar: 1 / 0.6,
    times: 1_000,
  };
  const show: Case = {
    what: 'show of a connection',
    api: (at) => [`${manage}/connections/${name(at)}`],
    bare: (at) => [`/connections/${name(at)}`],
    bar: 1 / 0.6,
    times: 2_000,
  };
  const adding: Case = {
    what: 'adding a connection',
    api: (at) => [`${manage}/connections`, added(at)],
    bare: (at) => ['/connections', added(at)],
    bar: 1 / 0.4,
    times: 500,
  };
  const served = await serve(place.folder, join(home.folder, 'environments', 'bench.db'));
  try {
    const findings: Finding[] = [];
    for (const it of [list, show, adding]) findings.push(await compare(served, it, place));
    findings.push(await memory(served, (at) => (at % 2 === 0 ? show : list).api(at), place));
    return [...findings, await applied(place)];
  } finally {
    served.end();
  }
}

async function compare(served: Served, { what, api: ours, bare, bar, times }: Case, place: Place): Promise<Finding> {
  const took: number[] = [];
  const a = { requests: 0, ms: 0 };
  const b = { requests: 0, ms: 0 };
  let next = 0;
  const round = (port: number, of: Case['api'], rate: typeof a, keep: boolean) => async (turn: number) => {
    const count = place.quick ? times / 5 : times;
    const ms = await together(count, async () => {
      const began = performance.now();
      await served.ask(port, of(next++));
      if (keep && turn >= warmUps) took.push(performance.now() - began);
    });
    if (turn >= warmUps) {
      rate.requests += count;
      rate.ms += ms;
    }
    return ms;
  };
  const ratio = await inTurn(
    place.quick ? 3 : 9,
    round(served.apiPort, ours, a, true),
    round(served.barePort, bare, b, false),
  );
  const perSecond = ({ requests, ms }: typeof a) => Math.round((requests / ms) * 1000).toLocaleString('en');
  return {
    what: `${what} (${perSecond(a)} a second, ${spread(took)})`,
    against: `a bare route with one statement (${perSecond(b)} a second)`,
    ratio,
    bar,
  };
}

/** The milliseconds that so many requests take, as many clients at once asking as there are. */
async function together(count: number, one: () => Promise<void>): Promise<number> {
  const from = performance.now();
  let left = count;
  const client = async () => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: clients }, client));
  return performance.now() - from;
}

/** What a server holds after many requests, beside what it held when it was warm. */
async function memory(served: Served, of: (at: number) => Sent, { quick }: Place): Promise<Finding> {
  const [few, many] = quick ? [1_000, 10_000] : [10_000, 100_000];
  let next = 0;
  const ask = () => served.ask(served.apiPort, of(next++));
  await together(few, ask);
  const warm = served.memory();
  await together(many - few, ask);
  const now = served.memory();
  const told = (count: number, megabytes: number) => `${count.toLocaleString('en')} (${Math.round(megabytes)} MB)`;
  return {
    what: `server memory after reads: ${told(many, now)}`,
    against: `the same server after ${told(few, warm)}`,
    ratio: ratioOf([now / warm]),
  };
}

/** 10,000 changes in one list through a real port, beside the same list by the local door; both stores grow alike. */
async function applied({ folder, quick }: Place): Promise<Finding> {
  const [there, here] = [join(folder, 'remote.db'), join(folder, 'local.db')];
  await emptyStore(there);
  await emptyStore(here);
  const served = await serve(folder, there);
  const local = door(here);
  const remote = createRemote({
    url: `http://127.0.0.1:${served.apiPort}`,
    instance: 'one',
    fetch,
    token: async () => secretValue('bench'),
    clock: systemClock,
    pause,
    timeoutMs: 600_000,
    newId,
  });
  const took = { remote: [] as number[], local: [] as number[] };
  const turn = (environment: Environment, kept: number[]) => async (at: number) => {
    const changes = Array.from({ length: 10_000 }, (_, number) => ({
      change: 'connection.add' as const,
      type: 'mailchimp',
      displayName: `Newsletter ${at} ${number}`,
      settings: { clientId: `cinch-app-${number}` },
      terms: currentTerms(),
    }));
    const from = performance.now();
    await environment.apply(changes);
    kept.push(performance.now() - from);
    return kept.at(-1) ?? Number.NaN;
  };
  try {
    const ratio = await inTurn(quick ? 1 : 5, turn(remote, took.remote), turn(local, took.local));
    const seconds = (kept: number[]) =>
      `${((kept.toSorted((a, b) => a - b)[kept.length >> 1] ?? 0) / 1000).toFixed(2)} s`;
    return {
      what: `10,000 changes in one list to a server (${seconds(took.remote)})`,
      against: `the same list by the local door (${seconds(took.local)})`,
      ratio,
    };
  } finally {
    await remote.close();
    await local.close();
    served.end();
  }
}

/** What a request through the API took: half of them, nineteen of twenty, and all but one of a hundred. */
function spread(took: number[]): string {
  took.sort((one, other) => one - other);
  const at = (part: number) => (took[Math.floor(part * took.length)] ?? Number.NaN).toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} ms`;
}
