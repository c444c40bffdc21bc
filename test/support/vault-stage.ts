import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { createVault, type SecretPorts } from '../../src/adapters/key-vault/vault.ts';
import type { Vault } from '../../src/kernel/vault.ts';
import type { VaultLink } from '../../src/model/key-vault.ts';
import { openVaultServer, tenant, type VaultServer } from './vault-server.ts';

export const vaultUrl = 'https://contoso.vault.azure.net';

/** What the credential of an application takes from the environment of the process. */
export const appVariables = {
  AZURE_TENANT_ID: tenant,
  AZURE_CLIENT_ID: 'app-of-the-tests',
  AZURE_CLIENT_SECRET: 'client-secret-of-the-tests',
};

export interface VaultStage {
  readonly server: VaultServer;
  /** How long was waited between attempts, in milliseconds. */
  readonly pauses: number[];
  /** A vault of its own, which knows nothing of what was asked before. */
  vault(link?: Partial<VaultLink>, ports?: Partial<SecretPorts>): Vault;
}

/** The real client in this process, led to a vault of the tests under its real name; its certificate is verified. */
export function vaultStage(): VaultStage {
  const trusted = getCACertificates('default');
  const before = process.env.HTTPS_PROXY;
  const stage = { pauses: [] as number[] } as { server: VaultServer; pauses: number[] };
  beforeAll(async () => {
    stage.server = await openVaultServer();
    process.env.HTTPS_PROXY = stage.server.proxy;
    setDefaultCACertificates([...trusted, stage.server.ca]);
  });
  beforeEach(() => {
    const { server } = stage;
    stage.pauses.length = 0;
    server.came.length = 0;
    server.hosts.length = 0;
    server.secrets.clear();
    server.keys.clear();
    Object.assign(server, { fault: () => undefined, page: { size: 25, empty: 0 }, token: 'token-of-the-tests' });
  });
  afterAll(async () => {
    if (before === undefined) delete process.env.HTTPS_PROXY;
    else process.env.HTTPS_PROXY = before;
    setDefaultCACertificates(trusted);
    await stage.server.close();
  });
  return Object.assign(stage, {
    vault: (link: Partial<VaultLink> = {}, ports: Partial<SecretPorts> = {}) =>
      createVault(
        { url: vaultUrl, credential: 'environment', ...link },
        {
          env: appVariables,
          tellCode: () => undefined,
          clock: () => '2026-06-01T00:00:00.000Z',
          pause: async (ms) => void stage.pauses.push(ms),
          deadlineMs: 10_000,
          attended: false,
          ...ports,
        },
      ),
  });
}
