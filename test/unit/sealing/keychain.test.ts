import { describe, expect, test } from '@jest/globals';
import { osKeychain } from '../../../src/adapters/sealing/keychain.ts';
import { keychainContract } from './keychain-contract.ts';
import { memoryKeychain, sealingWith } from './parts.ts';

describe('the keychain in memory', () => keychainContract(memoryKeychain()));

// Reachable on a desktop, and under `dbus-run-session` with an unlocked gnome-keyring; not in most pipelines.
const entry = `reachable/${process.pid}`;
const reachable = await osKeychain()
  .set(entry, 'x')
  .then(
    () => osKeychain().delete(entry),
    (error: unknown) => error as object,
  );

describe('the keychain of the operating system', () => {
  if (reachable === undefined) {
    keychainContract(osKeychain());
    test('it keeps the key of an environment from its beginning to its end', async () => {
      const sealing = sealingWith({ keychain: osKeychain() });
      const first = await sealing.begin('env-1');
      expect(first.storage).toBe('keychain');
      const second = await sealing.rewrap('env-1', first, {});
      await second.settle();
      expect((await sealing.unlock('env-1', second)).version).toBe(1);
      await expect(sealing.unlock('env-1', first)).rejects.toMatchObject({ code: 'secret.locked' });
      await await sealingWith({ env: { CINCH_PASSPHRASE: 'x' }, keychain: osKeychain() })
        .rewrap('env-1', second, { to: 'passphrase' })
        .then((third) => third.settle());
    });
  } else {
    test('where it cannot be used, it says which trouble it has', () => {
      expect(reachable).toMatchObject({ trouble: expect.stringMatching(/^(not-installed|not-there|refused)$/) });
    });
  }
});
