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

/** A host, with its port where that is another than usual; a scheme before it goes. */
export function hostWithPort(hostKey: string, portKey: string, usual: string): Take {
  return (read) => {
    const host = read(hostKey)
      ?.trim()
      .replace(/^[a-z]+:\/\//i, '')
      .replace(/\/+$/, '');
    const port = read(portKey)?.trim();
    const address = host !== undefined && /:.*:/.test(host) && !host.startsWith('[');
    const whole = address ? `[${host}]` : host;
    const has = whole === undefined || port === undefined || port === usual || /[^:]:\d+$/.test(whole);
    return has ? whole : `${whole}:${port}`;
  };
}

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
  return /(?:^|;)\s*AccountName=([^;]+)/i.exec(connectionString ?? '')?.[1]?.trim();
}
