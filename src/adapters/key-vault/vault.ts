import type { KeyVaultSecret, SecretClient, SecretProperties } from '@azure/keyvault-secrets';
import type { Clock } from '../../kernel/ports.ts';
import { problem } from '../../kernel/problem.ts';
import { secretValue } from '../../kernel/secret-value.ts';
import type { Vault, VaultSecret } from '../../kernel/vault.ts';
import {
  isVaultSecretName,
  isVaultVersion,
  type VaultLink,
  vaultAddress,
  vaultSuffixes,
} from '../../model/key-vault.ts';
import { type Attempt, createAttempts, type VaultPorts } from './attempts.ts';
import { createSecretClient } from './secret-client.ts';

/** What a vault of secrets needs besides. */
export interface SecretPorts extends VaultPorts {
  readonly clock: Clock;
}

const longest = 25_600;

/** A key vault over the network, of which secrets are read. */
export function createVault({ url, credential: kind }: VaultLink, ports: SecretPorts): Vault {
  const address = vaultAddress(url);
  if (address === undefined) throw problem('keyvault.address', { suffixes: vaultSuffixes });
  const { name: vault, url: origin } = address;
  const at = { url: origin, vault, deadlineMs: ports.deadlineMs };
  const attempt: Attempt<SecretClient> = createAttempts(address, kind, ports, (credential, metBy) =>
    createSecretClient(at, credential, metBy),
  );

  async function get(name: string, version: string | undefined): Promise<KeyVaultSecret> {
    if (!isVaultSecretName(name) || (version !== undefined && !isVaultVersion(version)))
      throw problem('keyvault.secret_name', { field: 'secret' });
    return attempt('read', name, async (client, signal) => {
      const found = await client.getSecret(name, {
        abortSignal: signal,
        ...(version === undefined ? {} : { version }),
      });
      const { value, properties } = found;
      const asked = found.name === name && (version === undefined || properties.version === version);
      // What answers for another secret is no answer.
      if (!asked || typeof value !== 'string' || properties.vaultUrl !== origin)
        throw new Error('not what was asked for');
      return found;
    });
  }

  return {
    list: () =>
      attempt('list', '', async (client, signal) => {
        const found: VaultSecret[] = [];
        for await (const properties of client.listPropertiesOfSecrets({ abortSignal: signal })) {
          found.push({ ...shown(properties), version: null });
        }
        return found.sort((one, other) => (one.name < other.name ? -1 : 1));
      }),
    look: async (name, version) => shown((await get(name, version)).properties),
    async read(name, version) {
      const { value = '', properties } = await get(name, version);
      const { startsAt, expiresAt } = shown(properties);
      const now = ports.clock();
      // The service hands out what has expired; a connection must not be run with it.
      if (expiresAt !== null && expiresAt <= now)
        throw problem('keyvault.secret_expired', { vault, secret: name, at: expiresAt });
      if (startsAt !== null && startsAt > now)
        throw problem('keyvault.secret_early', { vault, secret: name, at: startsAt });
      if (value === '' || value.includes('\0') || value.length > longest)
        throw problem('keyvault.secret_unfit', { vault, secret: name, says: 'is empty, or holds what no secret can' });
      return secretValue(value);
    },
  };
}

function shown({ name, version, enabled, notBefore, expiresOn }: SecretProperties): VaultSecret {
  if (!isVaultSecretName(name)) throw new Error('no name of a secret');
  return {
    name,
    version: version !== undefined && isVaultVersion(version) ? version : null,
    enabled: enabled !== false,
    startsAt: notBefore?.toISOString() ?? null,
    expiresAt: expiresOn?.toISOString() ?? null,
  };
}
