import { afterEach, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/adapters/system/new-id.ts';
import { isProblem } from '../../src/kernel/problem.ts';
import type { Environment } from '../../src/model/environment.ts';
import type { Driver } from '../../src/service/store/driver.ts';
import type { InstanceStores } from '../../src/service/store/instance-stores.ts';
import { doorTo, seedOf } from '../support/instances.ts';
import { addPlain } from './stage.ts';

/** A place for the instances of one test; `again` opens the same place as another server would. */
export interface StoresPlace {
  again(): InstanceStores;
  remove(): Promise<void>;
}

/** What the instances of a server keep, whatever engine holds them. */
export function describeStores(name: string, open: () => Promise<StoresPlace>): void {
  describe(name, () => {
    const opened: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const end of opened.splice(0).reverse()) await end();
    });
    const place = async () => {
      const it = await open();
      opened.push(() => it.remove());
      const server = () => {
        const stores = it.again();
        opened.push(() => stores.close());
        return stores;
      };
      return { server, stores: server() };
    };
    const ids = () => Array.from({ length: 3 }, () => newId()) as [string, string, string];
    const names = async (door: Environment) =>
      (await door.query('connection.list', {})).items.map((it) => (it as { name: string }).name);

    test('a new place holds no instance and can be used', async () => {
      const { stores } = await place();

      expect(await stores.list()).toEqual([]);
      expect(await stores.has(newId())).toBe(false);
      await stores.ready();
    });

    test('the first that is made is the home instance, and stays the first of the list', async () => {
      const { stores, server } = await place();
      const [one, other, third] = ids();

      // The id of the first sorts last.
      for (const id of [third, one, other]) expect(await stores.make(id, seedOf(id))).toBe(true);

      expect((await stores.list())[0]).toBe(third);
      expect((await stores.list()).toSorted()).toEqual([one, other, third]);
      expect(await server().list()).toEqual(await stores.list());
      expect(await stores.has(other)).toBe(true);
      expect(await server().has(third)).toBe(true);
      await stores.ready();
    });

    test('one that is there is not made again, and keeps what it holds', async () => {
      const { stores, server } = await place();
      const [home, other] = ids();
      for (const id of [home, other]) await stores.make(id, seedOf(id));
      await doorTo(stores, other).apply([addPlain('Kept')]);

      const seed = () => Promise.reject(new Error('nothing is seeded'));

      expect(await stores.make(home, seed)).toBe(false);
      expect(await server().make(other, seed)).toBe(false);
      expect(await names(doorTo(stores, other))).toEqual(['kept']);
    });

    test('one whose seed fails is not there, not even in part', async () => {
      const { stores } = await place();
      const [home, other] = ids();
      const failing = (id: string) => async (driver: Driver) => {
        await seedOf(id)(driver);
        throw new Error('the seed fails at its end');
      };

      await expect(stores.make(home, failing(home))).rejects.toThrow('fails at its end');
      expect(await stores.list()).toEqual([]);
      expect(await stores.make(home, seedOf(home))).toBe(true);
      await expect(stores.make(other, failing(other))).rejects.toThrow('fails at its end');
      expect(await stores.list()).toEqual([home]);
      expect(await stores.has(other)).toBe(false);
      expect(await stores.make(other, seedOf(other))).toBe(true);
    });

    test('an instance never sees what another holds, though both use the same names', async () => {
      const { stores } = await place();
      const [home, other, third] = ids();
      for (const id of [home, other, third]) await stores.make(id, seedOf(id));

      await Promise.all([
        doorTo(stores, home).apply([addPlain('Same'), addPlain('Of home')]),
        doorTo(stores, other).apply([addPlain('Same'), addPlain('Of the other')]),
      ]);

      expect(await names(doorTo(stores, home))).toEqual(['of-home', 'same']);
      expect(await names(doorTo(stores, other))).toEqual(['of-the-other', 'same']);
      expect(await names(doorTo(stores, third))).toEqual([]);
      for (const id of [home, other, third]) {
        const { items } = await doorTo(stores, id).query('audit.list', {});
        expect(new Set(items.flatMap(({ target }) => (target.kind === 'environment' ? [target.id] : [])))).toEqual(
          new Set([id]),
        );
        expect((await doorTo(stores, id).query('audit.verify', {})).entries).toBe(id === third ? 1 : 3);
      }
    });

    test('a door that closes leaves the store open for the others', async () => {
      const { stores } = await place();
      const [home] = ids();
      await stores.make(home, seedOf(home));
      const [one, other] = [doorTo(stores, home), doorTo(stores, home)];

      await one.close();
      await other.apply([addPlain('Still there')]);

      expect(await names(one)).toEqual(['still-there']);
    });

    test('two servers that make the first instance at once end with both, and one home', async () => {
      const { stores, server } = await place();
      const other = server();
      const [first, second] = ids();

      const made = await Promise.all([stores.make(first, seedOf(first)), other.make(second, seedOf(second))]);

      expect(made).toEqual([true, true]);
      expect((await stores.list()).toSorted()).toEqual([first, second]);
      expect(await other.list()).toEqual(await stores.list());
    });

    test('of two that make the same instance at once exactly one does', async () => {
      const { stores, server } = await place();
      const [home, other] = ids();
      const two = server();

      const homes = await Promise.all([stores.make(home, seedOf(home)), two.make(home, seedOf(home))]);
      const others = await Promise.all([stores.make(other, seedOf(other)), two.make(other, seedOf(other))]);

      expect(homes.toSorted()).toEqual([false, true]);
      expect(others.toSorted()).toEqual([false, true]);
      expect(await stores.list()).toEqual([home, other]);
    });

    test('an id that names nothing, or would lead elsewhere, is no instance', async () => {
      const { stores } = await place();
      const [home] = ids();
      await stores.make(home, seedOf(home));

      for (const id of ['', '..', `../${home}`, 'a/b', 'A', `${home}'`, 'x'.repeat(80), '\0', newId()]) {
        expect([id, await stores.has(id)]).toEqual([id, false]);
        await expect(
          (async () => stores.open(id).read((session) => session.all('SELECT * FROM environment')))(),
        ).rejects.toThrow();
      }
    });

    test('an instance that is not there is told apart from a store that is empty', async () => {
      const { stores } = await place();
      const [home, absent] = ids();
      await stores.make(home, seedOf(home));

      const error = await (async () => doorTo(stores, absent).query('whoami', {}))().catch((thrown: unknown) => thrown);

      expect(isProblem(error) && error.code).toBe('store.unreachable');
    });
  });
}
