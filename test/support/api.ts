import { afterEach } from '@jest/globals';
import type { ApiParts } from '../../src/http/api/asked.ts';
import { createApi } from '../../src/http/api/create-api.ts';
import { problem } from '../../src/kernel/problem.ts';
import type { Identity } from '../../src/model/caller.ts';
import { openSqliteWorld } from '../contract/open-sqlite.ts';
import { type ContractWorld, issuer } from '../contract/stage.ts';
import { madeInstance } from './instances.ts';

/** An API over a store of its own; `Bearer NAME` is that user, `Bearer id.NAME` whom the issuer knows by that name. */
export interface Served {
  readonly api: (request: Request) => Promise<Response>;
  readonly world: ContractWorld;
  /** What went wrong in the program itself. */
  readonly faults: unknown[];
  /** Asks as an administrator, unless a header says otherwise. */
  ask(method: string, path: string, given?: Given): Promise<Told>;
}

export interface Given {
  readonly body?: unknown;
  /** A body as it stands. */
  readonly text?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: string | null;
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever an answer holds is looked at member by member
  readonly json: any;
}

export const origin = 'https://cinch.example';
export const manage = '/v1/instances/one/manage';

const opened: ContractWorld[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});

/** Whom the issuer vouches for. */
export const identity = (subject: string): Identity => ({
  kind: 'identity',
  principal: 'user',
  issuer,
  subject,
  email: `${subject}@contoso.example`,
  displayName: subject,
  groups: [],
  appRoles: [],
});

/** Serves an empty environment; its only user is `admin`. */
export async function serve(more: Partial<ApiParts> = {}): Promise<Served> {
  const world = await openSqliteWorld();
  opened.push(world);
  const faults: unknown[] = [];
  let requests = 0;
  const api = createApi({
    authenticate: async (request) => {
      const [, name] = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
      if (name === undefined) throw problem('remote.not_signed_in', { host: 'cinch.example' });
      return name.startsWith('id.') ? identity(name.slice(3)) : { kind: 'account', name };
    },
    instances: {
      list: async () => ['one', 'gone'],
      open: async (id, caller) => {
        if (id !== 'one') throw problem('not_found', { kind: 'instance', ref: id, list: 'cinch environment list' });
        return caller.kind === 'account' ? world.as(caller.name) : world.caller(caller);
      },
      make: async () => madeInstance('one'),
      ready: async () => undefined,
    },
    releases: true,
    newId: () => `request-${++requests}`,
    publicUrl: origin,
    fault: (error) => faults.push(error),
    ...more,
  });
  return {
    api,
    world,
    faults,
    async ask(method, path, { body, text, headers = {}, as = 'admin' } = {}) {
      const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await api(
        new Request(`${origin}${path}`, {
          method,
          headers: {
            ...(as === null ? {} : { authorization: `Bearer ${as}` }),
            ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(sent === undefined ? {} : { body: sent as string }),
        }),
      );
      const answer = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        headers: response.headers,
        text: answer,
        json: isJson && answer !== '' ? JSON.parse(answer) : undefined,
      };
    },
  };
}
