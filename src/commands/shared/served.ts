import type { SecretValue } from '../../kernel/secret-value.ts';
import type { CredentialKind, VaultKeyAddress } from '../../model/key-vault.ts';

/** Where a server keeps what it serves, and what seals its secrets. */
export interface KeptServer {
  /** The SQLite file; nothing where the surroundings name a database, or for the usual one. */
  readonly file: string | undefined;
  /** The first seals, the others only open. */
  readonly keyFiles: readonly string[];
  /** Keys of key vaults, which seal instead of files: the first wraps, the others only unwrap. */
  readonly keyVault:
    | {
        readonly keys: readonly [VaultKeyAddress, ...VaultKeyAddress[]];
        readonly credential: CredentialKind;
      }
    | undefined;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

export interface ServeOptions {
  readonly kept: KeptServer;
  readonly listen: Address;
  readonly metricsListen: Address | undefined;
  /** Whose access tokens count, and for what. */
  readonly trust:
    | { readonly issuer: string; readonly audience: string; readonly clients: readonly string[] }
    | undefined;
  /** Files of a certificate and the key to it. */
  readonly certificate: { readonly cert: string; readonly key: string } | undefined;
  readonly proxies: readonly string[];
  readonly publicUrl: string | undefined;
  /** Whether stored secrets are ever handed out. */
  readonly releases: boolean;
  readonly subscriptionKeyFile: string | undefined;
}

/** This program as a server. */
export interface Serving {
  /** Makes the first instance, with a token of its administrator. */
  init(
    kept: KeptServer,
    about: { readonly displayName: string; readonly production: boolean; readonly tenant: string | null },
  ): Promise<{ readonly token: SecretValue; readonly instanceId: string }>;
  /** Makes a token of an administrator again, in the home instance unless another is named. */
  recover(
    kept: KeptServer,
    instance: string | undefined,
  ): Promise<{ readonly token: SecretValue; readonly instanceId: string }>;
  /** Serves until it is told to end; answers with the exit code of that. */
  run(options: ServeOptions): Promise<number>;
}
