import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresStores } from '../../src/adapters/postgres/stores.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { newId } from '../../src/adapters/system/new-id.ts';
import { pause } from '../../src/adapters/system/pause.ts';
import { createRemote } from '../../src/http/remote/create-remote.ts';
import { isProblem } from '../../src/kernel/problem.ts';
import { type SecretValue, secretValue } from '../../src/kernel/secret-value.ts';
import { makeApiToken, tokenBytes } from '../../src/model/api-token.ts';
import type { Change } from '../../src/model/change.ts';
import type { Environment } from '../../src/model/environment.ts';
import type { ConnectionDetail, ConnectionItem } from '../../src/model/query.ts';
import { terms } from '../support/fault-store.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { again, createRandom, type Random, seedOf, timesOf } from '../support/random.ts';
import { createTeam, type Server, type Team } from '../support/server.ts';

const seed = seedOf(8_310);
const clients = 16;
const listsEach = timesOf(25);
const changesInAList = 10;
const lists = clients * listsEach;
const hubs = ['hub-1', 'hub-2', 'hub-3', 'hub-4'];
const title = `two servers with ${clients} clients that make ${lists * changesInAList} changes while servers are killed`;

/** A list of changes as it was sent, and what is there once it was applied. */
interface List {
  readonly reason: string;
  readonly changes: readonly Change[];
  readonly connection: string;
  /** Name of each export that it leaves -> the connection it is on. */
  readonly exports: { readonly [name: string]: string | null };
  readonly raises: string | undefined;
}

describe(`${title} ${again(seed)}`, () => {
  const acknowledged: List[] = [];
  const abandoned: List[] = [];
  const seen = { kills: 0, broken: 0, lost: 0 };
  let wake = () => {};
  let over = false;
  /** The address whose next answer nobody is to hear: its server is killed between the commit and the answer. */
  let losing: { readonly url: string; readonly lost: () => void } | undefined;
  let postgres: PostgresServer;
  let team: Team;
  let servers: Server[];
  let tokens: readonly SecretValue[];
  let environment: Environment;
  let before: { readonly entries: number; readonly revision: number };
  /** Of all entries, those that were made for a list, by its reason. */
  let entries: { readonly [reason: string]: number };

  beforeAll(async () => {
    postgres = await startPostgres();
    team = await createTeam({ CINCH_DATABASE_URL: postgres.url() });
    servers = await Promise.all([team.serve(), team.serve()]);
    tokens = await makeTokens();
    environment = doorOf(0, servers[0] as Server);
    const hub = { change: 'connection.add', type: 'mailchimp', terms, settings: { clientId: 'n-0' } } as const;
    const { environmentRevision: revision } = await environment.apply(
      hubs.map((displayName) => ({ ...hub, displayName })),
    );
    before = { revision, entries: (await environment.query('audit.list', {})).total };
    const everyone = Promise.all(Array.from({ length: clients }, (_, at) => client(at)));
    everyone.catch(() => {
      over = true;
    });
    await Promise.all([everyone, killing(everyone)]);
    environment = doorOf(0, servers[1] as Server);
    const counted: Record<string, number> = {};
    for (const { reason } of (await environment.query('audit.list', {})).items)
      if (reason !== null) counted[reason] = (counted[reason] ?? 0) + 1;
    entries = counted;
  }, 180_000);
  afterAll(async () => {
    over = true;
    await team?.end();
    await postgres?.remove();
  });

  /** A token for each client: the one that an instance begins with ends once somebody else administers it. */
  async function makeTokens(): Promise<readonly SecretValue[]> {
    const digest = createDigest();
    const made = Array.from({ length: clients }, () =>
      makeApiToken(randomBytes(tokenBytes.id + tokenBytes.secret), digest),
    );
    const changes = made.map(
      ({ token: _, ...known }, at): Change => ({
        change: 'token.create',
        ...known,
        displayName: `client ${at + 1}`,
        role: 'administrator',
      }),
    );
    await door(secretValue(team.token), servers[0] as Server).apply(changes);
    return made.map(({ token }) => token);
  }

  const doorOf = (client: number, server: Server, how?: typeof fetch) =>
    door(tokens[client] as SecretValue, server, how);

  function door(token: SecretValue, { url }: Server, how: typeof fetch = fetch): Environment {
    return createRemote({
      url,
      instance: team.instanceId,
      fetch: how,
      token: async () => token,
      clock: systemClock,
      pause,
      timeoutMs: 120_000,
      newId,
    });
  }

  async function client(at: number): Promise<void> {
    const random = createRandom(seed + at + 1);
    for (let [sent, done] = [1, 0]; done < listsEach; sent += 1) {
      const list = await newList(at, sent, random);
      const end = await deliver(at, list, random);
      if (end === 'abandoned') abandoned.push(list);
      if (end !== 'acknowledged') continue;
      acknowledged.push(list);
      done += 1;
      wake();
    }
  }

  /**
   * Until it is answered, with one key. Half of the clients leave it to the door to try the same server until it is back;
   * the others go on with the other server at once, or give the list up, and never hear what became of it.
   */
  async function deliver(at: number, list: List, random: Random): Promise<'acknowledged' | 'abandoned' | 'moved'> {
    const idempotencyKey = newId();
    const isPatient = at % 2 === 0;
    for (let attempt = random.below(2); ; attempt += 1) {
      const server = servers[attempt % 2] as Server;
      try {
        const { reason, changes } = list;
        const applied = await doorOf(at, server, isPatient ? counting : atOnce).apply(changes, {
          reason,
          idempotencyKey,
        });
        expect(applied.changes.length).toBe(changesInAList);
        return 'acknowledged';
      } catch (error) {
        if (!isProblem(error)) throw error;
        if (error.code === 'revision.moved') return 'moved';
        if (error.code !== 'remote.unreachable' || over) throw error;
        if (!isPatient && random.chance(0.5)) return 'abandoned';
      }
    }
  }

  const counting: typeof fetch = async (...request) => {
    try {
      const answer = await fetch(...request);
      if (losing === undefined || String(request[0]) !== losing.url) return answer;
      losing.lost();
      losing = undefined;
      throw Object.assign(new Error('the server was gone before it answered'), { code: 'ECONNRESET' });
    } catch (error) {
      seen.broken += 1;
      throw error;
    }
  };

  // Says nothing of why, so that the door does not try the same server again.
  const atOnce: typeof fetch = (...request) =>
    counting(...request).catch(() => {
      throw new Error('gone');
    });

  async function newList(at: number, number: number, random: Random): Promise<List> {
    const name = `own-${at + 1}-${number}`;
    const hub = random.pick(hubs);
    const raises = random.chance(0.25) ? hub : undefined;
    const on = [1, 2, 3, 4, 5].map((which) => [`${name}-${which}`, random.pick([...hubs, name])] as const);
    const [[gone], [loose]] = on as [readonly [string, string], readonly [string, string]];
    return {
      reason: `${at + 1}/${number}`,
      connection: name,
      exports: { ...Object.fromEntries(on.filter(([it]) => it !== gone)), [loose]: null },
      raises,
      changes: [
        { change: 'connection.add', type: 'mailchimp', displayName: name, terms },
        ...on.map(([displayName, connection]): Change => ({ change: 'export.add', displayName, connection })),
        { change: 'connection.edit', connection: name, set: { clientId: name } },
        { change: 'export.remove', dependent: gone },
        { change: 'export.disconnect', dependent: loose },
        raises === undefined
          ? { change: 'connection.edit', connection: name, set: { clientId: `${name}-x` } }
          : await raised(at, hub),
      ],
    };
  }

  // A number that everyone raises by one, each time from what was read: one that was raised twice would be seen in the sum.
  async function raised(at: number, connection: string): Promise<Change> {
    for (let attempt = at; ; attempt += 1) {
      try {
        const shown = await doorOf(at, servers[attempt % 2] as Server).query('connection.show', { connection });
        const { settings, revision } = shown as ConnectionDetail;
        const clientId = `n-${Number(String(settings.clientId).slice(2)) + 1}`;
        return { change: 'connection.edit', connection, set: { clientId }, ifRevision: revision };
      } catch (error) {
        if (!isProblem(error) || error.code !== 'remote.unreachable' || over) throw error;
      }
    }
  }

  /** Kills one server after the other, while the clients are at it, and starts it again at its address. */
  async function killing(everyone: Promise<unknown>): Promise<void> {
    const random = createRandom(seed);
    for (;;) {
      const wanted = acknowledged.length + 1 + random.below(20);
      if (wanted > lists) return;
      await new Promise<void>((resolve, reject) => {
        wake = () => acknowledged.length >= wanted && resolve();
        everyone.catch(reject);
      });
      const which = random.below(2);
      const { url, stop } = servers[which] as Server;
      if (random.chance(0.5)) await new Promise((resolve) => setTimeout(resolve, random.below(25)));
      else await nextLost(`${url}/v1/instances/${team.instanceId}/manage/changes`, everyone);
      await stop('SIGKILL');
      seen.kills += 1;
      servers[which] = await team.serve(['--listen', new URL(url).host]);
      while ((await fetch(`${url}/readyz`)).status !== 200);
    }
  }

  function nextLost(url: string, everyone: Promise<unknown>): Promise<void> {
    return new Promise((resolve, reject) => {
      const lost = () => {
        seen.lost += 1;
        resolve();
      };
      losing = { url, lost };
      everyone.then(() => resolve(), reject);
    });
  }

  const there = () => [...acknowledged, ...abandoned.filter(({ reason }) => entries[reason] !== undefined)];

  test('has every acknowledged change once, and no list half done that nobody was told of', async () => {
    expect(acknowledged.length).toBe(lists);
    expect(entries).toEqual(Object.fromEntries(there().map(({ reason }) => [reason, changesInAList])));
    const { items } = (await environment.query('connection.list', {})) as { items: readonly ConnectionItem[] };
    expect(items.map(({ name }) => name).sort()).toEqual([...hubs, ...there().map((it) => it.connection)].sort());
    const exports = await environment.query('export.list', {});
    const expected = Object.assign({}, ...there().map((list) => list.exports));
    expect(exports.items.length).toBe(Object.keys(expected).length);
    expect(Object.fromEntries(exports.items.map(({ name, connection }) => [name, connection]))).toEqual(expected);
    const on = Object.values(expected);
    const counted = items.map(({ name, dependents }) => [name, dependents.exports]);
    expect(counted).toEqual(items.map(({ name }) => [name, on.filter((it) => it === name).length]));
  });

  test('has each number as high as it was raised', async () => {
    for (const connection of hubs) {
      const raises = there().filter(({ raises }) => raises === connection).length;
      const shown = (await environment.query('connection.show', { connection })) as ConnectionDetail;
      expect([shown.settings.clientId, shown.revision]).toEqual([`n-${raises}`, raises + 1]);
    }
  });

  test('has a trail that holds together, counts what it holds, and finds no damage in itself', async () => {
    const { entries: verified } = await environment.query('audit.verify', {});
    expect(verified).toBe(before.entries + there().length * changesInAList);
    const shown = (await environment.query('environment.show', {})) as never as {
      revision: number;
      counts: { connections: number; exports: number };
    };
    expect(shown.revision).toBe(before.revision + there().length);
    expect(shown.counts).toMatchObject({ connections: hubs.length + there().length, exports: there().length * 4 });
    const { findings } = await environment.query('store.check', {});
    expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
    const stores = createPostgresStores({ url: postgres.url() });
    expect(await stores.open(team.instanceId).checkStructure()).toEqual([]);
    await stores.close();
  });

  test('was killed often enough for that to show something', () => {
    expect(seen.kills).toBeGreaterThan(3);
    expect(seen.lost).toBeGreaterThan(1);
    expect(seen.broken).toBeGreaterThan(seen.kills);
    expect(abandoned.length).toBeGreaterThan(0);
  });
});
