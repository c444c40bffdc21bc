/** What of an address has a place; any other part of it is told. */
export interface AddressUse {
  readonly schemes: readonly string[];
  /** Ports that say nothing, or that the port is taken whatever it is. */
  readonly ports: readonly string[] | 'taken';
  /** What the name of the host ends with, where only what stands before that is taken. */
  readonly domain?: RegExp;
}

const address =
  /^(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?:(?<account>[^/?#]*)@)?(?<host>\[[^\]]*\]|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*|[^/?#:@]*)(?::(?<port>\d*))?(?<path>\/[^?#]*)?(?:\?(?<query>[^#]*))?(?:#(?<fragment>.*))?$/is;

/** The host of an address, and its port where it has one; nothing where the text is no address. */
export function hostIn(text: string): { readonly host: string; readonly port: string | undefined } | undefined {
  const found = address.exec(text.trim())?.groups;
  const host = found?.host;
  return host === undefined || host === '' ? undefined : { host, port: found?.port || undefined };
}

/** The parts of an address that have no place, by what they are called: none of them is shown, one may hold a secret. */
export function restOf(text: string, { schemes, ports, domain }: AddressUse): readonly string[] {
  const { scheme, account, host = '', port, path, query, fragment } = address.exec(text.trim())?.groups ?? {};
  return [
    ...(scheme === undefined || schemes.includes(scheme.toLowerCase()) ? [] : ['scheme']),
    ...(account === undefined || account === '' ? [] : ['account before the host']),
    ...(domain === undefined || !host.includes('.') || domain.test(host) ? [] : ['domain']),
    ...(!port || ports === 'taken' || ports.includes(port) ? [] : ['port']),
    ...(path === undefined || /^\/*$/.test(path) ? [] : ['path']),
    ...(query === undefined || query === '' ? [] : ['query']),
    ...(fragment === undefined || fragment === '' ? [] : ['fragment']),
  ];
}
