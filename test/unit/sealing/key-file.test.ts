import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { makeKeyFile, readKeyFile } from '../../../src/adapters/sealing/key-file.ts';
import { newFolder, refusal, sealingWith } from './parts.ts';

let path: string;
beforeEach(() => {
  path = join(newFolder(), 'cinch.key');
});

const begin = () => sealingWith({ env: { CINCH_KEY_FILE: path } }).begin('env-1');
const key = Buffer.alloc(32, 1).toString('base64url');

test('a key file is made with mode 0600 whatever the umask, as one line of base64url', async () => {
  const umask = process.umask(0);
  try {
    await begin();
  } finally {
    process.umask(umask);
  }
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toMatch(/^[\w-]{43}\n$/);
});

test('a key file that is there already is used and left as it is', async () => {
  writeFileSync(path, key, { mode: 0o600 });
  await begin();
  expect(readFileSync(path, 'utf8')).toBe(key);
});

test('eight that begin at once come to the same key', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => makeKeyFile(path)));
  const kept = await readKeyFile(path);
  expect(kept.is).toBe('key');
  for (const one of made) expect(one).toEqual(kept);
});

test('a file that another process has made and not yet written is waited for', async () => {
  writeFileSync(path, '', { mode: 0o600 });
  setTimeout(() => writeFileSync(path, `${key}\n`), 30);
  expect(await makeKeyFile(path)).toEqual({ is: 'key', key: Buffer.alloc(32, 1) });
});

/** Refused while opening what it keeps already, and as a place to begin with. */
async function refusedBothWays(spoil: () => void, says: string) {
  const kept = await begin();
  spoil();
  const sealing = sealingWith({ env: { CINCH_KEY_FILE: path } });
  const [opening, beginning] = [await refusal(sealing.unlock('env-1', kept)), await refusal(begin())];
  expect([opening.code, beginning.code]).toEqual(['secret.locked', 'secret.no_storage']);
  for (const refused of [opening, beginning]) expect(refused.detail).toContain(`\`${path}\` ${says}`);
  return opening;
}

test.each(['640', '604', '644', '620', '601'])('a key file that others may open is refused (%s)', async (mode) => {
  const refused = await refusedBothWays(() => chmodSync(path, Number.parseInt(mode, 8)), 'is open to other users');
  expect(refused.fix[0]).toBe(`chmod 600 ${path}`);
});

test('a symbolic link is refused, also one that leads to a key of our own', async () => {
  const elsewhere = path;
  await refusedBothWays(() => {
    path = join(newFolder(), 'link.key');
    symlinkSync(elsewhere, path);
  }, 'is a symbolic link');
});

test('a symbolic link to nothing is refused, and nothing is made where it leads', async () => {
  const elsewhere = join(newFolder(), 'target');
  symlinkSync(elsewhere, path);
  expect((await refusal(begin())).detail).toContain('is a symbolic link');
  expect(statSync(elsewhere, { throwIfNoEntry: false })).toBeUndefined();
});

test('a file of another user is refused', async () => {
  await refusedBothWays(() => {
    if (process.getuid?.() === 0) chownSync(path, 12_345, 12_345);
    else path = '/etc/hostname';
  }, 'belongs to another user');
});

test.each([
  ['a folder', 'is not a plain file', () => mkdirSync(path)],
  ['a pipe', 'is not a plain file', () => void execFileSync('mkfifo', ['-m', '600', path])],
  ['nothing', 'is empty', () => writeFileSync(path, '', { mode: 0o600 })],
  ['words', 'holds no key', () => writeFileSync(path, 'my secret notes\n', { mode: 0o600 })],
  ['half a key', 'holds no key', () => writeFileSync(path, key.slice(0, 20), { mode: 0o600 })],
  ['a key and more', 'holds no key', () => writeFileSync(path, `${key}\n${key}\n`, { mode: 0o600 })],
  ['a long file', 'holds no key', () => writeFileSync(path, 'A'.repeat(100_000), { mode: 0o600 })],
])('%s is no key file, and is not shown', async (_what, says, put) => {
  await refusedBothWays(() => {
    path = join(newFolder(), 'other.key');
    put();
  }, says);
});
