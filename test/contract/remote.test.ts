import { describeEnvironment } from './environment.contract.ts';
import { inProcess, openRemoteWorld } from './open-remote.ts';
import { openSqliteWorld } from './open-sqlite.ts';

describeEnvironment('the remote door over the service on SQLite', () =>
  openRemoteWorld(() => openSqliteWorld(), inProcess),
);
