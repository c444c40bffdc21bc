import { problem } from '../kernel/problem.ts';
import type { Progress } from '../kernel/progress.ts';
import type { Prompter } from '../kernel/prompter.ts';
import type { SecretValue } from '../kernel/secret-value.ts';
import type { KeyRing, Sealing } from '../service/store/sealing.ts';
import type { Settings } from './settings.ts';

/** Sealing loads node:crypto and, for the keychain, a native package: only what touches a secret pays for it. */
export function lazySealing(settings: Settings, prompt: Prompter, progress: Progress): Sealing {
  let loaded: Promise<Sealing> | undefined;
  const load = () => {
    loaded ??= import('../adapters/sealing/sealing.ts').then(({ createSealing }) =>
      createSealing({
        env: settings.env,
        progress,
        askPassphrase: async (purpose) => {
          if (!prompt.interactive) return undefined;
          return purpose === 'open'
            ? prompt.secret({ message: 'Passphrase of the stored secrets' })
            : newPassphrase(prompt);
        },
      }),
    );
    return loaded;
  };
  const unlocked = new Map<string, Promise<KeyRing>>();
  return {
    begin: async (id, options) => (await load()).begin(id, options),
    // A run that hands out many secrets derives their key once, and asks for its passphrase once.
    unlock(id, kept) {
      const which = JSON.stringify([id, kept]);
      const open = unlocked.get(which) ?? load().then((sealing) => sealing.unlock(id, kept));
      unlocked.set(which, open);
      open.catch(() => unlocked.delete(which));
      return open;
    },
    rewrap: async (id, kept, options) => (await load()).rewrap(id, kept, options),
    forgetOld: (kept) => ({ storage: kept.storage, keys: kept.keys.slice(-1) }),
  };
}

// A slip in a passphrase that nobody sees would lock every secret away.
async function newPassphrase(prompt: Prompter): Promise<SecretValue> {
  const first = await prompt.secret({ message: 'New passphrase for the stored secrets' });
  const again = await prompt.secret({ message: 'The same once more' });
  if (first.reveal() === again.reveal()) return first;
  throw problem('secret.differ', {});
}
