import { describeEnvironment } from './environment.contract.ts';
import { postgresWorlds } from './open-postgres.ts';
import { inProcess, openRemoteWorld } from './open-remote.ts';

const worlds = postgresWorlds();

describeEnvironment('the remote door over the service on PostgreSQL', () => openRemoteWorld(worlds, inProcess));
