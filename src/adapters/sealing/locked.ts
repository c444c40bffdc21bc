import { type Problem, problem } from '../../kernel/problem.ts';
import type { SecretStorage } from '../../model/environment-record.ts';

const storageWords: Record<SecretStorage, string> = {
  keychain: "the operating system's keychain",
  passphrase: 'a passphrase',
  'key-file': 'a key file',
  'key-vault': 'a key of a key vault',
};

const wrongWords: Record<SecretStorage, string> = {
  keychain: 'it does not open with the entry there',
  passphrase: 'it does not open with the one that was given',
  'key-file': 'it does not open with the file that CINCH_KEY_FILE names',
  'key-vault': 'it does not open with that key',
};

/** What to type where a storage was not given what it needs. */
const giveIt: Record<SecretStorage, readonly string[]> = {
  keychain: [],
  passphrase: ['export CINCH_PASSPHRASE=PASSPHRASE'],
  'key-file': ['export CINCH_KEY_FILE=PATH'],
  'key-vault': ['--key-vault-key URL --key-vault-credential managed-identity'],
};

/** The refusal to open what is kept: `says` is the clause that follows where the key is kept, `fix` what to type first. */
export function locked(storage: SecretStorage, says: string, fix: readonly string[] = giveIt[storage]): Problem {
  return problem('secret.locked', { storage: storageWords[storage], says, fix: [...fix, 'cinch help secrets'] });
}

/** The refusal of a wrong passphrase, file or entry. */
export function wrongKey(storage: SecretStorage): Problem {
  return locked(storage, wrongWords[storage]);
}

/** The refusal of something kept that no cinch ever wrote like that. */
export function keptDamaged(storage: SecretStorage, says: string): Problem {
  return locked(storage, says, ['cinch doctor', 'cinch environment restore FILE --name OTHER']);
}

/** The refusal to begin with, or to move to, a storage that cannot be used. */
export function noStorage(why: string): Problem {
  return problem('secret.no_storage', { why });
}
