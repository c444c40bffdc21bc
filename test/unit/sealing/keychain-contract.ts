import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Keychain } from '../../../src/adapters/sealing/keychain.ts';

/** What every keychain does, the one in memory and the real one. Uses random entries only and leaves none. */
export function keychainContract(keychain: Keychain): void {
  const anEntry = () => `contract/${randomBytes(12).toString('base64url')}`;

  test('an entry that was never set is nothing', async () => {
    expect(await keychain.get(anEntry())).toBeUndefined();
  });

  test('an entry gives back what was set last, and nothing once it is deleted', async () => {
    const entry = anEntry();
    await keychain.set(entry, 'one');
    await keychain.set(entry, 'two');
    expect(await keychain.get(entry)).toBe('two');
    await keychain.delete(entry);
    expect(await keychain.get(entry)).toBeUndefined();
  });

  test('entries do not see each other', async () => {
    const [one, other] = [anEntry(), anEntry()];
    await keychain.set(one, 'one');
    expect(await keychain.get(other)).toBeUndefined();
    await keychain.delete(one);
  });

  test('deleting what is not there is no failure', async () => {
    await keychain.delete(anEntry());
  });
}
