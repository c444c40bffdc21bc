import { expect, test } from '@jest/globals';
import { withFlags } from '../../../src/kernel/with-flags.ts';

test.each([
  ['cinch export edit a', '--yes', 'cinch export edit a --yes'],
  ['cinch export edit a', '', 'cinch export edit a'],
  [
    'cinch export edit a --command -- sh -c x',
    '--confirm prod',
    'cinch export edit a --command --confirm prod -- sh -c x',
  ],
  ["cinch export edit 'a -- b'", '--yes', "cinch export edit 'a -- b' --yes"],
  ["cinch export edit 'a -- b' -- sh -c 'x -- y'", '--yes', "cinch export edit 'a -- b' --yes -- sh -c 'x -- y'"],
])('%s with %s is %s', (line, flags, whole) => {
  expect(withFlags(line, flags)).toBe(whole);
});
