import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from '@jest/globals';
import { openSqlite } from '../../../src/adapters/sqlite/driver.ts';
import type { Driver, Session } from '../../../src/service/store/driver.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
const opened: Driver[] = [];
afterEach(async () => {
  for (const driver of opened.splice(0)) await driver.close();
  await world.close();
});

/** A driver, and what it finds of the administrator, with how many times it looked. */
async function looking() {
  world = await createWorld();
  const driver = openSqlite({ path: world.path });
  opened.push(driver);
  const looks = { made: 0 };
  const look = (session: Session) =>
    session.unchanged('admin', async () => {
      looks.made += 1;
      return (await session.one("SELECT role FROM users WHERE name = 'admin'"))?.role;
    });
  return { driver, looks, look };
}

test('what was found is not looked up again while nothing has changed', async () => {
  const { driver, looks, look } = await looking();

  expect(await driver.read(look)).toBe('administrator');
  expect(await driver.read(look)).toBe('administrator');
  expect(looks.made).toBe(1);
});

test('a change by this process is seen by the next look, and one past the program as well', async () => {
  const { driver, looks, look } = await looking();
  await driver.read(look);

  await driver.write((session) => session.run("UPDATE users SET role = 'viewer' WHERE name = 'admin'"));
  expect(await driver.read(look)).toBe('viewer');

  const beside = new DatabaseSync(world.path);
  beside.exec("UPDATE users SET role = 'runner' WHERE name = 'admin'");
  beside.close();
  expect(await driver.read(look)).toBe('runner');
  expect(looks.made).toBe(3);
});

test('a change that comes while a look goes on is seen by the next one and not by this one', async () => {
  const { driver, look } = await looking();
  await driver.read(look);

  const during = await driver.read(async (session) => {
    const before = await look(session);
    await driver.write((it) => it.run("UPDATE users SET role = 'viewer' WHERE name = 'admin'"));
    return [before, await look(session), (await session.one('SELECT role FROM users'))?.role];
  });
  expect(during).toEqual(['administrator', 'administrator', 'administrator']);
  expect(await driver.read(look)).toBe('viewer');
});

test('a transaction that writes remembers nothing, and a look that fails is made again', async () => {
  const { driver, looks, look } = await looking();

  await driver.write(async (session) => [await look(session), await look(session)]);
  expect(looks.made).toBe(2);

  const failing = (session: Session) =>
    session.unchanged('failing', async () => {
      looks.made += 1;
      throw new Error('once more');
    });
  await expect(driver.read(failing)).rejects.toThrow('once more');
  await expect(driver.read(failing)).rejects.toThrow('once more');
  expect(looks.made).toBe(4);
});
