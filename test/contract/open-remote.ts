import { afterAll, beforeAll } from '@jest/globals';
import { pause } from '../../src/adapters/system/pause.ts';
import { createApi } from '../../src/http/api/create-api.ts';
import { createRemote } from '../../src/http/remote/create-remote.ts';
import { problem } from '../../src/kernel/problem.ts';
import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Caller } from '../../src/model/caller.ts';
import type { Environment } from '../../src/model/environment.ts';
import { madeInstance } from '../support/instances.ts';
import type { ContractWorld, Open } from './stage.ts';

// What stands for a caller from outside, whom another part of a server vouches for.
const outside = 'outside.';
const callerIn = (token: string): Caller =>
  JSON.parse(Buffer.from(token.slice(outside.length), 'base64url').toString());

type Api = (request: Request) => Promise<Response>;
/** How requests get to the API: by calling it, or over a port. */
export type Way = (api: Api) => Promise<{
  readonly url: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  close(): Promise<void>;
}>;

/** Without a network in between. */
export const inProcess: Way = async (api) => ({
  url: 'https://cinch.example/team',
  fetch: (url, init) => api(new Request(url, init)),
  close: async () => undefined,
});

/** One API for all worlds of a file, each of which is an instance of it: a token names its account. */
export function remoteWorlds(open: Open, way: Way): Open {
  const worlds = new Map<string, ContractWorld>();
  let served: Awaited<ReturnType<Way>>;
  let made = 0;
  beforeAll(async () => {
    served = await way(apiOver(worlds));
  });
  afterAll(() => served.close());
  return async () => {
    const behind = await open();
    const instance = `world-${++made}`;
    worlds.set(instance, behind);
    return remoteWorld(behind, served, instance, () => worlds.delete(instance));
  };
}

function apiOver(worlds: ReadonlyMap<string, ContractWorld>): Api {
  return createApi({
    authenticate: async (request) => {
      const [, name] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
      if (name === undefined) throw problem('remote.not_signed_in', { host: 'cinch.example' });
      return name.startsWith(outside) ? callerIn(name) : { kind: 'account', name };
    },
    instances: {
      list: async () => [...worlds.keys()],
      open: async (id, caller) => {
        const behind = worlds.get(id);
        if (behind === undefined)
          throw problem('not_found', { kind: 'instance', ref: id, list: 'cinch environment list' });
        if (caller.kind !== 'account') return behind.caller(caller);
        const [account = '', onBehalf] = caller.name.split('~');
        return behind.as(account, onBehalf);
      },
      make: async () => madeInstance('two'),
      ready: async () => undefined,
    },
    releases: true,
    newId: ids(),
    publicUrl: 'https://cinch.example/team',
    fault: (error) => {
      throw error;
    },
  });
}

/** The doors of another world, asked through the remote door and the API. */
function remoteWorld(
  behind: ContractWorld,
  { url, fetch }: Awaited<ReturnType<Way>>,
  instance: string,
  leave: () => void,
): ContractWorld {
  const doors = new Map<string, Environment>();
  const door = (token: string): Environment => {
    const known = doors.get(token);
    if (known !== undefined) return known;
    const opened = createRemote({
      url,
      instance,
      fetch,
      token: async () => secretValue(token),
      clock: () => new Date().toISOString(),
      pause,
      timeoutMs: 60_000,
      newId: ids(`door-${doors.size}`),
    });
    doors.set(token, opened);
    return opened;
  };
  return {
    local: false,
    as: (account = 'admin', onBehalf) => door(onBehalf === undefined ? account : `${account}~${onBehalf}`),
    caller: (caller) => door(`${outside}${Buffer.from(JSON.stringify(caller)).toString('base64url')}`),
    async close() {
      leave();
      await behind.close();
    },
  };
}

function ids(prefix = 'request') {
  let count = 0;
  return () => `${prefix}-${++count}`;
}
