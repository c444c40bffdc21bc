import { type AddressUse, hostIn } from './address.ts';

/** Reads the value of a key, if it is there and not empty. */
type Read = (key: string) => string | undefined;

/** Makes the value of a field. What was read counts as imported; what was only looked at does not. */
export type Take = (read: Read, look: Read) => string | undefined;

/** Why a key that is known has no place: what is told of it. */
export type LeftOut = 'elsewhere' | 'holds-no-key' | 'signs-in' | 'first-generation';

/** How connections of one kind of another tool become connections of a type: data, one file a kind. */
export interface SourceKind {
  /** The type here. */
  readonly type: string;
  readonly settings: { readonly [field: string]: Take };
  readonly secrets?: { readonly [field: string]: Take };
  /** Why keys stay behind that are known; any other has no place. */
  readonly left?: { readonly [key: string]: LeftOut };
  /** The field that the text of a file elsewhere belongs to. */
  readonly elsewhere?: { readonly [key: string]: string };
  /** What is told of a field that was taken. */
  readonly remarks?: { readonly [field: string]: LeftOut };
  /** Keys that said which kind it is, and nothing else. */
  readonly said?: readonly string[];
  /** Keys that hold whole addresses, and what of each has a place once it was read. */
  readonly addresses?: { readonly [key: string]: AddressUse };
  /** Secrets that stand obscured in the file. */
  readonly obscured?: readonly string[];
}

/** The first of the keys that has a value. */
export function first(...keys: readonly string[]): Take {
  return (read) => {
    for (const key of keys) {
      const value = read(key);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

/** A host, with its port where that is another than usual. A port beside one that the host has already is not read. */
export function hostWithPort(hostKey: string, portKey: string, usual: string): Take {
  return (read, look) => {
    const text = read(hostKey)?.trim();
    const found = hostIn(text ?? '');
    const beside = look(portKey)?.trim();
    const port = found?.port ?? beside;
    if (beside !== undefined && Number(beside) === Number(port)) read(portKey);
    if (found === undefined) return text;
    const { host } = found;
    const whole = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
    return port === undefined || Number(port) === Number(usual) ? whole : `${whole}:${port}`;
  };
}

/** Identities of a machine in Azure, which every hook of that provider has settings for. */
export const azureIdentities = {
  'extra.managed_identity_client_id': 'holds-no-key',
  'extra.workload_identity_tenant_id': 'holds-no-key',
} as const;

/** How an address of SFTP is taken: host and port. */
export const sshAddress: AddressUse = { schemes: ['sftp', 'ssh'], ports: 'taken' };
/** How an address on the web is taken: the host alone. */
export const webAddress: AddressUse = { schemes: ['http', 'https'], ports: ['80', '443'] };
/** How the address of a storage account is taken: the account alone. */
export const storageAddress: AddressUse = {
  ...webAddress,
  domain: /\.(?:blob|dfs|z\d+\.web)\.core\.windows\.net$/i,
};

/** A key where there is one, a password otherwise. */
export function sshMethod(...keys: readonly string[]): Take {
  return (_, look) => (keys.some((key) => look(key) !== undefined) ? 'sshKey' : 'usernamePassword');
}

const accountHost = /^(?:https?:\/\/)?([a-z0-9]{3,24})\.(?:blob|dfs|z\d+\.web)\.[a-z0-9.-]+/i;

/** The storage account in an address such as `https://ACCOUNT.blob.core.windows.net`, without what follows it. */
export function accountOf(address: string | undefined): string | undefined {
  return accountHost.exec(address?.trim() ?? '')?.[1]?.toLowerCase();
}

/** The account that a connection string of Azure names. */
export function accountIn(connectionString: string | undefined): string | undefined {
  const said = (key: string) => new RegExp(`(?:^|;)\\s*${key}=([^;]+)`, 'i').exec(connectionString ?? '')?.[1]?.trim();
  return said('AccountName') ?? accountOf(said('BlobEndpoint')) ?? accountOf(said('DfsEndpoint'));
}
