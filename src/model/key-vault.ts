import type { VaultSecret } from '../kernel/vault.ts';
import type { Consent } from './connection.ts';

/** Who cinch is to the vault: exactly one of these, and never another in its place. */
export const credentialKinds = [
  'azure-cli',
  'environment',
  'client-certificate',
  'workload-identity',
  'managed-identity',
  'device-code',
  'browser',
] as const;

export type CredentialKind = (typeof credentialKinds)[number];

/** Those that nobody has to sit there for. */
export const unattendedKinds = credentialKinds.filter((kind) => kind !== 'device-code' && kind !== 'browser');

/** The variables that each kind needs. Kinds that a person or the machine signs in for need none. */
export const credentialVariables: { readonly [K in CredentialKind]: readonly string[] } = {
  'azure-cli': [],
  environment: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'],
  'client-certificate': ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_CERTIFICATE_PATH'],
  'workload-identity': ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'],
  'managed-identity': [],
  'device-code': [],
  browser: [],
};

/** Where a vault is, and who cinch is to it. */
export interface VaultLink {
  /** `https://contoso.vault.azure.net` and nothing behind it. */
  readonly url: string;
  readonly credential: CredentialKind;
}

/** The key vault of an environment (R27). */
export interface KeyVault extends VaultLink {
  readonly name: string;
  readonly consent: Consent;
  readonly linkedAt: string;
  readonly linkedBy: string;
}

// The clouds that have vaults: the host after the vault's name, and the host that people and programs sign in at.
const clouds: { readonly [suffix: string]: string } = {
  'vault.azure.net': 'https://login.microsoftonline.com',
  'vault.azure.cn': 'https://login.partner.microsoftonline.cn',
  'vault.usgovcloudapi.net': 'https://login.microsoftonline.us',
};

/** The hosts that a vault's name may stand before. */
export const vaultSuffixes: readonly string[] = Object.keys(clouds);

export interface VaultAddress {
  readonly name: string;
  readonly url: string;
  /** Where to sign in for it, known beforehand: no answer of a vault can change it. */
  readonly authority: string;
}

/** Takes an address apart. Nothing unless it is exactly that of a vault in a cloud that is known. */
export function vaultAddress(text: string): VaultAddress | undefined {
  const match = /^https:\/\/([a-z](?:-?[a-z0-9]){2,23})\.([a-z.]+?)\/?$/.exec(text.trim().toLowerCase());
  const [, name = '', suffix = ''] = match ?? [];
  const authority = Object.hasOwn(clouds, suffix) ? clouds[suffix] : undefined;
  if (authority === undefined || name.length > 24) return undefined;
  return { name, url: `https://${name}.${suffix}`, authority };
}

/** A key in a vault: of one version, or of whichever is the newest. */
export interface VaultKeyAddress {
  readonly vault: VaultAddress;
  readonly key: string;
  readonly version: string | null;
}

/** Takes the address of a key apart, `https://contoso.vault.azure.net/keys/NAME` and perhaps a version. Nothing where it is none. */
export function vaultKeyAddress(text: string): VaultKeyAddress | undefined {
  const form = /^(https:\/\/[^/]+)\/keys\/([0-9A-Za-z-]{1,127})(?:\/([0-9a-f]{32}))?$/;
  const [, url = '', key = '', version = null] = form.exec(text.trim()) ?? [];
  const vault = vaultAddress(url);
  return vault === undefined ? undefined : { vault, key, version };
}

/** The same as text, of exactly one version: what is kept beside what it wrapped. */
export function vaultKeyId({ vault, key }: VaultKeyAddress, version: string): string {
  return `${vault.url}/keys/${key}/${version}`;
}

/** Whether a vault can hold a secret of this name. */
export function isVaultSecretName(name: string): boolean {
  return /^[0-9A-Za-z-]{1,127}$/.test(name);
}

/** Whether a vault can have made a version of this name. */
export function isVaultVersion(version: string): boolean {
  return /^[0-9a-f]{32}$/.test(version);
}

/** A reference into the vault, as a person writes it. */
export function referenceText(secret: string, version: string | null | undefined): string {
  return `keyvault:${secret}${version ? `/${version}` : ''}`;
}

/** Whether a secret can be used, and why not. */
export type SecretState = 'usable' | 'expiring' | 'disabled' | 'expired' | 'not yet';

const dayMs = 24 * 60 * 60 * 1000;

/** What a secret is worth at a moment; `days` is how soon an end counts as near. */
export function stateOf(
  { enabled, startsAt, expiresAt }: Pick<VaultSecret, 'enabled' | 'startsAt' | 'expiresAt'>,
  now: string,
  days: number,
): SecretState {
  if (!enabled) return 'disabled';
  if (expiresAt !== null && expiresAt <= now) return 'expired';
  if (startsAt !== null && startsAt > now) return 'not yet';
  return expiresAt !== null && Date.parse(expiresAt) - Date.parse(now) <= days * dayMs ? 'expiring' : 'usable';
}

/** How soon an end is near where nothing else is said. */
export const usualDays = 30;
