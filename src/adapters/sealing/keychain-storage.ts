import { randomBytes } from 'node:crypto';
import { exactBytes } from './exact-bytes.ts';
import type { Keychain } from './keychain.ts';
import { keptDamaged, locked } from './locked.ts';
import { keepProven, proveKeychain, troubleWords } from './proven-keychain.ts';
import { keyBytes } from './sealed-text.ts';
import type { WrappingStorage } from './wrapping.ts';

/** Wrapping keys as random entries of the operating system's keychain. */
export function keychainStorage(keychain: Keychain): WrappingStorage {
  return {
    async find(environmentId, how) {
      const entry = ownEntry(environmentId, how.entry);
      if (entry === undefined) throw keptDamaged('keychain', 'its entry is none that cinch made for this environment');
      const text = await keychain.get(entry).catch((error: unknown) => {
        throw locked('keychain', troubleWords(error));
      });
      if (text === undefined) throw locked('keychain', 'the keychain of this user and machine has no such entry');
      const key = exactBytes(text);
      if (key?.length !== keyBytes) throw locked('keychain', 'the entry there holds no key of cinch');
      return { key, with: how };
    },
    async make(environmentId, how) {
      const key = randomBytes(keyBytes);
      const entry = entryName(environmentId);
      try {
        await proveKeychain(keychain, entryName('probe'));
        if (how?.dryRun !== true) await keepProven(keychain, entry, key.toString('base64url'));
      } catch (error) {
        return { says: troubleWords(error) };
      }
      return { wrapping: { key, with: { entry } } };
    },
    async forget(environmentId, how) {
      const entry = ownEntry(environmentId, how.entry);
      // The change that replaced it is already kept, and what is left behind opens nothing that is: not worth a failure.
      if (entry !== undefined) await keychain.delete(entry).catch(() => {});
    },
  };
}

function entryName(environmentId: string): string {
  return `${environmentId}/${randomBytes(12).toString('base64url')}`;
}

// A changed record must not lead to, or delete, the entry of another environment.
function ownEntry(environmentId: string, entry: string | undefined): string | undefined {
  const start = `${environmentId}/`;
  const own = typeof entry === 'string' && entry.startsWith(start) && /^[\w-]{16}$/.test(entry.slice(start.length));
  return own ? entry : undefined;
}
