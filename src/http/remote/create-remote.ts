import { problem } from '../../kernel/problem.ts';
import type { Progress } from '../../kernel/progress.ts';
import type { Shape } from '../../model/documents/shapes.ts';
import type { Applied, Environment } from '../../model/environment.ts';
import type { QueryInput, QueryName, QueryResult } from '../../model/query.ts';
import type { Release } from '../../model/release.ts';
import { applied, release } from '../wire/answer-shapes.ts';
import { mostRows } from '../wire/filters.ts';
import { queryRoutes, type WireQueryName } from '../wire/query-routes.ts';
import { headers, manage } from '../wire/routes.ts';
import { gotRelease, sentChange, sentCompared } from '../wire/sent-change.ts';
import { type Addressed, addressed } from './addressing.ts';
import { type Answer, type Ask, createExchange, type ExchangeParts } from './exchange.ts';
import { fits, shownAnswer } from './fits.ts';
import { serverAddress } from './server-address.ts';
import { type PageOf, wholeList } from './whole-list.ts';

export interface RemoteParts extends Omit<ExchangeParts, 'address'> {
  /** Where the server is; everything is sent to this origin and to none besides. */
  readonly url: string;
  readonly instance: string;
  /** Is told how far long work has come. */
  readonly progress?: Pick<Progress, 'step'>;
}

type Sending = Pick<Ask, 'repeatable' | 'headers'>;
type Input = { readonly [member: string]: unknown };

/** The door to an environment on a server: the same questions and changes, sent as the table of routes has them. */
export function createRemote(parts: RemoteParts): Environment {
  const address = serverAddress(parts.url);
  const { host } = address;
  const exchange = createExchange({ ...parts, address });
  const base = manage.replace('{instanceId}', encodeURIComponent(parts.instance));

  // What was asked about once is known by its name, though a later request of the run goes by its id. Secrets print as `***`.
  const said: unknown[] = [];
  const asked = (name: string) => said.some((it) => JSON.stringify(it).includes(JSON.stringify(name)));

  async function ask({ method, path, body }: Addressed, about: unknown, more: Sending): Promise<Answer> {
    said.push(about);
    const given = body === undefined ? {} : { body };
    return exchange.ask({ method, path: `${base}${path}`, ...given, ...more, asked });
  }

  function judged<T>(shape: Shape, { value, text }: Answer): T {
    if (!fits(shape, value)) throw problem('remote.answer', { host, says: 'does not hold what was asked for' });
    return shownAnswer(value, text) as T;
  }

  async function one<Q extends WireQueryName>(name: Q, input: Input, about: unknown = input): Promise<QueryResult<Q>> {
    const { answer } = queryRoutes[name];
    const found = judged<QueryResult<Q>>(answer, await ask(addressed(name, input), about, { repeatable: true }));
    if (!Number.isSafeInteger(found.environmentRevision))
      throw problem('remote.answer', { host, says: 'does not say at which revision it was true' });
    return found;
  }

  // So many ids at once are asked for in parts; the first mark is the one up to which all of them are known.
  async function byIds(input: QueryInput<'sync.records'>): Promise<QueryResult<'sync.records'>> {
    const { ids = [] } = input;
    const first = await one('sync.records', ids.length > mostRows ? { ...input, ids: ids.slice(0, mostRows) } : input);
    if (ids.length <= mostRows) return first;
    const rest = await byIds({ ...input, ids: ids.slice(mostRows) });
    return { ...first, items: [...first.items, ...rest.items] };
  }

  return {
    async query<Q extends QueryName>(asked: Q, input: QueryInput<Q>): Promise<QueryResult<Q>> {
      const name = onWire(asked);
      const given = name === 'manifest.secrets' ? comparing(input as QueryInput<'manifest.secrets'>) : (input as Input);
      if (name === 'sync.records') return (await byIds(given as QueryInput<typeof name>)) as QueryResult<Q>;
      if (!queryRoutes[name].paged) return (await one(name, given, input)) as QueryResult<Q>;
      const { limit, next: from, ...filter } = given as { limit?: number; next?: string };
      const wanted = limit === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.trunc(limit));
      const page = (most: number, next: string | undefined) =>
        one(name, { ...filter, limit: most, next }) as unknown as Promise<PageOf<unknown>>;
      const { progress } = parts;
      return (await wholeList({ page, wanted, from, host, progress })) as unknown as QueryResult<Q>;
    },
    async apply(changes, options = {}) {
      const local = changes.find((change) => 'secretStorage' in change || 'newPassphrase' in change);
      if (local !== undefined) throw problem('remote.here_only', { what: 'where an environment keeps its keys' });
      if (changes.some(({ change }) => change === 'sync.keep')) throw problem('remote.here_only', { what: copies });
      const { idempotencyKey = parts.newId(), ...rest } = options;
      const body = JSON.stringify({ changes: changes.map(sentChange), ...rest });
      const unkeyed = options.dryRun === true && options.idempotencyKey === undefined;
      const more = { repeatable: true, headers: unkeyed ? {} : { [headers.idempotencyKey]: idempotencyKey } };
      return judged<Applied>(applied, await ask({ method: 'POST', path: '/changes', body }, changes, more));
    },
    async release(request) {
      const sent = { method: 'POST', path: '/releases', body: JSON.stringify(request) } as const;
      const answer = await ask(sent, request, { repeatable: false });
      return gotRelease(judged<Release>(release, answer) as unknown as Input);
    },
    close: async () => exchange.close(),
  };
}

const copies = 'what a copy and its original agreed on';

function onWire(name: QueryName): WireQueryName {
  if (name === 'sync.base') throw problem('remote.here_only', { what: copies });
  return name;
}

function comparing({ secrets }: QueryInput<'manifest.secrets'>): Input {
  return { secrets: sentCompared(secrets) };
}
