// Serves the store that is named twice over: through the API, and by bare routes that do one statement each. It tells both
// addresses and ends with its standard input.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { newId } from '../../src/adapters/system/new-id.ts';
import { createApi } from '../../src/http/api/create-api.ts';
import { madeInstance } from '../support/instances.ts';
import { door } from './door.ts';

const path = String(process.argv[2]);
const environment = door(path);
const api = createApi({
  authenticate: async () => ({ kind: 'account', name: 'bench' }),
  instances: {
    list: async () => ['one'],
    open: async () => environment,
    make: async () => madeInstance('one'),
    ready: async () => undefined,
  },
  releases: false,
  newId,
  publicUrl: 'http://127.0.0.1',
});

const database = new DatabaseSync(path);
database.exec(
  'PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; CREATE TABLE IF NOT EXISTS bare (id TEXT, body TEXT)',
);
const list = database.prepare('SELECT * FROM connections ORDER BY name LIMIT 50');
const one = database.prepare('SELECT * FROM connections WHERE name = ?');
const insert = database.prepare('INSERT INTO bare (id, body) VALUES (?, ?)');
const bare = new Hono();
bare.get('/connections', (c) => c.json(list.all()));
bare.get('/connections/:name', (c) => c.json(one.get(c.req.param('name')) ?? null));
bare.post('/connections', async (c) => {
  insert.run(newId(), JSON.stringify(await c.req.json()));
  return c.json({ done: true });
});

const served = [api, bare.fetch].map(async (fetch) => {
  const server = createServer(getRequestListener((request) => fetch(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
});
process.stdout.write(`${JSON.stringify(await Promise.all(served))}\n`);
process.stdin.resume().once('end', () => process.exit(0));
