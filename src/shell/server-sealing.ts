import { createSealing } from '../adapters/sealing/sealing.ts';
import type { KeptServer } from '../commands/shared/served.ts';
import type { KeyRing, Sealing } from '../service/store/sealing.ts';
import type { Settings } from './settings.ts';

/** What seals the secrets of a server: what it was given and nothing else, because nobody is there to be asked. */
export async function serverSealing({ keyFiles }: KeptServer, { env }: Settings): Promise<Sealing> {
  const [keyFile = env.CINCH_KEY_FILE] = keyFiles;
  const given = { CINCH_KEY_FILE: keyFile, CINCH_PASSPHRASE: keyFile === undefined ? env.CINCH_PASSPHRASE : undefined };
  const none = () => Promise.reject(new Error('not-there'));
  return remembered(
    createSealing({
      env: given,
      askPassphrase: async () => undefined,
      keychain: { get: none, set: none, delete: none },
    }),
  );
}

/** Opens the keys of an instance once, for as long as they stay what they are: that may cost half a second or a request. */
function remembered(sealing: Sealing): Sealing {
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
