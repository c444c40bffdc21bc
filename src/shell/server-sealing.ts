import { createSealing } from '../adapters/sealing/sealing.ts';
import type { KeptServer } from '../commands/shared/served.ts';
import type { KeyRing, Sealing } from '../service/store/sealing.ts';
import type { Settings } from './settings.ts';

/** What seals the secrets of a server: what it was given and nothing else, because nobody is there to be asked. */
export function serverSealing({ keyFiles }: KeptServer, { env }: Settings): ReturnType<typeof createSealing> {
  const [keyFile = env.CINCH_KEY_FILE, ...olderKeyFiles] = keyFiles;
  const given = { CINCH_KEY_FILE: keyFile, CINCH_PASSPHRASE: keyFile === undefined ? env.CINCH_PASSPHRASE : undefined };
  const none = () => Promise.reject(new Error('not-there'));
  return remembered(
    createSealing({
      env: given,
      olderKeyFiles,
      askPassphrase: async () => undefined,
      keychain: { get: none, set: none, delete: none },
    }),
  );
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
