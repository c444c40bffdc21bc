import { randomBytes } from 'node:crypto';
import { printable } from '../../kernel/printable.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import { type KeyFile, makeKeyFile, readKeyFile } from './key-file.ts';
import { locked } from './locked.ts';
import { keyBytes } from './sealed-text.ts';
import type { WrappingStorage } from './wrapping.ts';

/** The wrapping key that lies in the file `CINCH_KEY_FILE` names. Environments may share one file. `older` ones only open. */
export function keyFileStorage(
  env: Readonly<Record<string, string | undefined>>,
  older: readonly string[] = [],
): WrappingStorage {
  const path = env.CINCH_KEY_FILE ?? '';
  const name = `\`${printable(path)}\``;
  const unnamed = `CINCH_KEY_FILE is ${env.CINCH_KEY_FILE === undefined ? 'not set' : 'empty'}`;
  return {
    async find(_environmentId, how) {
      if (path === '') throw locked('key-file', unnamed);
      return { key: await keyAt(path), with: how, older: await Promise.all(older.map(keyAt)) };
    },
    async make(_environmentId, how) {
      if (path === '') return { says: unnamed };
      const made = how?.dryRun === true ? await wouldBe(path) : await makeKeyFile(path);
      if (made.is === 'key') return { wrapping: { key: made.key, with: {} } };
      return { says: made.is === 'refused' ? `the key file ${name} ${made.says}` : `the key file ${name} went away` };
    },
    forget: async () => {},
  };
}

async function keyAt(path: string): Promise<Buffer> {
  const name = `\`${printable(path)}\``;
  const found = await readKeyFile(path);
  if (found.is === 'key') return found.key;
  if (found.is === 'absent') throw locked('key-file', `there is no file ${name}`);
  const fix = found.mode === true ? [`chmod 600 ${shellWord(printable(path))}`] : undefined;
  throw locked('key-file', `${name} ${found.says}`, fix);
}

// The key that is there, or one that nobody will ever need.
async function wouldBe(path: string): Promise<KeyFile> {
  const found = await readKeyFile(path);
  return found.is === 'absent' ? { is: 'key', key: randomBytes(keyBytes) } : found;
}
