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

/** The doors of another world, asked through the remote door and the API: a token names its account. */
export async function openRemoteWorld(open: Open, way: Way): Promise<ContractWorld> {
  const behind = await open();
  const api = createApi({
    authenticate: async (request) => {
      const [, name] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
      if (name === undefined) throw problem('remote.not_signed_in', { host: 'cinch.example' });
      return name.startsWith(outside) ? callerIn(name) : { kind: 'account', name };
    },
    instances: {
      list: async () => ['one'],
      open: async (id, caller) => {
        if (id !== 'one') throw problem('not_found', { kind: 'instance', ref: id, list: 'cinch environment list' });
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
  const { url, fetch, close } = await way(api);
  const doors = new Map<string, Environment>();
  const door = (token: string): Environment => {
    const known = doors.get(token);
    if (known !== undefined) return known;
    const opened = createRemote({
      url,
      instance: 'one',
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
      await close();
      await behind.close();
    },
  };
}

function ids(prefix = 'request') {
  let count = 0;
  return () => `${prefix}-${++count}`;
}
