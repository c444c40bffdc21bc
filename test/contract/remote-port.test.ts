import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { describeEnvironment } from './environment.contract.ts';
import { remoteWorlds, type Way } from './open-remote.ts';
import { openSqliteWorld } from './open-sqlite.ts';

const overAPort: Way = async (api) => {
  const server = createServer(getRequestListener(api));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/team`,
    fetch,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

describeEnvironment(
  'the remote door over a port and the service on SQLite',
  remoteWorlds(() => openSqliteWorld(), overAPort),
);
