import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/model/change.ts';
import type { Environment } from '../../../src/model/environment.ts';
import {
  addDrop,
  addEnrichment,
  addExport,
  addPlain,
  addUser,
  apply,
  type ContractWorld,
  type Open,
  refused,
  stages,
} from '../stage.ts';

type ListQuery = 'connection.list' | 'export.list' | 'enrichment.list' | 'user.list';

const dependentColumns = [
  'name',
  'displayName',
  'type',
  'status',
  'schedule',
  'createdAt',
  'createdBy',
  'updatedAt',
  'revision',
];
const columns: { readonly [Q in ListQuery]: readonly string[] } = {
  'connection.list': [
    'name',
    'displayName',
    'type',
    'purpose',
    'status',
    'sharedWith',
    'locked',
    'exports',
    'enrichments',
    'createdAt',
    'createdBy',
    'updatedAt',
    'revision',
  ],
  'export.list': dependentColumns,
  'enrichment.list': dependentColumns,
  'user.list': ['name', 'displayName', 'role', 'createdAt', 'revision'],
};
const every = Object.entries(columns).flatMap(([query, names]) =>
  names.map((name) => [query as ListQuery, name] as const),
);

/** Rows that share most values, so that an order has ties everywhere, and names with marks that SQL knows. */
const crowd: readonly Change[] = [
  ...Array.from({ length: 7 }, (_, at) => addPlain(`Plain ${at}`)),
  addPlain('50% off', { name: 'half' }),
  addPlain('under_score', { name: 'underscore' }),
  addPlain('back\\slash', { name: 'backslash' }),
  addPlain('Ébène', { name: 'ebony' }),
  addPlain("O'Neil; --", { name: 'oneil' }),
  { change: 'connection.lock', connection: 'plain-3', reason: 'why' },
  { change: 'connection.edit', connection: 'plain-4', set: { userId: 'other' } },
  ...Array.from(
    { length: 7 },
    (_, at) => ({ change: 'export.add', displayName: `Export ${at}`, type: 'sftp' }) as const,
  ),
  { change: 'export.edit', dependent: 'export-3', schedule: 'off' },
  ...Array.from({ length: 7 }, (_, at) => addEnrichment(`Enrichment ${at}`, `plain-${at % 2}`)),
  { change: 'enrichment.deactivate', dependent: 'enrichment-2' },
  ...Array.from({ length: 5 }, (_, at) => addUser(`user-${at}`, at % 2 === 0 ? 'viewer' : 'contributor')),
];

export function describeLists(open: Open): void {
  const { bare } = stages(open);

  describe('lists', () => {
    let world: ContractWorld;
    let admin: Environment;
    beforeEach(async () => {
      world = await bare();
      admin = world.as();
      await admin.apply(crowd);
    });
    const paged = async (query: ListQuery, sort: string, between: (page: number) => Promise<unknown>) => {
      const names: string[] = [];
      let next: string | undefined;
      for (let page = 0; page === 0 || next !== undefined; page += 1) {
        if (page > 50) throw new Error(`the pages of ${query} by ${sort} do not end`);
        const found = await admin.query(query, { sort, limit: 3, ...(next === undefined ? {} : { next }) });
        names.push(...found.items.map(({ name }) => name));
        next = found.next ?? undefined;
        await between(page);
      }
      return names;
    };
    const nothing = async () => {};

    test.each(every)(
      '%s by %s is the same paged as whole, in both orders, one the reverse of the other',
      async (query, column) => {
        const whole = await admin.query(query, { sort: column });
        const reverse = await admin.query(query, { sort: `${column}:desc` });
        const names = whole.items.map(({ name }) => name);

        expect(await paged(query, column, nothing)).toEqual(names);
        expect(await paged(query, `${column}:asc`, nothing)).toEqual(names);
        expect(await paged(query, `${column}:desc`, nothing)).toEqual(reverse.items.map(({ name }) => name));
        expect(reverse.items.map(({ name }) => name)).toEqual(names.toReversed());
        expect(new Set(names).size).toBe(names.length);
        expect(whole.next).toBeNull();
        expect(whole.total).toBe(names.length);
      },
    );

    test.each(['name', 'createdAt:desc', 'displayName', 'revision:desc'])(
      'paging by %s visits every row that was there once, while others are added and removed',
      async (sort) => {
        const before = (await admin.query('connection.list', { sort })).items.map(({ name }) => name);

        const seen = await paged('connection.list', sort, async (page) => {
          await apply(admin, addPlain(`A new one ${page}`), addPlain(`Zz new one ${page}`));
          if (page > 0) await apply(admin, { change: 'connection.remove', connection: `a-new-one-${page - 1}` });
        });

        expect(seen.filter((name) => before.includes(name))).toEqual(before);
        expect(new Set(seen).size).toBe(seen.length);
      },
    );

    test('the usual order is by name', async () => {
      for (const query of Object.keys(columns) as ListQuery[]) {
        const usual = await admin.query(query, {});
        expect(usual.items).toEqual((await admin.query(query, { sort: 'name' })).items);
      }
    });

    test.each([
      ['50%', ['half']],
      ['%', ['half']],
      ['_', ['underscore']],
      ['r_s', ['underscore']],
      ['k\\s', ['backslash']],
      ['PLAIN 3', ['plain-3']],
      ['ÉBÈNE', ['ebony']],
      ['Ébène', ['ebony']],
      ['ébène', ['ebony']],
      ["o'neil; --", ['oneil']],
      ['nowhere', []],
    ])(
      'searching connections for %s finds %j: case does not count, and marks of SQL mean themselves',
      async (search, names) => {
        const { items, total } = await admin.query('connection.list', { search });

        expect(items.map(({ name }) => name)).toEqual(names);
        expect(total).toBe(names.length);
      },
    );

    test('searching goes through names, display names and types, and through users by both names', async () => {
      await apply(admin, { ...addUser('zed', 'viewer'), displayName: 'Åsa Öberg' });
      const found = async (query: ListQuery, search: string) =>
        (await admin.query(query, { search })).items.map(({ name }) => name);

      expect(await found('export.list', 'EXPORT-2')).toEqual(['export-2']);
      expect(await found('enrichment.list', 'experian')).toHaveLength(7);
      expect(await found('user.list', 'Åsa')).toEqual(['zed']);
      expect(await found('user.list', 'USER-3')).toEqual(['user-3']);
    });

    test('totals count what the filter picks, whatever the page', async () => {
      expect(await admin.query('connection.list', { limit: 2 })).toMatchObject({ total: 12 });
      expect(await admin.query('connection.list', { limit: 2, search: 'plain' })).toMatchObject({ total: 7 });
      expect(await admin.query('enrichment.list', { limit: 2, status: 'active' })).toMatchObject({ total: 6 });
      expect(await admin.query('user.list', { limit: 1, role: 'viewer' })).toMatchObject({ total: 3 });
    });

    test('a filter, an order and a cursor go together', async () => {
      const filter = { search: 'plain', sort: 'displayName:desc', limit: 5 };
      const first = await admin.query('connection.list', filter);
      const second = await admin.query('connection.list', { ...filter, next: String(first.next) });

      expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(
        [6, 5, 4, 3, 2, 1, 0].map((at) => `plain-${at}`),
      );
      expect([first.total, second.total, second.next]).toEqual([7, 7, null]);
    });

    test('connections are filtered by type, purpose, sharing, use, lock and status', async () => {
      await apply(
        admin,
        addDrop('Shared', { share: ['contributors'] }),
        addDrop('Named', { share: ['user:user-1'] }),
        addDrop('Used'),
        addExport('Uses it', 'used'),
      );
      const found = async (filter: object) =>
        (await admin.query('connection.list', filter)).items.map(({ name }) => name);

      expect(await found({ type: 'sftp' })).toEqual(['named', 'shared', 'used']);
      expect(await found({ purpose: 'export' })).toEqual(['named', 'shared', 'used']);
      expect(await found({ purpose: 'miscellaneous' })).toEqual([]);
      expect(await found({ shared: 'contributors' })).toEqual(['shared']);
      expect(await found({ shared: 'users' })).toEqual(['named']);
      expect(await found({ shared: 'administrators', type: 'sftp' })).toEqual(['used']);
      expect(await found({ unused: true, purpose: 'export' })).toEqual(['named', 'shared']);
      expect(await found({ unused: false })).toEqual(['plain-0', 'plain-1', 'used']);
      expect(await found({ locked: true })).toEqual(['plain-3']);
      expect(await found({ locked: false, search: 'plain-3' })).toEqual([]);
      expect(await found({ status: 'awaiting sign-in' })).toEqual([]);
    });

    test('dependents are filtered by type, status, connection, and the lack of one', async () => {
      const found = async (query: 'export.list' | 'enrichment.list', filter: object) =>
        (await admin.query(query, filter)).total;

      expect(await found('export.list', { withoutConnection: true })).toBe(7);
      expect(await found('export.list', { type: 'sftp', status: 'inactive' })).toBe(7);
      expect(await found('enrichment.list', { connection: 'plain-0' })).toBe(4);
      expect(await found('enrichment.list', { connection: 'Plain 1', status: 'inactive' })).toBe(0);
      await refused(admin.query('export.list', { connection: 'absent' }), 'not_found');
    });

    test('an order that there is not is refused with the nearest, and so is a cursor from elsewhere', async () => {
      const typo = await refused(admin.query('connection.list', { sort: 'displyName' }), 'usage.unknown_column');
      await refused(admin.query('connection.list', { sort: 'constructor' }), 'usage.unknown_column');
      await refused(admin.query('connection.list', { sort: 'name; DROP TABLE users' }), 'usage.unknown_column');
      await refused(admin.query('connection.list', { sort: 'name:down' }), 'usage.flag_value');
      for (const cursor of ['', 'nonsense', 'W10', '[[{}],"x"]', '[{},"x"]', '[1]', '["a",1]'].flatMap((it) => [
        it,
        Buffer.from(it).toString('base64url'),
      ]))
        await refused(admin.query('connection.list', { next: cursor }), 'usage.flag_value');

      expect(typo.detail).toContain('did you mean `displayName`');
    });

    test('a cursor of another order is refused where a number stands in place of a text, or the reverse', async () => {
      const cursor = (value: unknown) => Buffer.from(JSON.stringify([value, 'drop'])).toString('base64url');

      for (const [sort, value] of [
        ['revision', 'x'],
        ['exports:desc', '1'],
        ['locked', 0.5],
        ['revision', 1e300],
        ['displayName', 1],
      ] as const)
        await refused(admin.query('connection.list', { sort, next: cursor(value) }), 'usage.flag_value');
      expect((await admin.query('connection.list', { sort: 'exports', next: cursor(1) })).total).toBeGreaterThan(0);
    });

    test('a limit beyond all stores is none', async () => {
      for (const query of ['connection.list', 'audit.list'] as const) {
        const { items } = await admin.query(query, {});
        expect((await admin.query(query, { limit: Number.MAX_VALUE })).items).toEqual(items);
      }
    });

    test('what no name can hold is not there, and found by no search', async () => {
      for (const ref of ['dr\0op', '\0', '\ud800', '\uffff'])
        await refused(admin.query('connection.show', { connection: ref }), 'not_found');
      for (const text of ['dr\0op', '\ud800', '\uffff']) {
        expect((await admin.query('connection.list', { search: text })).items).toEqual([]);
        expect((await admin.query('audit.list', { search: text, actor: text })).items).toEqual([]);
        expect((await admin.query('names', { kind: 'connection', startsWith: text, limit: 5 })).items).toEqual([]);
      }
      await refused(admin.apply([{ change: 'connection.remove', connection: 'dr\0op' }]), 'not_found');
    });

    test('a limit is read as a whole number of rows, one at least', async () => {
      for (const [limit, count] of [
        [2.5, 2],
        [0, 1],
        [-3, 1],
      ] as const)
        for (const query of ['connection.list', 'audit.list'] as const)
          expect((await admin.query(query, { limit })).items).toHaveLength(count);
    });
  });
}
