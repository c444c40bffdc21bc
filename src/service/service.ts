import type { Environment } from '../model/environment.ts';
import type { QueryInput, QueryName, QueryResult } from '../model/query.ts';
import { answer, type LookedUp } from './answer.ts';
import type { ServicePorts } from './ports.ts';

/** The door over a store. Looking and changing are loaded apart, because most runs only look. */
export function createService(ports: ServicePorts): Environment {
  return {
    async query<Q extends QueryName>(name: Q, input: QueryInput<Q>): Promise<QueryResult<Q>> {
      if (name !== 'manifest.secrets')
        return answer(ports, name as LookedUp, input as never) as Promise<QueryResult<Q>>;
      const { compareSecrets } = await import('./compare-secrets.ts');
      return compareSecrets(ports, (input as QueryInput<'manifest.secrets'>).secrets) as Promise<QueryResult<Q>>;
    },
    async apply(changes, options = {}) {
      const { applyChanges } = await import('./apply.ts');
      return applyChanges(ports, changes, options);
    },
    async release(request) {
      const { release } = await import('./release.ts');
      return release(ports, request);
    },
    close: () => ports.driver.close(),
  };
}
