import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresStores } from '../../../src/adapters/postgres/stores.ts';
import { newId } from '../../../src/adapters/system/new-id.ts';
import { isProblem, type Problem, problemDocument } from '../../../src/kernel/problem.ts';
import type { InstanceStores } from '../../../src/service/store/instance-stores.ts';
import { migrations } from '../../../src/service/store/schema.ts';
import { addPlain, refused } from '../../contract/stage.ts';
import { startChild } from '../../support/child.ts';
import { doorTo, seedOf } from '../../support/instances.ts';
import { type PostgresServer, postgresPassword, postgresUser, startPostgres } from '../../support/postgres-server.ts';
import { createTestAuthority } from '../../support/test-authority.ts';

const folder = mkdtempSync(join(tmpdir(), 'cinch-postgres-store-'));
const authority = createTestAuthority(['localhost']);
const authorityFile = join(folder, 'ca.pem');
let server: PostgresServer;
let stores: InstanceStores;
beforeAll(async () => {
  writeFileSync(authorityFile, authority.ca);
  server = await startPostgres({ tls: authority });
  stores = createPostgresStores({ url: server.url() });
});
afterAll(async () => {
  await stores?.close();
  await server?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const closing: InstanceStores[] = [];
afterEach(async () => {
  for (const it of closing.splice(0)) await it.close();
});
const opened = (options: Parameters<typeof createPostgresStores>[0]) => {
  const more = createPostgresStores(options);
  closing.push(more);
  return more;
};
const made = async () => {
  const id = newId();
  await stores.make(id, seedOf(id));
  return id;
};
const schemaOf = (id: string) => `cinch_${id.replaceAll('-', '')}`;

async function thrown(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (it: unknown) => it,
  );
  if (!isProblem(error)) throw error ?? new Error('nothing was refused');
  const told = JSON.stringify([problemDocument(error), error.stack]);
  for (const secret of [postgresPassword, encodeURIComponent(postgresPassword), postgresUser])
    expect(told).not.toContain(secret);
  return error;
}

describe('a transaction', () => {
  test('that only reads writes nothing', async () => {
    const driver = stores.open(await made());

    await refused(
      driver.read((session) => session.run('DELETE FROM users')),
      'store.read_only',
    );
    expect(await driver.read((session) => session.one('SELECT count(*) AS n FROM users'))).toEqual({ n: 1 });
  });

  test('that only reads sees one moment, whatever is written meanwhile', async () => {
    const id = await made();
    const count = 'SELECT count(*) AS n FROM connections';

    const seen = await stores.open(id).read(async (session) => {
      const before = await session.one(count);
      await doorTo(stores, id).apply([addPlain('Meanwhile')]);
      return [before, await session.one(count)];
    });

    expect(seen).toEqual([{ n: 0 }, { n: 0 }]);
  });

  test('in which a statement failed is never committed, even if that was overlooked', async () => {
    const driver = stores.open(await made());

    await expect(
      driver.write(async (session) => {
        await session.run('DELETE FROM users');
        await session.run('INSERT INTO users (id) VALUES (?)', 'x').catch(() => undefined);
      }),
    ).rejects.toThrow('that had failed');
    expect(await driver.read((session) => session.one('SELECT count(*) AS n FROM users'))).toEqual({ n: 1 });
  });

  test('lets nothing through after its end, where it would stand alone', async () => {
    const driver = stores.open(await made());

    const session = await driver.write(async (it) => it);

    await expect(session.run('DELETE FROM users')).rejects.toThrow('after the end');
    expect(await driver.read((it) => it.one('SELECT count(*) AS n FROM users'))).toEqual({ n: 1 });
  });

  test('runs statements that do not wait for each other in the order they were given', async () => {
    const driver = stores.open(await made());

    const last = await driver.write(async (session) => {
      const role = (name: string) => session.run('UPDATE users SET role = ?', name);
      const [, found] = await Promise.all([
        role('one'),
        session.one('SELECT role FROM users'),
        ...Array.from({ length: 300 }, (_, at) => role(`role-${at}`)),
      ]);
      return [found, await session.one('SELECT role FROM users')];
    });

    expect(last).toEqual([{ role: 'one' }, { role: 'role-299' }]);
  });

  test('on a connection that holds the plans of too many statements is the last one there', async () => {
    const one = opened({ url: server.url(), connections: 1 });
    const driver = one.open(await made());
    const process = () => driver.read((session) => session.one('SELECT pg_backend_pid() AS pid'));
    const before = await process();
    expect(await process()).toEqual(before);

    await driver.read((session) =>
      Promise.all(Array.from({ length: 2_001 }, (_, at) => session.one(`SELECT ${at} AS n`))),
    );

    expect(await process()).not.toEqual(before);
  });

  test('that gets no connection because all are taken is told to come again', async () => {
    const one = opened({ url: server.url(), connections: 1, busyMs: 200 });
    const driver = one.open(await made());

    await driver.read(async () => {
      expect(
        (
          await refused(
            driver.read((session) => session.all('SELECT 1 AS one')),
            'store.busy',
          )
        ).retryable,
      ).toBe(true);
    });
    expect(await driver.read((session) => session.all('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  test('answers numbers as numbers, text as text, and nothing as null', async () => {
    const driver = stores.open(await made());
    const sql = "SELECT seq, '7' AS text, null AS nothing, count(*) OVER () AS n FROM audit WHERE seq = ?";

    expect(await driver.read((session) => session.all(sql, 1))).toEqual([{ seq: 1, text: '7', nothing: null, n: 1 }]);
    expect(await driver.read((session) => session.values(sql, 1))).toEqual([[1, '7', null, 1]]);
    expect(await driver.read((session) => session.one(sql, 2))).toBe(undefined);
  });
});

describe('a store that is not what it was', () => {
  const inside = (sql: string) => (schema: string) => `SET search_path TO "${schema}"; ${sql}`;

  test.each([
    ['a number out of all range', inside('UPDATE environment SET revision = 9007199254740993'), 'store.damaged'],
    ['a table that is gone', inside('DROP TABLE users'), 'store.damaged'],
    ['a column that is gone', inside('ALTER TABLE users DROP COLUMN display_key'), 'store.damaged'],
    ['a format that it does not say', inside('DELETE FROM store_format'), 'store.damaged'],
    ['a newer format', inside('UPDATE store_format SET version = 99'), 'store.newer'],
    ['another head', inside("UPDATE environment SET audit_head = 'x'"), 'store.damaged'],
    ['a schema that is gone', (schema: string) => `DROP SCHEMA "${schema}" CASCADE`, 'store.unreachable'],
  ] as const)('with %s is refused by looks and changes alike', async (_, sql, code) => {
    const id = await made();
    const door = doorTo(stores, id);
    await door.query('whoami', {});

    await server.sql(sql(schemaOf(id)), 'cinch');

    expect((await thrown(door.query('user.list', {}))).code).toBe(code);
    expect((await thrown(door.apply([addPlain('Late')]))).code).toBe(code);
  });

  test('has no finding of the engine while it is whole, and names an index that is not valid', async () => {
    const id = await made();
    const driver = stores.open(id);
    expect(await driver.checkStructure()).toEqual([]);

    await server.sql(
      `UPDATE pg_index SET indisvalid = false WHERE indexrelid = '"${schemaOf(id)}".users_name'::regclass`,
      'cinch',
    );

    expect(await driver.checkStructure()).toEqual(['the index users_name is not valid']);
  });

  test('is copied with the tools of its database', async () => {
    await refused(stores.open(await made()).backup(join(folder, 'copy')), 'store.copied_elsewhere');
  });
});

describe('an instance of an older format', () => {
  const step = ['CREATE TABLE marks (at TEXT NOT NULL)', "INSERT INTO marks VALUES ('once')"];

  test.each(['read', 'write'] as const)(
    'is brought up once by two servers that start at once with a %s, and refused by one of the old format from then on',
    async (mode) => {
      const id = await made();
      const old = doorTo(stores, id);
      await old.apply([addPlain('Kept')]);
      const script = new URL('./children/upgrade-server.ts', import.meta.url);
      const children = [1, 2].map(() => startChild(script, [id, mode], { DATABASE_URL: server.url() }));
      await Promise.all(children.map((child) => child.ready));
      for (const child of children) child.send('go');
      await Promise.all(children.map((child) => child.ended));

      expect(children.map((child) => [child.out().split('\n')[1], child.err()])).toEqual([
        ['1', ''],
        ['1', ''],
      ]);
      expect((await thrown(old.query('whoami', {}))).code).toBe('store.newer');
      const { items } = await doorTo(opened({ url: server.url(), steps: [...migrations, step] }), id).query(
        'connection.list',
        {},
      );
      expect(items.map((it) => (it as { name: string }).name)).toEqual(['kept']);
    },
  );

  test('whose step fails stays as it was', async () => {
    const id = await made();
    const failing = opened({ url: server.url(), steps: [...migrations, [...step, 'CREATE TABLE marks (at TEXT)']] });

    expect((await thrown(doorTo(failing, id).query('whoami', {}))).code).toBe('store.damaged');

    expect((await doorTo(stores, id).query('whoami', {})).role).toBe('administrator');
  });
});

describe('the address of a database', () => {
  const url = (more: string, host = 'localhost') =>
    `postgresql://${postgresUser}:${encodeURIComponent(postgresPassword)}@${host}:${server.port}/${more}`;

  test('is told without its user and password', async () => {
    expect(stores.open(await made()).place).toBe(`postgresql://127.0.0.1:${server.port}/cinch`);
    for (const [given, told] of [
      ['postgres://u:canary@[::1]:5433/db', 'postgresql://[::1]:5433/db'],
      ['postgresql://u:canary@db.contoso.example/db?password=canary', 'postgresql://db.contoso.example:5432/db'],
      ['postgresql:///db?host=/run/postgresql&user=u&password=canary', 'postgresql:///db?host=/run/postgresql'],
    ] as const)
      expect(opened({ url: given }).open('x').place).toBe(told);
  });

  test.each([
    '',
    'canary',
    'mysql://u:canary@h/db',
    'postgresql://u:canary@h:port/db',
    'postgresql://u:canary@%ZZ:1/db',
  ])('%p is refused without being repeated', async (given) => {
    const error = await thrown((async () => opened({ url: given }).ready())());

    expect(error.code).toBe('store.unreachable');
    expect(JSON.stringify([problemDocument(error), error.stack?.split('\n')[0]])).not.toContain('canary');
  });

  test('with another password, user or database is refused, each in its words', async () => {
    const says = async (given: string) => (await thrown(opened({ url: given }).ready())).detail.replace(/^`.*?` /, '');

    expect(await says(url('cinch').replace('pa55', 'pa56'))).toBe('does not accept the user or the password');
    expect(await says(url('cinch').replace(postgresUser, 'somebody'))).toBe('does not accept the user or the password');
    expect(await says(url('absent'))).toBe('has no such database');
    expect(await says(`postgresql://${postgresUser}@127.0.0.1:${server.port}/cinch`)).toBe(
      'asks for a password, and none was given',
    );
    expect(await says(`postgresql://${postgresUser}@host.invalid:5432/cinch`)).toMatch(/^cannot be reached \(E/);
  });

  test('may leave the password to the environment', async () => {
    const before = process.env.PGPASSWORD;
    process.env.PGPASSWORD = postgresPassword;
    try {
      await opened({ url: `postgresql://${postgresUser}@127.0.0.1:${server.port}/cinch` }).ready();
    } finally {
      if (before === undefined) delete process.env.PGPASSWORD;
      else process.env.PGPASSWORD = before;
    }
  });

  test('that asks for TLS gets it from a server whose certificate it can trust, and from no other', async () => {
    const encrypted = async (more: string) => {
      await opened({ url: url(`cinch?${more}`) }).ready();
    };

    await encrypted(`sslmode=verify-full&sslrootcert=${authorityFile}`);
    for (const mode of ['verify-full', 'verify-ca', 'require', 'prefer'])
      expect((await thrown(encrypted(`sslmode=${mode}`))).detail).toContain('certificate that cannot be trusted');
    expect(
      (await thrown(opened({ url: url(`cinch?sslmode=require&sslrootcert=${authorityFile}`, '127.0.0.1') }).ready()))
        .detail,
    ).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
    await encrypted('sslmode=no-verify');
    await encrypted('sslmode=disable');
  });

  test('of a database that does not keep its text in UTF-8 makes no instance there', async () => {
    await server.sql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    const there = opened({ url: server.url('latin') });
    const id = newId();

    expect((await thrown(there.make(id, seedOf(id)))).detail).toContain('UTF-8');
    expect(await there.list()).toEqual([]);
  });

  test('of a user who may make nothing is refused in those words, and nothing is left', async () => {
    await server.sql("CREATE ROLE small LOGIN PASSWORD 'small'");
    const there = opened({ url: `postgresql://small:small@127.0.0.1:${server.port}/cinch` });
    const id = newId();

    expect((await thrown(there.make(id, seedOf(id)))).detail).toContain('does not let its user do that');
    expect(await stores.has(id)).toBe(false);
  });
});
