import { expect, test } from '@jest/globals';
import { revealObscured } from '../../../src/adapters/system/obscured.ts';

// Written by `rclone obscure` of 1.60, which takes another beginning each time.
test.each([
  ['J5VOwIG46ZCcGk2MeqPbi845_ZA3', 'hello'],
  ['e4Eb-DWLgv7_AExHM1IA8EhxOXvz', 'hello'],
  ['faOhLC50_MeNk7bQ6M11hvw9YiVHqjmpLtnKgC1L2A', 'pass ü ph"rase'],
  [
    'icha3428K1Q4ChmoxS1rEFnNcPArdyjLlF4NhK3gExu1yaiUfj3bmeamKvSZ0rtgPW07dQC3V28',
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
])('what rclone obscured is read: %s', (obscured, plain) => {
  expect(revealObscured(obscured)).toBe(plain);
});

test('what it did not is told apart, as far as it can be', () => {
  for (const text of ['', 'canary-5ecret-41c9', 'has spaces', 'J5VOwIG46ZCcGk2MeqPbi845_ZA3=', 'AAAA'])
    expect(revealObscured(text)).toBeUndefined();
});
