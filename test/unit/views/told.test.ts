import { expect, test } from '@jest/globals';
import { text } from '../../../src/views/told.ts';

test.each([
  [{ what: 'connection.list', ms: 12.4, done: true }, 'done  connection.list  12 ms'],
  [{ what: 'connection.remove', ms: 3, done: false }, 'refused  connection.remove  3 ms'],
  [{ what: 'a b c d', ms: 0, done: true }, 'done  a, b, c, d  0 ms'],
  [{ what: 'a b c d e', ms: 0, done: true }, 'done  a, b, c and 2 more changes  0 ms'],
])('%j reads %j', (told, line) => {
  expect(text(told)).toBe(line);
});
