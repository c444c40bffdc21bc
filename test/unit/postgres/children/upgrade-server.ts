// A server of a newer cinch: it opens an instance with one step more than it has, and changes it.
import { readSync, writeSync } from 'node:fs';
import { createPostgresStores } from '../../../../src/adapters/postgres/stores.ts';
import { isProblem } from '../../../../src/kernel/problem.ts';
import { migrations } from '../../../../src/service/store/schema.ts';

const [instance = '', mode = 'read'] = process.argv.slice(2);
const step = ['CREATE TABLE marks (at TEXT NOT NULL)', "INSERT INTO marks VALUES ('once')"];
const stores = createPostgresStores({ url: process.env.DATABASE_URL ?? '', steps: [...migrations, step] });
await stores.ready();
writeSync(1, 'ready\n');
readSync(0, Buffer.alloc(1));
try {
  const marks = await stores.open(instance)[mode as 'read' | 'write']((session) => session.all('SELECT * FROM marks'));
  writeSync(1, JSON.stringify(marks.length));
} catch (error) {
  writeSync(1, isProblem(error) ? error.code : String(error));
}
await stores.close();
