import { postgresWorlds } from '../contract/open-postgres.ts';
import { inProcess, remoteWorlds } from '../contract/open-remote.ts';
import { describeSyncs } from './syncs.ts';

const worlds = postgresWorlds();

describeSyncs('a copy of an environment on PostgreSQL behind a server', remoteWorlds(worlds, inProcess), {
  seed: 7_300,
  histories: 4,
});
