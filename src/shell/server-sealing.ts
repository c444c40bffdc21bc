import { createSealing } from '../adapters/sealing/sealing.ts';
import { pause } from '../adapters/system/pause.ts';
import type { KeptServer } from '../commands/shared/served.ts';
import type { KeyRing, Sealing } from '../service/store/sealing.ts';
import type { Settings } from './settings.ts';

/** How long a key vault may take for one thing. */
const vaultDeadlineMs = 15_000;

/** What seals the secrets of a server: what it was given and nothing else, because nobody is there to be asked. */
export async function serverSealing(
  { keyFiles, keyVault }: KeptServer,
  { env }: Settings,
): Promise<ReturnType<typeof createSealing>> {
  const [keyFile = env.CINCH_KEY_FILE, ...olderKeyFiles] = keyFiles;
  const given = { CINCH_KEY_FILE: keyFile, CINCH_PASSPHRASE: keyFile === undefined ? env.CINCH_PASSPHRASE : undefined };
  const none = () => Promise.reject(new Error('not-there'));
  return remembered(
    createSealing({
      env: given,
      olderKeyFiles,
      vaultKeys: keyVault === undefined ? undefined : await vaultKeysOf(keyVault, env),
      askPassphrase: async () => undefined,
      keychain: { get: none, set: none, delete: none },
    }),
  );
}

async function vaultKeysOf({ keys, credential }: NonNullable<KeptServer['keyVault']>, env: Settings['env']) {
  const { createVaultKeys } = await import('../adapters/key-vault/vault-keys.ts');
  return createVaultKeys(keys, credential, {
    env,
    pause,
    attended: false,
    deadlineMs: vaultDeadlineMs,
    tellCode: () => undefined,
  });
}

/** Opens the keys of an instance once, for as long as they stay what they are: that may cost half a second or a request. */
function remembered<S extends Sealing>(sealing: S): S {
  const unlocked = new Map<string, Promise<KeyRing>>();
  return {
    ...sealing,
    unlock(id, kept) {
      const which = JSON.stringify([id, kept]);
      const open = unlocked.get(which) ?? sealing.unlock(id, kept);
      unlocked.set(which, open);
      open.catch(() => unlocked.delete(which));
      return open;
    },
  };
}
