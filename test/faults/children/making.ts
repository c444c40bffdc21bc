// Makes one environment after the other until it is killed, and says which are there.
import { readSync, writeSync } from 'node:fs';
import { createLocalEnvironments } from '../../../src/adapters/sqlite/environments.ts';
import { newId } from '../../../src/adapters/system/new-id.ts';
import { seeded } from '../../support/fault-store.ts';

const [folder = '', run = ''] = process.argv.slice(2);
const local = createLocalEnvironments(folder, 1_000);
await local.make(`first-${run}`, newId(), seeded());
writeSync(1, 'ready\n');
readSync(0, Buffer.alloc(1));
for (let number = 1; ; number += 1) {
  const name = `made-${run}-${number}`;
  writeSync(1, `start "${name}"\n`);
  await local.make(name, newId(), seeded());
  writeSync(1, 'done\n');
}
