import type { TokenCredential } from '@azure/identity';
import type { KeyVaultSecret, SecretClient, SecretProperties } from '@azure/keyvault-secrets';
import { AzureLogger, setLogLevel } from '@azure/logger';
import type { Clock } from '../../kernel/ports.ts';
import { type Problem, problem } from '../../kernel/problem.ts';
import { secretValue } from '../../kernel/secret-value.ts';
import type { Vault, VaultSecret } from '../../kernel/vault.ts';
import {
  isVaultSecretName,
  isVaultVersion,
  type VaultLink,
  vaultAddress,
  vaultSuffixes,
} from '../../model/key-vault.ts';
import { createCredential, type SignInPorts } from './credential.ts';
import { type Doing, signInFault, vaultFault } from './fault.ts';
import { waitBefore } from './patience.ts';
import { createSecretClient } from './secret-client.ts';
import { type Met, nothingMet } from './watch.ts';

export interface VaultPorts extends SignInPorts {
  readonly clock: Clock;
  /** Lets time pass, or ends at the signal. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long any one thing may take. */
  readonly deadlineMs: number;
  /** Whether a person sits there who can sign in. */
  readonly attended: boolean;
}

// A person needs time to sign in; a machine does not.
const personMs = 5 * 60_000;
const longest = 25_600;

/** A key vault over the network. Every fault ends in time, in words of our own: those of the packages may quote a secret. */
export function createVault({ url, credential: kind }: VaultLink, ports: VaultPorts): Vault {
  silence();
  const address = vaultAddress(url);
  if (address === undefined) throw problem('keyvault.address', { suffixes: vaultSuffixes });
  const { name: vault, authority } = address;
  const host = address.url.slice('https://'.length);
  const byPerson = kind === 'device-code' || kind === 'browser';
  if (byPerson && !ports.attended) throw problem('keyvault.sign_in_waits', { credential: kind, url: address.url });
  const metBy = new WeakMap<object, Met>();
  let connected: SecretClient | undefined;
  // Until a person has signed in, it is them that is waited for.
  let waitsMs = byPerson ? personMs : ports.deadlineMs;

  function connect(doing: Doing): SecretClient {
    if (connected !== undefined) return connected;
    const met = nothingMet();
    const inner = createCredential({ ...ports, kind, authority, vault, deadlineMs: waitsMs, met });
    const credential: TokenCredential = {
      async getToken(scopes, options) {
        try {
          const token = await inner.getToken(scopes, options);
          waitsMs = ports.deadlineMs;
          return token;
        } catch (error) {
          // One that failed keeps failing for a while without asking again, so the next attempt takes another.
          connected = undefined;
          throw signInFault(error, met, doing);
        }
      },
    };
    const client = createSecretClient(
      { url: address?.url ?? url, vault, deadlineMs: ports.deadlineMs },
      credential,
      (signal) => (typeof signal === 'object' && signal !== null ? metBy.get(signal) : undefined),
    );
    connected = client;
    return client;
  }

  async function attempt<T>(
    does: Doing['does'],
    secret: string,
    work: (client: SecretClient, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadlineMs = waitsMs;
    const seconds = Math.ceil(deadlineMs / 1000);
    const doing: Doing = { vault, host, authority, credential: kind, does, secret, seconds };
    const deadline = AbortSignal.timeout(deadlineMs);
    const times = new Map<string, number>();
    for (let waited = 0; ; ) {
      const signal = AbortSignal.any([deadline]);
      const met = nothingMet();
      metBy.set(signal, met);
      let fault: Problem;
      try {
        return await within(deadline, work(connect(doing), signal));
      } catch (error) {
        if (deadline.aborted) throw problem('keyvault.silent', { host, seconds });
        fault = vaultFault(error, met, doing);
      }
      const tries = times.get(fault.code) ?? 0;
      times.set(fault.code, tries + 1);
      const wait = waitBefore(tries, fault, met.retryAfterSeconds);
      if (wait === undefined || byPerson || waited + wait >= deadlineMs) throw fault;
      await ports.pause(wait, deadline);
      if (deadline.aborted) throw fault;
      waited += wait;
    }
  }

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
      if (!asked || typeof value !== 'string' || properties.vaultUrl !== address?.url)
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

/** Whatever the environment says of logging: what the packages log holds what a server answered, which may quote a secret. */
function silence(): void {
  setLogLevel();
  AzureLogger.log = () => undefined;
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

/** The work, or the end of the time for it: not everything in the packages listens to a signal. */
function within<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error('too late'));
    if (deadline.aborted) end();
    deadline.addEventListener('abort', end);
    work.then(resolve, reject).finally(() => deadline.removeEventListener('abort', end));
  });
}
