import { expect, test } from '@jest/globals';
import { type Keyring, osKeychain } from '../../../src/adapters/sealing/keychain.ts';

/** A package that notes how it is used and answers as it is told. */
function packageThat(answer: () => Promise<unknown>, opens = true) {
  const made: unknown[][] = [];
  const AsyncEntry = function AsyncEntry(...given: unknown[]) {
    if (!opens) throw new Error('CANARY of the package');
    made.push(given);
    return { getPassword: answer, setPassword: answer, deletePassword: answer };
  };
  return { made, load: async () => ({ AsyncEntry }) as unknown as Keyring };
}

const troubleOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: Error & { trouble: string }) => {
      expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('CANARY');
      return error.trouble;
    },
  );

test('every use is pinned to the Secret Service, so that Linux never falls back to the kernel keyring', async () => {
  const { made, load } = packageThat(async () => null);
  const used = osKeychain(load);

  await used.get('a');
  await used.set('b', 'text');
  await used.delete('c');

  const pin = { linux: { store: 'secret-service' } };
  expect(made).toEqual(['a', 'b', 'c'].map((entry) => ['cinch', entry, pin]));
});

test('a package that is not installed is told as such', async () => {
  const missing = () => Promise.reject(new Error('Cannot find package'));

  expect(await troubleOf(osKeychain(missing).get('a'))).toBe('not-installed');
});

test('a keychain that is not there is told apart from one that refuses, and neither lends its words', async () => {
  const closed = packageThat(async () => null, false);
  const refusing = packageThat(() => Promise.reject(new Error('CANARY of the package')));

  expect(await troubleOf(osKeychain(closed.load).get('a'))).toBe('not-there');
  expect(await troubleOf(osKeychain(refusing.load).set('a', 'b'))).toBe('refused');
});

test('a keychain that never answers is given up', async () => {
  const silent = packageThat(() => new Promise(() => {}));

  expect(await troubleOf(osKeychain(silent.load, 1).get('a'))).toBe('silent');
});
