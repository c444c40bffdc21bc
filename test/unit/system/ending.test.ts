import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { hearEnding } from '../../../src/adapters/system/ending.ts';

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s is heard once, ends the pause, and is left to the system from then on', async (signal, code) => {
  const signals = new EventEmitter();
  let cleared = 0;
  const ending = hearEnding(signals as unknown as NodeJS.Process, () => {
    cleared += 1;
  });
  expect(ending.code()).toBeUndefined();
  const paused = ending.pause(3_600_000);
  signals.emit(signal, signal);
  await paused;

  expect([ending.code(), cleared]).toEqual([code, 1]);
  expect(signals.eventNames()).toEqual([]);
  await ending.pause(3_600_000);
});

test('whoever stops listening hears nothing', () => {
  const signals = new EventEmitter();
  hearEnding(signals as unknown as NodeJS.Process, () => undefined).close();
  expect(signals.eventNames()).toEqual([]);
});
