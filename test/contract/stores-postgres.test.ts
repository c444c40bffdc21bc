import { afterAll, beforeAll } from '@jest/globals';
import { createPostgresStores } from '../../src/adapters/postgres/stores.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { describeStores } from './stores.contract.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.remove());

let databases = 0;
describeStores('the instances of servers that share a PostgreSQL database', async () => {
  const url = await server.database(`place_${++databases}`);
  return { again: () => createPostgresStores({ url }), remove: async () => undefined };
});
