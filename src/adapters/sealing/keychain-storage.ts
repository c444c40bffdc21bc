import { randomBytes } from 'node:crypto';
import { exactBytes } from './exact-bytes.ts';
import type { Keychain, KeychainTrouble } from './keychain.ts';
import { keptDamaged, locked } from './locked.ts';
import { keyBytes } from './sealed-text.ts';
import type { WrappingStorage } from './wrapping.ts';

const troubleWords: Record<KeychainTrouble | 'forgetful', string> = {
  'not-installed': 'the optional package @napi-rs/keyring is not installed',
  'not-there': 'no keychain runs here',
  refused: 'the keychain is locked or refuses',
  silent: 'the keychain does not answer',
  forgetful: 'the keychain does not keep what it is given',
};

/** Wrapping keys as random entries of the operating system's keychain. */
export function keychainStorage(keychain: Keychain): WrappingStorage {
  return {
    async find(environmentId, how) {
      const entry = ownEntry(environmentId, how.entry);
      if (entry === undefined) throw keptDamaged('keychain', 'its entry is none that cinch made for this environment');
      const text = await keychain.get(entry).catch((error: unknown) => {
        throw locked('keychain', wordsOf(error));
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
        await probe(keychain);
        if (how?.dryRun !== true) await store(keychain, entry, key);
      } catch (error) {
        return { says: wordsOf(error) };
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

// Some keychains take a value and answer as if none had been set: trusted only after a random entry came and went.
async function probe(keychain: Keychain): Promise<void> {
  const entry = entryName('probe');
  await store(keychain, entry, randomBytes(keyBytes));
  await keychain.delete(entry);
  if ((await keychain.get(entry)) !== undefined) throw forgetful();
}

async function store(keychain: Keychain, entry: string, key: Buffer): Promise<void> {
  const text = key.toString('base64url');
  await keychain.set(entry, text);
  if ((await keychain.get(entry)) !== text) throw forgetful();
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

function forgetful(): Error {
  return Object.assign(new Error('keychain: forgetful'), { trouble: 'forgetful' });
}

function wordsOf(error: unknown): string {
  const trouble = (error as { trouble?: keyof typeof troubleWords } | undefined)?.trouble;
  return troubleWords[trouble ?? 'refused'] ?? troubleWords.refused;
}
