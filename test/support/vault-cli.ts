import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cli, createCli, type Ran, type RunOptions } from './cli.ts';
import { openVaultServer, type VaultServer } from './vault-server.ts';
import { appVariables } from './vault-stage.ts';

/** The program itself, led to a vault of the tests: by a proxy and an authority in its environment, as at a company. */
export interface VaultCli {
  (argv: readonly string[], options?: RunOptions): Promise<Ran>;
  /** The same, and the test fails with its output when it does not end with 0. */
  ok(argv: readonly string[], options?: RunOptions): Promise<Ran>;
  readonly home: string;
  readonly server: VaultServer;
  readonly variables: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

export async function createVaultCli(cli: Cli = createCli()): Promise<VaultCli> {
  const server = await openVaultServer();
  const ca = join(cli.home, 'ca.pem');
  writeFileSync(ca, server.ca);
  const variables = { ...appVariables, HTTPS_PROXY: server.proxy, NODE_EXTRA_CA_CERTS: ca };
  const withVault = (options: RunOptions = {}) => ({ ...options, env: { ...variables, ...options.env } });
  return Object.assign((argv: readonly string[], options?: RunOptions) => cli(argv, withVault(options)), {
    home: cli.home,
    server,
    variables,
    ok: (argv: readonly string[], options?: RunOptions) => cli.ok(argv, withVault(options)),
    async remove() {
      cli.remove();
      await server.close();
    },
  });
}
