import { expect, test } from '@jest/globals';
import { newId } from '../../../src/adapters/system/new-id.ts';

test('ids are UUIDs of version 7, each after the ones before, also where more are made than a millisecond has numbers for', () => {
  const before = Date.now();
  const ids = Array.from({ length: 30_000 }, newId);

  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(ids.filter((id) => !uuid.test(id))).toEqual([]);
  expect(new Set(ids.map((id) => id.slice(0, 18))).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  expect(Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16)).toBeGreaterThanOrEqual(before);
});
