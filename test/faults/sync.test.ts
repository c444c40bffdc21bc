import { describe } from '@jest/globals';
import { inProcess, remoteWorlds } from '../contract/open-remote.ts';
import { openSqliteWorld } from '../contract/open-sqlite.ts';
import { describeSyncs } from './syncs.ts';

describe('a copy', () => {
  describeSyncs('of an environment of this machine', ({ beforeStatement }) => openSqliteWorld({ beforeStatement }), {
    seed: 7_100,
    histories: 12,
  });

  describeSyncs('of one behind a server', remoteWorlds(openSqliteWorld, inProcess), {
    seed: 7_200,
    histories: 6,
  });
});
