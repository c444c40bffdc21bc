import { isDeepStrictEqual } from 'node:util';
import type { Progress } from '../../kernel/progress.ts';
import type { SecretValue } from '../../kernel/secret-value.ts';
import type { SecretStorage, WrappedKey } from '../../model/environment-record.ts';
import type { KeptKeys, NewKeys, RewrapOptions, Sealing } from '../../service/store/sealing.ts';
import { type DataKey, keyRing, newDataKey, unwrap, wrap } from './data-key.ts';
import { keyFileStorage } from './key-file-storage.ts';
import { keyVaultStorage } from './key-vault-storage.ts';
import { type Keychain, osKeychain } from './keychain.ts';
import { keychainStorage } from './keychain-storage.ts';
import { keptDamaged, noStorage, wrongKey } from './locked.ts';
import { type AskPassphrase, passphraseStorage, scryptCost } from './passphrase.ts';
import type { MadeWrapping, MakeOptions, VaultKeys, Wrapping, WrappingStorage } from './wrapping.ts';

export interface SealingParts {
  /** Where `CINCH_PASSPHRASE` and `CINCH_KEY_FILE` are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly askPassphrase: AskPassphrase;
  readonly keychain?: Keychain;
  /** scrypt's N for new passphrases, a power of two. Less than the default is for tests only. */
  readonly cost?: number;
  /** Files of keys that wrapped before the one that `CINCH_KEY_FILE` names, and still open. */
  readonly olderKeyFiles?: readonly string[];
  /** Keys of a key vault: where there are any, they keep every key that is new or wrapped anew. */
  readonly vaultKeys?: VaultKeys | undefined;
  /** Is told while a key is made from a passphrase. */
  readonly progress?: Pick<Progress, 'during'>;
}

interface Worn {
  /** Whether a key is still wrapped by what only opens. */
  isWorn(environmentId: string, kept: KeptKeys): Promise<boolean>;
}

/** Data keys of 32 random bytes, wrapped by a keychain, a passphrase or a key file (design 6). Keeps nothing between calls. */
export function createSealing({
  env,
  askPassphrase,
  keychain = osKeychain(),
  cost = scryptCost,
  olderKeyFiles = [],
  vaultKeys,
  progress,
}: SealingParts): Sealing & Worn {
  const storages: Record<SecretStorage, WrappingStorage> = {
    keychain: keychainStorage(keychain),
    passphrase: passphraseStorage({ env, ask: askPassphrase, cost, progress }),
    'key-file': keyFileStorage(env, olderKeyFiles),
    'key-vault': keyVaultStorage(vaultKeys),
  };
  const preferred = vaultKeys === undefined ? undefined : 'key-vault';

  async function opened(environmentId: string, kept: KeptKeys): Promise<{ wrapping: Wrapping; keys: DataKey[] }> {
    const how = sharedWith(kept.keys);
    if (how === undefined) throw keptDamaged(kept.storage, 'what is kept of it does not belong together');
    const wrapping = await storages[kept.storage].find(environmentId, how);
    const all = [wrapping.key, ...(wrapping.older ?? [])];
    const keys = kept.keys.flatMap((key) => all.flatMap((it) => unwrap(key, environmentId, it) ?? []).slice(0, 1));
    if (keys.length === 0) throw wrongKey(kept.storage);
    if (keys.length < kept.keys.length) throw keptDamaged(kept.storage, 'not every version of it opens');
    return { wrapping, keys };
  }

  /** The passphrase that the key moves to, where it is not for the storage to find one. */
  async function nextPassphrase(kept: KeptKeys, old: Wrapping, { to, newPassphrase }: RewrapOptions) {
    if (newPassphrase !== undefined || kept.storage !== 'passphrase' || (to ?? 'passphrase') !== 'passphrase')
      return newPassphrase;
    if (to === undefined) return old.passphrase;
    // `CINCH_PASSPHRASE` is the old one here, so that the new one can only be typed.
    const typed = await askPassphrase('new');
    if (typed === undefined) throw noStorage('no new passphrase was given and nobody can be asked for one');
    return typed;
  }

  return {
    async begin(environmentId, { to, newPassphrase, dryRun } = {}) {
      const asked = to ?? (newPassphrase === undefined ? preferred : 'passphrase');
      if (asked !== undefined) refusePassphraseFor(asked, newPassphrase);
      const [storage, wrapping]: [SecretStorage, Wrapping] =
        asked === undefined
          ? await firstWrapping(environmentId, env, storages, { dryRun })
          : [asked, taken(await storages[asked].make(environmentId, { passphrase: newPassphrase, dryRun }))];
      return { ...wrapped(environmentId, storage, wrapping, [newDataKey([])]), settle: async () => {} };
    },
    async isWorn(environmentId, kept) {
      if (preferred !== undefined && kept.storage !== preferred) return true;
      const { wrapping } = await opened(environmentId, kept);
      if ((await storages[kept.storage].isCurrent?.(wrapping.with)) === false) return true;
      return kept.keys.some((key) => unwrap(key, environmentId, wrapping.key) === undefined);
    },
    async unlock(environmentId, kept) {
      return keyRing((await opened(environmentId, kept)).keys);
    },
    async rewrap(environmentId, kept, options) {
      const { to = options.newPassphrase === undefined ? preferred : undefined } = options;
      const storage = to ?? kept.storage;
      refusePassphraseFor(storage, options.newPassphrase);
      const old = await opened(environmentId, kept);
      const passphrase = await nextPassphrase(kept, old.wrapping, { ...options, ...(to === undefined ? {} : { to }) });
      const { dryRun } = options;
      const wrapping = taken(await storages[storage].make(environmentId, { passphrase, dryRun }));
      const keys = options.rotate === true ? [...old.keys, newDataKey(old.keys)] : old.keys;
      const settle = () => storages[kept.storage].forget(environmentId, old.wrapping.with);
      return { ...wrapped(environmentId, storage, wrapping, keys), settle };
    },
    forgetOld({ storage, keys }) {
      const newest = Math.max(...keys.map((key) => key.version));
      return { storage, keys: keys.filter((key) => key.version === newest) };
    },
  };
}

function refusePassphraseFor(storage: SecretStorage, passphrase: SecretValue | undefined): void {
  if (passphrase !== undefined && storage !== 'passphrase')
    throw noStorage(`a new passphrase was given, but a ${storage} is to keep the key`);
}

/** Where the first key goes: what a variable asks for and nothing else, or the keychain, or what a person types. */
async function firstWrapping(
  environmentId: string,
  env: SealingParts['env'],
  storages: Record<SecretStorage, WrappingStorage>,
  how: MakeOptions,
): Promise<[SecretStorage, Wrapping]> {
  if (env.CINCH_KEY_FILE !== undefined) return ['key-file', taken(await storages['key-file'].make(environmentId, how))];
  if (env.CINCH_PASSPHRASE !== undefined)
    return ['passphrase', taken(await storages.passphrase.make(environmentId, how))];
  const entry = await storages.keychain.make(environmentId, how);
  if ('wrapping' in entry) return ['keychain', entry.wrapping];
  const typed = await storages.passphrase.make(environmentId, how);
  if ('wrapping' in typed) return ['passphrase', typed.wrapping];
  throw noStorage(`CINCH_KEY_FILE and CINCH_PASSPHRASE are not set, ${entry.says}, and ${typed.says}`);
}

function taken(made: MadeWrapping): Wrapping {
  if ('says' in made) throw noStorage(made.says);
  return made.wrapping;
}

function wrapped(
  environmentId: string,
  storage: SecretStorage,
  wrapping: Wrapping,
  keys: readonly DataKey[],
): Omit<NewKeys, 'settle'> {
  const kept = keys.map((key) => wrap(key, environmentId, wrapping.key, wrapping.with));
  return { storage, keys: kept, ring: keyRing(keys) };
}

// All versions are wrapped by one key: a list that asked for scrypt once a version could be made to take hours.
function sharedWith(keys: readonly WrappedKey[]): WrappedKey['with'] | undefined {
  const [first, ...others] = keys.map((key) => key.with);
  return others.every((other) => isDeepStrictEqual(other, first)) ? first : undefined;
}
