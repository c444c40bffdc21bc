// Makes its changes on a store that seven others change too, and reports each one that it was told of.
import { readSync, writeSync } from 'node:fs';
import { openDoor } from '../../support/fault-store.ts';
import { writeChanges } from '../write-changes.ts';

const [path = '', number = '', count = '', seed = ''] = process.argv.slice(2);

writeSync(1, 'ready\n');
readSync(0, Buffer.alloc(1));
const { environment } = openDoor(path, { busyMs: 60_000 });
const report = await writeChanges(environment, number, Number(count), Number(seed));
await environment.close();
writeSync(1, `${JSON.stringify(report)}\n`);
