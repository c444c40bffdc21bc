import { expect, test } from '@jest/globals';
import { problem } from '../../../src/kernel/problem.ts';
import type { Vault } from '../../../src/kernel/vault.ts';
import { silentOnce } from '../../../src/shell/silent-once.ts';

/** A vault that ends each question like this, and how often it was asked. */
function ending(error: Error) {
  let asked = 0;
  const end = async () => {
    asked += 1;
    throw error;
  };
  return { vault: silentOnce({ list: end, look: end, read: end } as Vault), asked: () => asked };
}

test('a vault that said nothing in its time is not waited for again in the same run, but where a person chooses', async () => {
  const { vault, asked } = ending(problem('keyvault.silent', { host: 'contoso.vault.azure.net', seconds: 30 }));

  for (const name of ['a', 'b']) await expect(vault.read(name)).rejects.toMatchObject({ code: 'keyvault.silent' });
  expect(asked()).toBe(1);

  await expect(vault.look('a')).rejects.toMatchObject({ code: 'keyvault.silent' });
  expect(asked()).toBe(2);
});

test('any other end says nothing about the next question', async () => {
  const { vault, asked } = ending(problem('keyvault.secret_missing', { vault: 'contoso', secret: 'a' }));

  for (const name of ['a', 'b'])
    await expect(vault.read(name)).rejects.toMatchObject({ code: 'keyvault.secret_missing' });

  expect(asked()).toBe(2);
});
