import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { type SecretStorage, secretStorages } from '../../../src/model/environment-record.ts';
import type { KeptKeys } from '../../../src/service/store/sealing.ts';
import { noKeychain, person, plain, refusal, sealingWith, world } from './parts.ts';

const asStored = ({ storage, keys }: KeptKeys): KeptKeys => JSON.parse(JSON.stringify({ storage, keys }));

/** An environment whose key is kept by one storage, with a secret, and a sealing that can reach all three. */
async function begun(from: SecretStorage, typed: { open?: string; new?: string } = {}) {
  const { partsOf, keychain, path } = world();
  const first = await sealingWith(partsOf[from]).begin('env-1');
  const sealed = first.ring.seal(secretValue('hunter2'), 'identity');
  const someone = person(typed);
  const env = { ...partsOf['key-file'].env, ...partsOf.passphrase.env };
  const sealing = sealingWith({ env, keychain, askPassphrase: someone.ask });
  return { first, sealed, sealing, someone, keychain, path, partsOf };
}

const pairs = secretStorages.flatMap((from) =>
  secretStorages.flatMap((to) => [false, true].map((rotate) => ({ from, to, rotate }))),
);

test.each(pairs)(
  'from $from to $to, with a rotation: $rotate, every secret still opens',
  async ({ from, to, rotate }) => {
    const { first, sealed, sealing, partsOf } = await begun(from, { new: 'the second passphrase' });
    const moved = await sealing.rewrap('env-1', asStored(first), { to, rotate });
    await moved.settle();
    expect([moved.storage, moved.keys.map((key) => key.version)]).toEqual([to, rotate ? [1, 2] : [1]]);
    const passphrase = from === 'passphrase' && to === 'passphrase' ? 'the second passphrase' : 'the first passphrase';
    const onlyNew = to === 'passphrase' ? { env: { CINCH_PASSPHRASE: passphrase } } : partsOf[to];
    const ring = await sealingWith(onlyNew).unlock('env-1', asStored(moved));
    expect(plain(ring.open(sealed, 1, 'identity'))).toBe('hunter2');
    expect([ring.version, moved.ring.version]).toEqual(rotate ? [2, 2] : [1, 1]);
    const again = moved.ring.seal(secretValue('again'), 'identity');
    expect(plain(ring.open(again, ring.version, 'identity'))).toBe('again');
    for (const [at, key] of moved.keys.entries()) expect(key.wrapped).not.toBe(first.keys[at]?.wrapped);
  },
);

describe('a passphrase', () => {
  test('is replaced by the one that is given, and the old one opens nothing more', async () => {
    const { first, sealing } = await begun('passphrase');
    const moved = await sealing.rewrap('env-1', first, { newPassphrase: secretValue('the next') });
    await sealingWith({ env: { CINCH_PASSPHRASE: 'the next' } }).unlock('env-1', moved);
    expect((await refusal(sealing.unlock('env-1', moved))).code).toBe('secret.locked');
    expect(moved.keys[0]?.with.salt).not.toBe(first.keys[0]?.with.salt);
  });

  test('that replaces itself is asked for, because the variable holds the old one', async () => {
    const { first, sealing, someone } = await begun('passphrase', { new: 'typed' });
    const moved = await sealing.rewrap('env-1', first, { to: 'passphrase' });
    expect(someone.asked).toEqual(['new']);
    await sealingWith({ env: { CINCH_PASSPHRASE: 'typed' } }).unlock('env-1', moved);
  });

  test('stays when only the data key is rotated, and is asked for once', async () => {
    const someone = person({ open: 'mine', new: 'mine' });
    const sealing = sealingWith({ askPassphrase: someone.ask });
    const moved = await sealing.rewrap('env-1', await sealing.begin('env-1'), { rotate: true });
    expect(someone.asked).toEqual(['new', 'open']);
    await sealingWith({ env: { CINCH_PASSPHRASE: 'mine' } }).unlock('env-1', moved);
  });

  test('is not replaced by an empty one or by none', async () => {
    const { first, sealing } = await begun('passphrase');
    const empty = await refusal(sealing.rewrap('env-1', first, { newPassphrase: secretValue('') }));
    expect([empty.code, empty.detail]).toEqual(['secret.no_storage', expect.stringContaining('is empty')]);
    const none = await refusal(sealing.rewrap('env-1', first, { to: 'passphrase' }));
    expect([none.code, none.detail]).toEqual(['secret.no_storage', expect.stringContaining('nobody can be asked')]);
  });

  test.each(['keychain', 'key-file'] as const)('that was given is not dropped silently for a %s', async (to) => {
    const { first, sealing } = await begun('passphrase');
    const refused = await refusal(sealing.rewrap('env-1', first, { to, newPassphrase: secretValue('x') }));
    expect(refused.detail).toContain('a new passphrase was given');
  });
});

describe('the keychain', () => {
  test.each(secretStorages)('keeps the old entry until the move to %s is settled', async (to) => {
    const { first, sealing, keychain } = await begun('keychain');
    const old = first.keys[0]?.with.entry ?? '';
    const moved = await sealing.rewrap('env-1', first, { to });
    expect(keychain.entries.has(old)).toBe(true);
    await sealing.unlock('env-1', first);
    await moved.settle();
    const now = moved.keys.flatMap((key) => key.with.entry ?? []);
    expect([...keychain.entries.keys()]).toEqual(now);
    expect(now).not.toContain(old);
  });

  test('that refuses to delete does not undo a change that was kept', async () => {
    const { keychain } = world();
    const first = await sealingWith({ keychain }).begin('env-1');
    const env = { CINCH_PASSPHRASE: 'x' };
    const stuck = { ...noKeychain(), get: keychain.get };
    const moved = await sealingWith({ env, keychain: stuck }).rewrap('env-1', first, { to: 'passphrase' });
    await moved.settle();
    expect(moved.storage).toBe('passphrase');
  });

  test('that is not there is no place to move to, and nothing else is chosen', async () => {
    const { partsOf } = world();
    const sealing = sealingWith(partsOf.passphrase);
    const first = await sealing.begin('env-1');
    const refused = await refusal(sealing.rewrap('env-1', first, { to: 'keychain' }));
    expect([refused.code, refused.detail]).toEqual([
      'secret.no_storage',
      expect.stringContaining('no keychain runs here'),
    ]);
  });
});

test('a key file that no variable names is no place to move to', async () => {
  const { partsOf } = world();
  const sealing = sealingWith(partsOf.passphrase);
  const refused = await refusal(sealing.rewrap('env-1', await sealing.begin('env-1'), { to: 'key-file' }));
  expect([refused.code, refused.detail]).toEqual(['secret.no_storage', expect.stringContaining('is not set')]);
});

test('what cannot be opened is not wrapped again, and no new key is left anywhere', async () => {
  const { first } = await begun('passphrase');
  const { keychain } = world();
  const sealing = sealingWith({ env: { CINCH_PASSPHRASE: 'wrong' }, keychain });
  expect((await refusal(sealing.rewrap('env-1', first, { to: 'keychain' }))).code).toBe('secret.locked');
  expect(keychain.entries.size).toBe(0);
});

test('once the old keys are forgotten, only the newest one opens and seals', async () => {
  const { first, sealed, sealing } = await begun('key-file');
  const second = await sealing.rewrap('env-1', first, { rotate: true });
  const third = await sealing.rewrap('env-1', second, { rotate: true });
  const kept = sealing.forgetOld(third);
  expect([kept.storage, kept.keys.map((key) => key.version)]).toEqual(['key-file', [3]]);
  const ring = await sealing.unlock('env-1', asStored(kept));
  const newest = third.ring.seal(secretValue('new'), 'identity');
  expect([ring.version, plain(ring.open(newest, 3, 'identity'))]).toEqual([3, 'new']);
  expect(ring.open(sealed, 1, 'identity')).toBeUndefined();
  const fourth = await sealing.rewrap('env-1', kept, { rotate: true });
  expect(fourth.ring.version).toBe(4);
});
