import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { oneAtATime } from '../../../src/adapters/system/one-at-a-time.ts';

const folder = mkdtempSync(join(tmpdir(), 'cinch-one-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const soon = { pause: async () => undefined, atMostMs: 200 };

test('what ends, well or not, lets the next one in, who did not have to wait', async () => {
  const path = join(folder, 'a', 'lock');

  await expect(oneAtATime(path, soon, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');

  expect(await oneAtATime(path, soon, async (waited) => [waited, existsSync(path)])).toEqual([false, true]);
  expect(existsSync(path)).toBe(false);
});

test('what a process that is gone held is taken, and who is there is waited for, though not for ever', async () => {
  const path = join(folder, 'held');
  const waited = async (holder: string) => {
    let looks = 0;
    writeFileSync(path, holder);
    const pause = async () => {
      looks += 1;
    };
    const had = await oneAtATime(path, { pause, atMostMs: 200 }, async (it) => it);
    return [had, looks];
  };

  expect(await waited(`2147483000 ${hostname()}`)).toEqual([true, 1]);
  expect(await waited(`${process.pid} ${hostname()}`)).toEqual([true, 4]);
  // Numbers of processes say nothing about another machine, and what it holds stays its own.
  expect(await waited('2147483000 elsewhere.example')).toEqual([true, 4]);
  expect(existsSync(path)).toBe(true);
});

test('where no file can be made the work is done all the same', async () => {
  writeFileSync(join(folder, 'file'), '');

  expect(await oneAtATime(join(folder, 'file', 'lock'), soon, async (waited) => waited)).toBe(false);
});
