import type { AsyncEntry, EntryOptions } from '@napi-rs/keyring';

/** Why a keychain cannot be used. */
export type KeychainTrouble = 'not-installed' | 'not-there' | 'refused' | 'silent';

/** The part of the package that is used. */
export interface Keyring {
  readonly AsyncEntry: new (service: string, name: string, options: EntryOptions) => AsyncEntry;
}

/** The operating system's keychain. Every method rejects with an error that has a `trouble`, and none of it is shown. */
export interface Keychain {
  /** The text of an entry, or nothing where there is no such entry. */
  get(entry: string): Promise<string | undefined>;
  set(entry: string, text: string): Promise<void>;
  /** An entry that is not there counts as deleted. */
  delete(entry: string): Promise<void>;
}

const service = 'cinch';
// Unpinned, the package falls back to the kernel keyring, which forgets at the next start.
const pinned: EntryOptions = { linux: { store: 'secret-service' } };
// A locked keychain asks the person, who needs a while; one that never answers must not hold the command for ever.
const patienceMs = 60_000;

/** The real keychain: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. The package is optional. */
export function osKeychain(
  load: () => Promise<Keyring> = () => import('@napi-rs/keyring'),
  waitMs = patienceMs,
): Keychain {
  async function using<T>(name: string, work: (entry: AsyncEntry) => Promise<T>): Promise<T> {
    const keyring = await load().catch(() => trouble('not-installed'));
    const entry = opened(() => new keyring.AsyncEntry(service, name, pinned));
    return await answered(
      work(entry).catch(() => trouble('refused')),
      waitMs,
    );
  }
  return {
    get: (name) => using(name, async (entry) => (await entry.getPassword()) ?? undefined),
    set: (name, text) => using(name, (entry) => entry.setPassword(text)),
    delete: (name) =>
      using(name, async (entry) => {
        await entry.deletePassword();
      }),
  };
}

function opened(open: () => AsyncEntry): AsyncEntry {
  try {
    return open();
  } catch {
    return trouble('not-there');
  }
}

async function answered<T>(answer: Promise<T>, waitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(troubled('silent')), waitMs);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

// The package's own errors end here: their words are not ours and may hold anything.
function troubled(kind: KeychainTrouble): Error {
  return Object.assign(new Error(`keychain: ${kind}`), { trouble: kind });
}

function trouble(kind: KeychainTrouble): never {
  throw troubled(kind);
}
