import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isProblem } from '../../../src/kernel/problem.ts';
import type { Change } from '../../../src/model/change.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { QueryName } from '../../../src/model/query.ts';
import { syncKinds } from '../../../src/model/sync.ts';
import { content, type FurnishedStore, furnishedStore } from './furnished-store.ts';

/** Every question, and filters that leave rows out because of a column nobody sees in the answer. */
const questions: readonly (readonly [QueryName, object])[] = [
  ['whoami', {}],
  ['can', { action: 'export.edit', ref: 'nightly' }],
  ['environment.show', {}],
  ['type.list', {}],
  ['type.show', { type: 'acme' }],
  ['connection.list', {}],
  ['connection.list', { sort: 'createdAt:desc', limit: 2 }],
  ['connection.list', { shared: 'users' }],
  ['connection.list', { unused: true }],
  ['connection.list', { locked: true }],
  ['connection.list', { search: 'retail' }],
  ['connection.show', { connection: 'retail-drop' }],
  ['connection.show', { connection: 'Demographics' }],
  ['connection.dependents', { connection: 'retail-drop' }],
  ['connection.dependents', { connection: 'demographics' }],
  ['connection.history', { connection: 'retail-drop' }],
  ['export.list', {}],
  ['export.list', { connection: 'retail-drop' }],
  ['export.list', { status: 'active' }],
  ['export.list', { search: 'night' }],
  ['export.show', { dependent: 'nightly' }],
  ['enrichment.list', {}],
  ['enrichment.list', { status: 'inactive' }],
  ['enrichment.show', { dependent: 'idle' }],
  ['user.list', {}],
  ['user.list', { role: 'contributor' }],
  ['audit.list', {}],
  ['audit.list', { actor: 'admin', limit: 3 }],
  ['audit.list', { action: 'export.add' }],
  ['audit.list', { target: 'nightly' }],
  ['audit.list', { refused: true }],
  ['audit.verify', {}],
  ...syncKinds.flatMap((kind): [QueryName, object][] => [
    ['sync.records', { kind }],
    ['sync.base', { kind }],
  ]),
  ['sync.records', { kind: 'connection', limit: 2 }],
  ['sync.changes', { since: { seq: 0, hash: '0'.repeat(43) } }],
  ['sync.changes', { since: { seq: 0, hash: '0'.repeat(43) }, after: 3, limit: 4 }],
];

const tables = [
  'environment',
  'connections',
  'exports',
  'enrichments',
  'users',
  'types',
  'audit',
  'sync_base',
] as const;

let store: FurnishedStore;
let healthy: readonly string[];
const columns = new Map<string, readonly string[]>();
beforeAll(async () => {
  store = await furnishedStore();
  healthy = await answers(store.tampered('SELECT 1'));
  const database = new DatabaseSync(store.path, { readOnly: true });
  for (const table of [...tables, 'answered'])
    columns.set(
      table,
      database
        .prepare(`PRAGMA table_info(${table})`)
        .all()
        .map((row) => String(row.name)),
    );
  database.close();
});
afterAll(() => store.close());

/** What every question is answered, damage by the name of its problem. Anything else that is thrown is thrown on. */
async function answers(door: Environment): Promise<string[]> {
  const said: string[] = [];
  for (const [query, input] of questions) said.push(await answerOf(door.query(query, input as never)));
  return said;
}

async function answerOf(work: Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await work);
  } catch (error) {
    if (!isProblem(error)) throw error;
    if (error.code === 'store.damaged' || error.code === 'audit.broken') return `damage: ${error.detail}`;
    return `${error.code}: ${error.detail}`;
  }
}

/** Every answer is the healthy one or names the damage, and someone who looks for damage finds it. */
async function expectNamed(door: Environment): Promise<void> {
  const said = await answers(door);
  const wrong = said.flatMap((answer, at) =>
    answer === healthy[at] || answer.startsWith('damage: ') ? [] : [[questions[at], answer]],
  );
  expect(wrong).toEqual([]);
  const looked = await answerOf(door.query('store.check', {}));
  expect(looked).toMatch(/^damage: |"severity":"damage"/);
}

describe('a store that something changed past the rules', () => {
  test.each(tables)(
    'every column of %s that is not what was written is named, and never returned as data',
    async (table) => {
      for (const column of columns.get(table) ?? []) {
        const text = `CASE typeof(${column}) WHEN 'text' THEN replace(replace(${column} || 'x', 'a', 'b'), '"id', '"di') WHEN 'integer' THEN ${column} + 1 ELSE 'x' END`;
        const row = `rowid = (SELECT max(rowid) FROM ${table})`;
        await expectNamed(store.tampered(`UPDATE ${table} SET ${column} = ${text} WHERE ${row}`));
      }
    },
  );

  test.each(['connections', 'exports', 'enrichments', 'users', 'types', 'audit'])(
    'a row of %s that is gone is missed',
    async (table) => {
      for (const end of ['min', 'max'])
        await expectNamed(store.tampered(`DELETE FROM ${table} WHERE rowid = (SELECT ${end}(rowid) FROM ${table})`));
    },
  );

  test('an environment that is gone is missed', async () => {
    await expectNamed(store.tampered('DELETE FROM environment'));
  });

  test('a reference that points elsewhere is named, also to those who see little', async () => {
    for (const sql of [
      "UPDATE exports SET connection = NULL WHERE name = 'nightly'",
      "UPDATE exports SET connection = (SELECT id FROM connections WHERE name = 'acme-live') WHERE name = 'nightly'",
      "UPDATE connections SET shared = 'contributors' WHERE name = 'retail-drop'",
      "UPDATE users SET role = 'administrator' WHERE name = 'ana'",
    ]) {
      await expectNamed(store.tampered(sql));
      const ana = store.tampered(sql, [], 'ana');
      const seen = [await answerOf(ana.query('export.list', {})), await answerOf(ana.query('connection.list', {}))];
      expect(seen.some((answer) => answer.startsWith('damage: '))).toBe(true);
    }
  });

  test('a row that holds the contents of another one, sums and all, is named', async () => {
    const of = "SELECT body, body_sum, sum FROM exports WHERE name = 'weekly'";

    await expectNamed(store.tampered(`UPDATE exports SET (body, body_sum, sum) = (${of}) WHERE name = 'nightly'`));
  });

  test.each<readonly [string, string, Change]>([
    [
      'a dependent that no longer says so',
      "UPDATE exports SET connection = NULL WHERE name = 'weekly'",
      { change: 'connection.remove', connection: 'retail-drop' },
    ],
    [
      'a dependent that is gone',
      "DELETE FROM exports WHERE name = 'weekly'",
      { change: 'connection.remove', connection: 'retail-drop' },
    ],
    [
      'a name that is another',
      "UPDATE connections SET name = 'other' WHERE name = 'demographics'",
      { change: 'connection.unlock', connection: 'demographics' },
    ],
    [
      'a lock that was lifted',
      "UPDATE connections SET locked = 0 WHERE name = 'demographics'",
      { change: 'connection.rename', connection: 'demographics', name: 'new' },
    ],
    [
      'a user who is gone',
      "DELETE FROM users WHERE name = 'vic'",
      { change: 'user.edit', user: 'vic', role: 'auditor' },
    ],
    [
      'a head that was turned back',
      'UPDATE environment SET audit_seq = audit_seq - 1',
      { change: 'user.add', name: 'new', role: 'viewer' },
    ],
  ])('a change that meets %s is refused and leaves everything as it is', async (_, sql, change) => {
    const door = store.tampered(sql);
    const list =
      change.change === 'connection.remove'
        ? [{ change: 'export.remove', dependent: 'nightly' } as const, change]
        : [change];
    const before = await answers(door);

    expect(await answerOf(door.apply(list))).toMatch(/^damage: /);

    expect(await answers(door)).toEqual(before);
  });

  test('a user whose row was lost is not told that they are no user here', async () => {
    const door = store.tampered("UPDATE users SET display_key = 'nobody' WHERE name = 'admin'");

    expect(await answerOf(door.query('whoami', {}))).toMatch(/^damage: /);
  });

  test('an answer that was kept for a key is not given again once it was touched', async () => {
    for (const column of ['changes', 'answer']) {
      const door = store.tampered(`UPDATE answered SET ${column} = replace(${column}, 'a', 'b')`);

      expect(await answerOf(door.apply(content, { idempotencyKey: 'kept' }))).toMatch(/^damage: /);
    }
  });

  test('what is whole is found whole', async () => {
    const { findings } = await store.tampered('SELECT 1').query('store.check', {});

    expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
    expect(healthy.filter((answer) => /^(?:damage|[a-z_.]+): /.test(answer))).toEqual([]);
  });
});
