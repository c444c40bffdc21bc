import { expect, test } from '@jest/globals';
import { createSealing } from '../../../src/adapters/sealing/sealing.ts';
import { problem } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { cheap, memoryVaultKeys, newFolder, nobody, noKeychain, plain, refusal, sealingWith } from './parts.ts';

const sealing = (vaultKeys = memoryVaultKeys(), env: Record<string, string> = {}) =>
  createSealing({ env, askPassphrase: nobody, keychain: noKeychain(), cost: cheap, vaultKeys });

test('a key vault keeps the key before anything else does, in one request to open it', async () => {
  const vaultKeys = memoryVaultKeys();
  const it = sealing(vaultKeys, { CINCH_PASSPHRASE: 'x' });
  const kept = await it.begin('env-1');
  const sealed = kept.ring.seal(secretValue('s3'), 'of-1');

  expect(kept.storage).toBe('key-vault');
  vaultKeys.asked.length = 0;
  expect(plain((await it.unlock('env-1', kept)).open(sealed, 1, 'of-1'))).toBe('s3');
  expect(vaultKeys.asked).toEqual([`unwrap ${await vaultKeys.current()}`]);
});

test('a new version wraps anew, the older one still opens, and what was sealed stays as it is', async () => {
  const vaultKeys = memoryVaultKeys();
  const it = sealing(vaultKeys);
  const kept = await it.begin('env-1');
  const sealed = kept.ring.seal(secretValue('s3'), 'of-1');
  expect(await it.isWorn('env-1', kept)).toBe(false);
  vaultKeys.version = '1'.repeat(32);

  expect(await it.isWorn('env-1', kept)).toBe(true);
  expect(plain((await it.unlock('env-1', kept)).open(sealed, 1, 'of-1'))).toBe('s3');
  const renewed = await it.rewrap('env-1', kept, {});
  expect(renewed.keys[0]?.with.vaultKey).toBe(await vaultKeys.current());
  expect(await it.isWorn('env-1', renewed)).toBe(false);
  expect(plain((await it.unlock('env-1', renewed)).open(sealed, 1, 'of-1'))).toBe('s3');
});

test('takes over from a key file that still opens', async () => {
  const env = { CINCH_KEY_FILE: `${newFolder()}/key` };
  const kept = await sealingWith({ env }).begin('env-1');
  const sealed = kept.ring.seal(secretValue('s3'), 'of-1');
  const it = sealing(undefined, env);

  expect(await it.isWorn('env-1', kept)).toBe(true);
  const renewed = await it.rewrap('env-1', kept, {});
  expect(renewed.storage).toBe('key-vault');
  expect(plain((await sealing().unlock('env-1', renewed)).open(sealed, 1, 'of-1'))).toBe('s3');
});

test('what was kept is refused with words where its key is not named, and another instance does not open it', async () => {
  const kept = await sealing().begin('env-1');

  const elsewhere = memoryVaultKeys('https://other.vault.azure.net/keys/cinch');
  expect((await refusal(sealing(elsewhere).unlock('env-1', kept))).detail).toContain(
    'which `--key-vault-key` does not name',
  );
  expect(elsewhere.asked).toEqual([]);
  expect((await refusal(sealingWith({}).unlock('env-1', kept))).detail).toContain('no key of a key vault was named');
  expect((await refusal(sealing().unlock('env-2', kept))).detail).toContain('does not open with that key');
});

test('a vault that cannot be reached is told as that, and one that refuses as a key that cannot be used', async () => {
  const failing = (fault: ReturnType<typeof problem>) => ({
    ...memoryVaultKeys(),
    unwrap: () => Promise.reject(fault),
    wrap: () => Promise.reject(fault),
  });
  const kept = await sealing().begin('env-1');
  const gone = sealing(failing(problem('keyvault.failing', { host: 'contoso.vault.azure.net', status: 503 })));
  const off = sealing(failing(problem('keyvault.key_off', { vault: 'contoso', key: 'cinch' })));

  for (const work of [gone.unlock('env-1', kept), gone.begin('env-1')])
    await expect(work).rejects.toMatchObject({ code: 'keyvault.failing', exit: 12 });
  expect((await refusal(off.unlock('env-1', kept))).detail).toContain('is switched off there');
  expect((await refusal(off.begin('env-1'))).code).toBe('secret.no_storage');
});
