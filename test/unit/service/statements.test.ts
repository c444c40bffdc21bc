import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openSqlite } from '../../../src/adapters/sqlite/driver.ts';
import type { Driver } from '../../../src/service/store/driver.ts';
import { createTogether } from '../../../src/service/store/together.ts';
import { makeStore } from '../../support/fault-store.ts';

const yielding = () => new Promise<void>((resolve) => setImmediate(resolve));
const folder = mkdtempSync(join(tmpdir(), 'cinch-statements-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['at once', undefined],
  ['after others had their turn', yielding],
] as const)('statements of one transaction that run %s', (_, beforeStatement) => {
  let driver: Driver;
  let stores = 0;
  const path = () => join(folder, `${beforeStatement === undefined}-${stores}.db`);
  beforeEach(async () => {
    stores += 1;
    await makeStore(path());
    driver = openSqlite({ path: path(), ...(beforeStatement === undefined ? {} : { beforeStatement }) });
  });
  afterEach(() => driver.close());
  const role = () => driver.read((session) => session.one('SELECT role FROM users'));

  test('run in the order they were given, though none waits for another', async () => {
    await driver.write(async (session) => {
      const together = createTogether();
      for (let at = 1; at <= 600; at += 1) await together.add(session.run('UPDATE users SET role = ?', `role-${at}`));
      await together.end();
    });

    expect(await role()).toEqual({ role: 'role-600' });
  });

  test('leave nothing behind when one of them fails, neither in their store nor in the next transaction', async () => {
    const failing = driver.write(async (session) => {
      const together = createTogether();
      await together.add(session.run('INSERT INTO users (id) VALUES (?)', 'x'));
      for (let at = 1; at <= 100; at += 1) await together.add(session.run('UPDATE users SET role = ?', 'late'));
      await together.end();
    });
    const next = driver.write((session) => session.one('SELECT role FROM users'));

    await expect(failing).rejects.toMatchObject({ code: 'store.unique' });
    expect(await next).toEqual({ role: 'administrator' });
    expect(await role()).toEqual({ role: 'administrator' });
  });

  test('that nobody waited for do not run in the next transaction, nor alone', async () => {
    const leaving = driver.write(async (session) => {
      for (let at = 1; at <= 10; at += 1) session.run('UPDATE users SET role = ?', 'late').catch(() => undefined);
      throw new Error('left');
    });
    const next = driver.write(async (session) => {
      for (let at = 1; at <= 10; at += 1) await session.one('SELECT 1 AS one FROM users');
    });

    await expect(leaving).rejects.toThrow('left');
    await next;
    expect(await role()).toEqual({ role: 'administrator' });
  });

  test('are over with it', async () => {
    const session = await driver.write(async (it) => it);

    await expect(session.run('UPDATE users SET role = ?', 'late')).rejects.toThrow('after the end');
    expect(await role()).toEqual({ role: 'administrator' });
  });
});
