import type { TokenCredential } from '@azure/identity';
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
import { problem } from '../../kernel/problem.ts';
import {
  type CredentialKind,
  isVaultVersion,
  type VaultKeyAddress,
  vaultKeyAddress,
  vaultKeyId,
} from '../../model/key-vault.ts';
import { type Attempt, createAttempts, type VaultPorts } from './attempts.ts';
import { type Met, onlyWrapping, stayingAt, watching, withoutKeyItself } from './watch.ts';

const algorithm = 'RSA-OAEP-256';

interface Client {
  /** The version that is the newest now. */
  newest(signal: AbortSignal): Promise<string>;
  wrapping(id: string): CryptographyClient;
}

interface NamedKey {
  readonly address: VaultKeyAddress;
  readonly attempt: Attempt<Client>;
}

/** Keys of key vaults over the network: the first wraps, all of them unwrap, in whichever version. */
export function createVaultKeys(
  named: readonly [VaultKeyAddress, ...VaultKeyAddress[]],
  credential: CredentialKind,
  ports: VaultPorts,
) {
  const keys = named.map((address) => ({
    address,
    attempt: createAttempts(address.vault, credential, ports, clientOf(address, ports.deadlineMs)),
  })) as [NamedKey, ...NamedKey[]];
  const keyOf = (id: string) => {
    const asked = vaultKeyAddress(id);
    if (asked?.version == null) return undefined;
    return keys.find(({ address }) => address.vault.url === asked.vault.url && address.key === asked.key);
  };
  async function crypted(does: 'wrap' | 'unwrap', id: string, bytes: Buffer): Promise<Buffer> {
    const key = keyOf(id);
    if (key === undefined) throw problem('keyvault.foreign', { vault: keys[0].address.vault.name });
    return key.attempt(does, key.address.key, async (client, abortSignal) => {
      const wrapping = client.wrapping(id);
      const { result } =
        does === 'wrap'
          ? await wrapping.wrapKey(algorithm, bytes, { abortSignal })
          : await wrapping.unwrapKey(algorithm, bytes, { abortSignal });
      if (!(result instanceof Uint8Array) || result.length === 0) throw new Error('not what was asked for');
      return Buffer.from(result);
    });
  }
  return {
    async current(): Promise<string> {
      const { address, attempt } = keys[0];
      const version =
        address.version ?? (await attempt('find', address.key, (client, signal) => client.newest(signal)));
      return vaultKeyId(address, version);
    },
    knows: (id: string) => keyOf(id) !== undefined,
    wrap: (id: string, bytes: Buffer) => crypted('wrap', id, bytes),
    unwrap: (id: string, bytes: Buffer) => crypted('unwrap', id, bytes),
  };
}

function clientOf({ vault, key }: VaultKeyAddress, deadlineMs: number) {
  return (credential: TokenCredential, metBy: (signal: unknown) => Met | undefined): Client => {
    const options = {
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      additionalPolicies: [
        { policy: onlyWrapping(key), position: 'perRetry' as const },
        { policy: watching(metBy, deadlineMs), position: 'perRetry' as const },
        { policy: stayingAt(vault.url, vault.name), position: 'perRetry' as const },
      ],
    };
    const looking = new KeyClient(vault.url, credential, options);
    const withoutKey = { policy: withoutKeyItself(), position: 'perCall' as const };
    const wrapping = new Map<string, CryptographyClient>();
    return {
      async newest(abortSignal) {
        const { name, properties } = await looking.getKey(key, { abortSignal });
        const { version, vaultUrl, enabled } = properties;
        // What answers for another key is no answer.
        if (name !== key || vaultUrl !== vault.url || version === undefined || !isVaultVersion(version))
          throw new Error('not what was asked for');
        if (enabled === false) throw problem('keyvault.key_off', { vault: vault.name, key });
        return version;
      },
      wrapping(id) {
        const known = wrapping.get(id);
        if (known !== undefined) return known;
        const additionalPolicies = [withoutKey, ...options.additionalPolicies];
        const made = new CryptographyClient(id, credential, { ...options, additionalPolicies });
        wrapping.set(id, made);
        return made;
      },
    };
  };
}
