import { randomBytes } from 'node:crypto';
import type { Keychain, KeychainTrouble } from './keychain.ts';

const words: Record<KeychainTrouble | 'forgetful', string> = {
  'not-installed': 'the optional package @napi-rs/keyring is not installed',
  'not-there': 'no keychain runs here',
  refused: 'the keychain is locked or refuses',
  silent: 'the keychain does not answer',
  forgetful: 'the keychain does not keep what it is given',
};

/** Some keychains take a value and answer as if none had been set: trusted only after a random value came and went. */
export async function proveKeychain(keychain: Keychain, entry: string): Promise<void> {
  await keepProven(keychain, entry, randomBytes(32).toString('base64url'));
  await keychain.delete(entry);
  if ((await keychain.get(entry)) !== undefined) throw forgetful();
}

/** Keeps a text, and looks whether it is there. */
export async function keepProven(keychain: Keychain, entry: string, text: string): Promise<void> {
  await keychain.set(entry, text);
  if ((await keychain.get(entry)) !== text) throw forgetful();
}

/** What is wrong with a keychain, in words of ours. */
export function troubleWords(error: unknown): string {
  const trouble = (error as { trouble?: keyof typeof words } | undefined)?.trouble;
  return words[trouble ?? 'refused'] ?? words.refused;
}

function forgetful(): Error {
  return Object.assign(new Error('keychain: forgetful'), { trouble: 'forgetful' });
}
