// Changes an instance on a database server until it is killed. Names each list before it is sent, and when it is answered.
import { readSync, writeSync } from 'node:fs';
import { createPostgresStores } from '../../../src/adapters/postgres/stores.ts';
import type { Change } from '../../../src/model/change.ts';
import { terms } from '../../support/fault-store.ts';
import { doorTo } from '../../support/instances.ts';

const [run = '', instance = ''] = process.argv.slice(2);
const stores = createPostgresStores({ url: process.env.DATABASE_URL ?? '' });
const environment = doorTo(stores, instance);
const adding = (name: string): Change[] => [
  { change: 'connection.add', type: 'mailchimp', displayName: name, terms },
  ...[1, 2, 3].map((at): Change => ({ change: 'export.add', displayName: `${name}-${at}`, connection: name })),
];
// Loads what a list needs, so that what is interrupted is a list.
await environment.apply(adding('first'), { dryRun: true });
writeSync(1, 'ready\n');
readSync(0, Buffer.alloc(1));
for (let number = 1; ; number += 1) {
  const name = `list-${run}-${number}`;
  writeSync(1, `start ${name}\n`);
  await environment.apply(adding(name));
  writeSync(1, `done ${name}\n`);
}
