import { expect, test } from '@jest/globals';
import { createPaint } from '../../../src/terminal/paint.ts';

test('without colours nothing is marked', async () => {
  const paint = await createPaint(0);
  expect(paint.bad('error:') + paint.strong('x') + paint.name('y')).toBe('error:xy');
});

test('with colours done is green, failed red, a warning yellow and a name cyan', async () => {
  const paint = await createPaint(1);
  expect([paint.good('a'), paint.bad('a'), paint.warn('a'), paint.name('a')]).toEqual([
    '\u001b[32ma\u001b[39m',
    '\u001b[31ma\u001b[39m',
    '\u001b[33ma\u001b[39m',
    '\u001b[36ma\u001b[39m',
  ]);
});
