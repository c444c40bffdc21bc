import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { noKeychain, person, refusal, sealingWith, world } from './parts.ts';

const anotherKey = Buffer.alloc(32, 7).toString('base64url');

test('a wrong passphrase is told as such, and nobody is asked for another', async () => {
  const { partsOf } = world();
  const kept = await sealingWith(partsOf.passphrase).begin('env-1');
  const someone = person({ open: 'the first passphrase' });
  const sealing = sealingWith({ env: { CINCH_PASSPHRASE: 'wrong' }, askPassphrase: someone.ask });
  const refused = await refusal(sealing.unlock('env-1', kept));
  expect(refused.code).toBe('secret.locked');
  expect(refused.detail).toContain('it does not open with the one that was given');
  expect(someone.asked).toEqual([]);
});

test('no passphrase at all, or an empty one, is refused with the way out', async () => {
  const { partsOf } = world();
  const kept = await sealingWith(partsOf.passphrase).begin('env-1');
  const none = await refusal(sealingWith({}).unlock('env-1', kept));
  expect(none.detail).toContain('none was given and nobody can be asked');
  expect(none.fix[0]).toMatch(/^export CINCH_PASSPHRASE=/);
  const empty = await refusal(sealingWith({ env: { CINCH_PASSPHRASE: '' } }).unlock('env-1', kept));
  expect(empty.detail).toContain('is empty');
});

test('the same letters open, however a keyboard spells them', async () => {
  const kept = await sealingWith({ env: { CINCH_PASSPHRASE: 'caf\u00e9' } }).begin('env-1');
  const ring = await sealingWith({ env: { CINCH_PASSPHRASE: 'cafe\u0301' } }).unlock('env-1', kept);
  expect(ring.version).toBe(1);
});

test('a wrong, a missing and an unnamed key file are told apart', async () => {
  const { partsOf, path } = world();
  const sealing = sealingWith(partsOf['key-file']);
  const kept = await sealing.begin('env-1');
  writeFileSync(path, `${anotherKey}\n`);
  expect((await refusal(sealing.unlock('env-1', kept))).detail).toContain('it does not open with the file');
  rmSync(path);
  expect((await refusal(sealing.unlock('env-1', kept))).detail).toContain(`there is no file \`${path}\``);
  const unnamed = await refusal(sealingWith({}).unlock('env-1', kept));
  expect(unnamed.detail).toContain('CINCH_KEY_FILE is not set');
  expect(unnamed.fix[0]).toMatch(/^export CINCH_KEY_FILE=/);
});

test('a missing key file is never made while opening', async () => {
  const { partsOf, path } = world();
  const sealing = sealingWith(partsOf['key-file']);
  const kept = await sealing.begin('env-1');
  rmSync(path);
  await refusal(sealing.unlock('env-1', kept));
  await refusal(sealing.rewrap('env-1', kept, { rotate: true }));
  expect((await refusal(sealing.unlock('env-1', kept))).detail).toContain('there is no file');
});

test('a missing and a wrong entry of the keychain are told apart from a keychain that is not there', async () => {
  const { keychain } = world();
  const sealing = sealingWith({ keychain });
  const kept = await sealing.begin('env-1');
  const entry = kept.keys[0]?.with.entry ?? '';
  keychain.entries.set(entry, anotherKey);
  expect((await refusal(sealing.unlock('env-1', kept))).detail).toContain('it does not open with the entry');
  keychain.entries.set(entry, 'no key');
  expect((await refusal(sealing.unlock('env-1', kept))).detail).toContain('holds no key');
  keychain.entries.clear();
  expect((await refusal(sealing.unlock('env-1', kept))).detail).toContain('no such entry');
  const gone = sealingWith({ keychain: noKeychain('refused') });
  const refused = await refusal(gone.unlock('env-1', kept));
  expect(refused.detail).toContain('is locked or refuses');
  expect(refused.detail).not.toContain('words of another');
});

describe('nothing falls back to another storage', () => {
  const everything = () => {
    const { partsOf, keychain } = world();
    const someone = person({ open: 'typed', new: 'typed' });
    return { partsOf, keychain, someone, env: { ...partsOf.passphrase.env, ...partsOf['key-file'].env } };
  };

  test('a key of the keychain is not looked for elsewhere', async () => {
    const { keychain, env, someone } = everything();
    const kept = await sealingWith({ keychain }).begin('env-1');
    const sealing = sealingWith({ env, askPassphrase: someone.ask });
    expect((await refusal(sealing.unlock('env-1', kept))).detail).toContain("operating system's keychain");
    expect(someone.asked).toEqual([]);
  });

  test('a key of a file is not looked for elsewhere', async () => {
    const { partsOf, keychain, someone } = everything();
    const kept = await sealingWith(partsOf['key-file']).begin('env-1');
    const sealing = sealingWith({ env: partsOf.passphrase.env ?? {}, keychain, askPassphrase: someone.ask });
    expect((await refusal(sealing.unlock('env-1', kept))).detail).toContain('a key file');
    expect([someone.asked, keychain.entries.size]).toEqual([[], 0]);
  });

  test('a key of a passphrase is not looked for elsewhere', async () => {
    const { partsOf, keychain } = everything();
    const kept = await sealingWith(partsOf.passphrase).begin('env-1');
    const sealing = sealingWith({ env: partsOf['key-file'].env ?? {}, keychain });
    expect((await refusal(sealing.unlock('env-1', kept))).detail).toContain('a passphrase');
    expect(keychain.entries.size).toBe(0);
  });
});
