import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TrailMark } from '../../../src/model/sync.ts';
import { addPlain, refused } from '../../contract/stage.ts';
import { createWorld, type World } from '../../support/world.ts';

// Too many to be gone through at every look.
const many = 2_010;

describe('what changed in a large environment', () => {
  let world: World;
  let since: TrailMark;
  const tamper = (sql: string) => {
    const database = new DatabaseSync(world.path);
    database.exec(sql);
    database.close();
  };
  beforeAll(async () => {
    world = await createWorld();
    const admin = world.as();
    await admin.apply(Array.from({ length: many }, (_, at) => addPlain(`Plain ${at}`)));
    since = (await admin.query('sync.records', { kind: 'type' })).mark;
    await admin.apply([
      { change: 'connection.lock', connection: 'plain-1', reason: 'why' },
      { change: 'connection.lock', connection: 'plain-2', reason: 'why' },
      { change: 'connection.remove', connection: 'plain-3' },
    ]);
  });
  afterAll(() => world.close());

  test('is told with what was removed, in whatever stretches', async () => {
    const admin = world.as();

    const { items } = await admin.query('sync.changes', { since });
    expect(items.map(({ name, record }) => [name, record?.revision ?? null])).toEqual([
      ['plain-1', 2],
      ['plain-2', 2],
      ['plain-3', null],
    ]);
    // Its earlier entry comes in a stretch of its own, and it is gone as well.
    const start = { seq: 0, hash: '0'.repeat(43) };
    const early = await admin.query('sync.changes', { since: start, limit: 10 });
    expect(early.items.map(({ name, record }) => [name, record === null])).toContainEqual(['plain-3', true]);
  });

  test('is never told as removed where it cannot be found', async () => {
    tamper("DELETE FROM connections WHERE name = 'plain-2'");
    const admin = world.as();

    const found = await refused(admin.query('sync.changes', { since }), 'store.damaged');
    expect(found.detail).toContain('a record of kind connection cannot be found, and nobody removed it');
    const { next } = await admin.query('sync.records', { kind: 'connection', limit: 2_000 });
    await refused(admin.query('sync.records', { kind: 'connection', after: next ?? '' }), 'store.damaged');
  });

  test('is not told past an entry that is missing', async () => {
    tamper(`DELETE FROM audit WHERE seq = ${since.seq + 2}`);

    await refused(world.as().query('sync.changes', { since }), 'audit.broken');
  });
});
