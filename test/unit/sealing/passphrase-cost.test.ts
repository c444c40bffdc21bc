import { createDecipheriv, scryptSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createSealing } from '../../../src/adapters/sealing/sealing.ts';
import { nobody, noKeychain } from './parts.ts';

test('a passphrase costs scrypt with N=2^17, r=8, p=1 and a fresh salt of 16 bytes', async () => {
  const env = { CINCH_PASSPHRASE: 'correct horse' };
  const { keys } = await createSealing({ env, askPassphrase: nobody, keychain: noKeychain() }).begin('env-1');
  const { salt = '', cost } = keys[0]?.with ?? {};
  expect([cost, Buffer.from(salt, 'base64url').length]).toEqual([131_072, 16]);

  // Opened by hand, so that a change of the format is noticed: what users have on their disks depends on it.
  const key = scryptSync('correct horse', Buffer.from(salt, 'base64url'), 32, {
    N: 2 ** 17,
    r: 8,
    p: 1,
    maxmem: 2 ** 28,
  });
  const [format, nonce = '', sealed = ''] = keys[0]?.wrapped.split('.') ?? [];
  const bytes = Buffer.from(sealed, 'base64url');
  const opening = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
  opening.setAAD(Buffer.from('data-key/env-1/1')).setAuthTag(bytes.subarray(-16));
  const dataKey = Buffer.concat([opening.update(bytes.subarray(0, -16)), opening.final()]);
  expect([format, dataKey.length]).toEqual(['1', 32]);
});
