import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { secretStorages } from '../../../src/model/environment-record.ts';
import { memoryKeychain, noKeychain, person, plain, refusal, sealingWith, world } from './parts.ts';

describe.each(secretStorages)('with the storage %s', (storage) => {
  test('what is sealed at the beginning opens again from what is kept', async () => {
    const { partsOf } = world();
    const begun = await sealingWith(partsOf[storage]).begin('env-1');
    expect([begun.storage, begun.keys.length, begun.ring.version]).toEqual([storage, 1, 1]);
    const sealed = begun.ring.seal(secretValue('hunter2'), 'identity');
    await begun.settle();
    const kept = JSON.parse(JSON.stringify({ storage: begun.storage, keys: begun.keys }));
    const ring = await sealingWith(partsOf[storage]).unlock('env-1', kept);
    expect(plain(ring.open(sealed, 1, 'identity'))).toBe('hunter2');
  });

  test('the key of one environment is not that of another', async () => {
    const { partsOf } = world();
    const sealing = sealingWith(partsOf[storage]);
    const [one, other] = [await sealing.begin('env-1'), await sealing.begin('env-2')];
    expect(other.ring.open(one.ring.seal(secretValue('a'), 'i'), 1, 'i')).toBeUndefined();
    expect((await refusal(sealing.unlock('env-2', one))).code).toBe('secret.locked');
  });
});

test('a key file that was asked for comes before a passphrase, and that before the keychain', async () => {
  const { partsOf, keychain } = world();
  const env = { ...partsOf.passphrase.env, ...partsOf['key-file'].env };
  expect((await sealingWith({ env, keychain }).begin('env-1')).storage).toBe('key-file');
  expect((await sealingWith({ ...partsOf.passphrase, keychain }).begin('env-1')).storage).toBe('passphrase');
  expect(keychain.entries.size).toBe(0);
  const someone = person({ new: 'typed' });
  expect((await sealingWith({ keychain, askPassphrase: someone.ask }).begin('env-1')).storage).toBe('keychain');
  expect(someone.asked).toEqual([]);
});

test('the keychain keeps one entry of the environment, and none of the probe', async () => {
  const keychain = memoryKeychain();
  const { keys } = await sealingWith({ keychain }).begin('env-1');
  expect([...keychain.entries.keys()]).toEqual([keys[0]?.with.entry]);
  expect(keys[0]?.with.entry).toMatch(/^env-1\//);
});

test('without variables and keychain, a person is asked for a new passphrase once', async () => {
  const someone = person({ new: 'typed', open: 'typed' });
  const begun = await sealingWith({ askPassphrase: someone.ask }).begin('env-1');
  expect([begun.storage, someone.asked]).toEqual(['passphrase', ['new']]);
  await sealingWith({ askPassphrase: someone.ask }).unlock('env-1', begun);
  expect(someone.asked).toEqual(['new', 'open']);
});

test('where there is nothing, the refusal names all that was tried', async () => {
  const refused = await refusal(sealingWith({ keychain: noKeychain('not-installed') }).begin('env-1'));
  expect(refused.code).toBe('secret.no_storage');
  for (const tried of [
    'CINCH_KEY_FILE',
    'CINCH_PASSPHRASE',
    '@napi-rs/keyring is not installed',
    'nobody can be asked',
  ])
    expect(refused.detail).toContain(tried);
  expect(refused.detail).not.toContain('words of another');
});

test.each([
  ['does not give back what it was given', { get: async () => undefined }],
  ['gives back something else', { get: async () => 'something else' }],
  ['does not delete', { delete: async () => {} }],
])('a keychain that %s is not trusted with a key', async (_what, flaw) => {
  const keychain = { ...memoryKeychain(), ...flaw };
  const refused = await refusal(sealingWith({ keychain }).begin('env-1'));
  expect(refused.detail).toContain('the keychain does not keep what it is given');
});

test('an empty passphrase is refused, from a variable and from a person', async () => {
  const keychain = memoryKeychain();
  const fromVariable = await refusal(sealingWith({ env: { CINCH_PASSPHRASE: '' }, keychain }).begin('env-1'));
  expect([fromVariable.code, fromVariable.detail]).toEqual(['secret.no_storage', expect.stringContaining('is empty')]);
  expect(keychain.entries.size).toBe(0);
  const typed = await refusal(sealingWith({ askPassphrase: person({ new: '' }).ask }).begin('env-1'));
  expect([typed.code, typed.detail]).toEqual(['secret.no_storage', expect.stringContaining('is empty')]);
});

test('a key file that cannot be had is refused, although a passphrase and a keychain are there', async () => {
  const keychain = memoryKeychain();
  for (const path of ['', '/nowhere/at/all/cinch.key']) {
    const env = { CINCH_KEY_FILE: path, CINCH_PASSPHRASE: 'x' };
    const refused = await refusal(sealingWith({ env, keychain }).begin('env-1'));
    expect(refused.code).toBe('secret.no_storage');
    expect(existsSync(path)).toBe(false);
  }
  expect(keychain.entries.size).toBe(0);
});
