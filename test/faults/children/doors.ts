// A server on a database that another one shares: eight doors write at once, and each reports what it was told of.
import { readSync, writeSync } from 'node:fs';
import { createPostgresStores } from '../../../src/adapters/postgres/stores.ts';
import { doorTo } from '../../support/instances.ts';
import { writeChanges } from '../write-changes.ts';

const [number = '', instance = '', count = '', seed = ''] = process.argv.slice(2);
const doors = 8;

const stores = createPostgresStores({ url: process.env.DATABASE_URL ?? '', busyMs: 60_000 });
await stores.ready();
writeSync(1, 'ready\n');
readSync(0, Buffer.alloc(1));
const reports = await Promise.all(
  Array.from({ length: doors }, (_, at) =>
    writeChanges(doorTo(stores, instance), `${number}-${at}`, Number(count) / doors, Number(seed) + at),
  ),
);
await stores.close();
writeSync(1, `${JSON.stringify(reports)}\n`);
