import { describeEnvironment } from './environment.contract.ts';
import { postgresWorlds } from './open-postgres.ts';
import { inProcess, remoteWorlds } from './open-remote.ts';

describeEnvironment('the remote door over the service on PostgreSQL', remoteWorlds(postgresWorlds(), inProcess));
