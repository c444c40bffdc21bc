import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';

const made: unknown[][] = [];
let answer: () => Promise<unknown>;
let failsToOpen = false;
let installed = true;

beforeEach(() => {
  made.length = 0;
  failsToOpen = false;
  installed = true;
  answer = async () => null;
  jest.resetModules();
  jest.unstable_mockModule('@napi-rs/keyring', () => {
    if (!installed) throw new Error('Cannot find package');
    return {
      AsyncEntry: function AsyncEntry(...given: unknown[]) {
        if (failsToOpen) throw new Error('CANARY of the package');
        made.push(given);
        return { getPassword: () => answer(), setPassword: () => answer(), deletePassword: () => answer() };
      },
    };
  });
});
afterEach(() => {
  jest.useRealTimers();
});

const keychain = async () => (await import('../../../src/adapters/sealing/keychain.ts')).osKeychain();
const troubleOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: Error & { trouble: string }) => {
      expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('CANARY');
      return error.trouble;
    },
  );

test('every use is pinned to the Secret Service, so that Linux never falls back to the kernel keyring', async () => {
  const used = await keychain();
  await used.get('a');
  await used.set('b', 'text');
  await used.delete('c');
  const pin = { linux: { store: 'secret-service' } };
  expect(made).toEqual(['a', 'b', 'c'].map((entry) => ['cinch', entry, pin]));
});

test('a package that is not installed is told as such', async () => {
  installed = false;
  expect(await troubleOf((await keychain()).get('a'))).toBe('not-installed');
});

test('a keychain that is not there is told apart from one that refuses, and neither lends its words', async () => {
  failsToOpen = true;
  expect(await troubleOf((await keychain()).get('a'))).toBe('not-there');
  failsToOpen = false;
  answer = () => Promise.reject(new Error('CANARY of the package'));
  expect(await troubleOf((await keychain()).set('a', 'b'))).toBe('refused');
});

test('a keychain that never answers is given up after a minute', async () => {
  answer = () => new Promise(() => {});
  const used = await keychain();
  jest.useFakeTimers();
  const waiting = troubleOf(used.get('a'));
  await jest.advanceTimersByTimeAsync(60_000);
  expect(await waiting).toBe('silent');
});
