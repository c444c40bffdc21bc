import { problem } from '../../src/kernel/problem.ts';
import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Vault, VaultSecret } from '../../src/kernel/vault.ts';

/** A key vault in memory, for tests of what people are asked. It refuses what the real one refuses. */
export function heldVault(secrets: readonly (Partial<VaultSecret> & { readonly name: string })[]): Vault {
  const held = secrets.map(
    (it): VaultSecret => ({ version: null, enabled: true, startsAt: null, expiresAt: null, ...it }),
  );
  const look = async (name: string): Promise<VaultSecret> => {
    const found = held.find((it) => it.name === name);
    if (found === undefined) throw problem('keyvault.secret_missing', { vault: 'contoso', secret: name });
    if (!found.enabled) throw problem('keyvault.secret_off', { vault: 'contoso', secret: name });
    return found;
  };
  return { list: async () => held, look, read: async (name) => secretValue(`value of ${(await look(name)).name}`) };
}
