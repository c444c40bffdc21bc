import type { Environment } from '../model/environment.ts';
import type { QueryInput, QueryName, QueryResult } from '../model/query.ts';
import { answer, type LookedUp } from './answer.ts';
import type { ServicePorts } from './ports.ts';

/** The door over a store. Looking and changing are loaded apart, because most runs only look. */
export function createService(ports: ServicePorts): Environment {
  return {
    async query<Q extends QueryName>(name: Q, input: QueryInput<Q>): Promise<QueryResult<Q>> {
      if (name !== 'manifest.secrets')
        return known(ports, (it) => answer(it, name as LookedUp, input as never)) as Promise<QueryResult<Q>>;
      const { compareSecrets } = await import('./compare-secrets.ts');
      const { secrets } = input as QueryInput<'manifest.secrets'>;
      return known(ports, (it) => compareSecrets(it, secrets)) as Promise<QueryResult<Q>>;
    },
    async apply(changes, options = {}) {
      const { applyChanges } = await import('./apply.ts');
      return known(ports, (it) => applyChanges(it, changes, options));
    },
    async release(request) {
      const { release } = await import('./release.ts');
      return known(ports, (it) => release(it, request));
    },
    close: () => ports.driver.close(),
  };
}

// Only a server needs it, and at every question.
const loadBeforehand = () => import('./beforehand.ts');
let beforehand: ReturnType<typeof loadBeforehand> | undefined;

// Something about a caller from outside may have to be written before they are answered.
async function known<T>(ports: ServicePorts, work: (ports: ServicePorts) => Promise<T>): Promise<T> {
  if (ports.caller.kind === 'account') return work(ports);
  beforehand ??= loadBeforehand();
  return (await beforehand).settled(ports, work);
}
