import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import type { Keychain, KeychainTrouble } from '../../../src/adapters/sealing/keychain.ts';
import type { AskPassphrase } from '../../../src/adapters/sealing/passphrase.ts';
import { createSealing, type SealingParts } from '../../../src/adapters/sealing/sealing.ts';
import { isProblem, type Problem } from '../../../src/kernel/problem.ts';
import { type SecretValue, secretValue } from '../../../src/kernel/secret-value.ts';
import type { SecretStorage } from '../../../src/model/environment-record.ts';
import type { Sealing } from '../../../src/service/store/sealing.ts';

/** scrypt's N where its strength is not what is tested. */
export const cheap = 2 ** 4;

export const nobody: AskPassphrase = async () => undefined;

/** A keychain in memory. */
export function memoryKeychain(): Keychain & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    get: async (entry) => entries.get(entry),
    set: async (entry, text) => void entries.set(entry, text),
    delete: async (entry) => void entries.delete(entry),
  };
}

/** Keys of a key vault in memory: what is wrapped is turned over. */
export function memoryVaultKeys(key = 'https://contoso.vault.azure.net/keys/cinch') {
  const turned = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  const state = { version: '0'.repeat(32), asked: [] as string[] };
  return Object.assign(state, {
    current: async () => `${key}/${state.version}`,
    knows: (id: string) => id.startsWith(`${key}/`),
    wrap: async (id: string, bytes: Buffer) => {
      state.asked.push(`wrap ${id}`);
      return turned(bytes);
    },
    unwrap: async (id: string, bytes: Buffer) => {
      state.asked.push(`unwrap ${id}`);
      return turned(bytes);
    },
  });
}

/** A keychain of which nothing can be had. */
export function noKeychain(trouble: KeychainTrouble = 'not-there'): Keychain {
  const refuse = () => Promise.reject(Object.assign(new Error('words of another'), { trouble }));
  return { get: refuse, set: refuse, delete: refuse };
}

/** A sealing without a keychain and without a person, but for what is given. */
export function sealingWith(parts: Partial<SealingParts>): Sealing {
  return createSealing({ env: {}, askPassphrase: nobody, keychain: noKeychain(), cost: cheap, ...parts });
}

/** A person who types these passphrases, one for each purpose, and the purposes that were asked for. */
export function person(typed: { readonly open?: string; readonly new?: string }) {
  const asked: string[] = [];
  const ask: AskPassphrase = async (purpose) => {
    asked.push(purpose);
    return typed[purpose] === undefined ? undefined : secretValue(typed[purpose]);
  };
  return { ask, asked };
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder of its own for one test, gone after the last of the file. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-sealing-'));
  folders.push(folder);
  return folder;
}

/** The problem that something is refused with; fails where it is not refused, or with anything else. */
export async function refusal(work: Promise<unknown>): Promise<Problem> {
  const outcome = await work.then(
    () => 'not refused',
    (error: unknown) => error,
  );
  if (!isProblem(outcome)) throw outcome instanceof Error ? outcome : new Error(String(outcome));
  expect(outcome.exit).toBe(11);
  return outcome;
}

/** A keychain and a place for a key file, and for each storage the parts that make a sealing begin with it. */
export function world() {
  const keychain = memoryKeychain();
  const path = join(newFolder(), 'cinch.key');
  const partsOf: Record<SecretStorage, Partial<SealingParts>> = {
    keychain: { keychain },
    passphrase: { env: { CINCH_PASSPHRASE: 'the first passphrase' } },
    'key-file': { env: { CINCH_KEY_FILE: path } },
    'key-vault': { vaultKeys: memoryVaultKeys() },
  };
  return { keychain, path, partsOf };
}

export function plain(opened: SecretValue | undefined): string | undefined {
  return opened?.reveal();
}
