import { describe, expect, test } from '@jest/globals';
import type { KeptKeys } from '../../../src/service/store/sealing.ts';
import { memoryKeychain, person, refusal, sealingWith, world } from './parts.ts';

describe('a record that no cinch wrote', () => {
  const unasked = async (kept: KeptKeys, says: string) => {
    const someone = person({ open: 'the first passphrase' });
    const keychain = memoryKeychain();
    const refused = await refusal(sealingWith({ askPassphrase: someone.ask, keychain }).unlock('env-1', kept));
    expect([refused.code, refused.detail]).toEqual(['secret.locked', expect.stringContaining(says)]);
    expect(refused.fix).toContain('cinch doctor');
    expect(someone.asked).toEqual([]);
  };
  const begun = () => sealingWith(world().partsOf.passphrase).begin('env-1');

  test.each([2 ** 21, 2 ** 31, 2 ** 40, 2 ** 53, 2 ** 1000, 3, 2 ** 17 - 1, 1, 0, -2, 1.5, Number.NaN, '16', null])(
    'is refused for its cost before anyone is asked or any work is done (%p)',
    async (cost) => {
      const { storage, keys } = await begun();
      const hostile = keys.map((key) => ({ ...key, with: { ...key.with, cost: cost as number } }));
      await unasked({ storage, keys: hostile }, 'its salt or cost');
    },
  );

  test.each([undefined, '', 'AAAA', 'not base64url!', 'A'.repeat(23)])('is refused for its salt (%p)', async (salt) => {
    const { storage, keys } = await begun();
    const hostile = keys.map((key) => ({ ...key, with: { cost: 16, ...(salt === undefined ? {} : { salt }) } }));
    await unasked({ storage, keys: hostile }, 'its salt or cost');
  });

  test('is refused when each version asks for its own work, or when there is none', async () => {
    const { storage, keys } = await begun();
    const [salted, other] = [keys[0], (await begun()).keys[0]];
    if (salted === undefined || other === undefined) throw new Error('nothing was begun');
    await unasked({ storage, keys: [salted, { ...other, version: 2 }] }, 'does not belong together');
    await unasked({ storage, keys: [] }, 'does not belong together');
  });

  test.each([undefined, '', 'env-2/AAAAAAAAAAAAAAAA', 'env-1/../env-2', 'env-1/'])(
    'is refused when it names an entry that is not its own (%p)',
    async (entry) => {
      const kept = { version: 1, wrapped: '1.x.y', with: entry === undefined ? {} : { entry } };
      await unasked({ storage: 'keychain', keys: [kept] }, 'none that cinch made for this environment');
    },
  );

  test('is refused as a whole when one of its versions is damaged', async () => {
    const { partsOf } = world();
    const sealing = sealingWith(partsOf.passphrase);
    const { storage, keys } = await sealing.rewrap('env-1', await sealing.begin('env-1'), { rotate: true });
    const damaged = keys.map((key) => (key.version === 2 ? { ...key, wrapped: keys[0]?.wrapped ?? '' } : key));
    const refused = await refusal(sealing.unlock('env-1', { storage, keys: damaged }));
    expect(refused.detail).toContain('not every version of it opens');
  });
});
