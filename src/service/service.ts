import type { Environment } from '../model/environment.ts';
import type { QueryInput, QueryName, QueryResult } from '../model/query.ts';
import { answer } from './answer.ts';
import type { ServicePorts } from './ports.ts';

/** The door over a store. Looking and changing are loaded apart, because most runs only look. */
export function createService(ports: ServicePorts): Environment {
  return {
    query: async <Q extends QueryName>(name: Q, input: QueryInput<Q>): Promise<QueryResult<Q>> =>
      answer(ports, name, input),
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
