type Variables = Readonly<Record<string, string | undefined>>;

/** The proxy that the surroundings name, and the hosts that it is not for. */
export interface ProxySettings {
  /** The variable that names it. */
  readonly variable: string;
  readonly address: string;
  readonly spared: string;
}

/** Reads `HTTPS_PROXY` and `NO_PROXY` in either case; the lower one goes first, as elsewhere, and an empty one is none. */
export function proxySettings(env: Variables): ProxySettings | undefined {
  const given = (...names: readonly string[]) => names.find((name) => (env[name] ?? '') !== '');
  const variable = given('https_proxy', 'HTTPS_PROXY');
  if (variable === undefined) return undefined;
  const spared = given('no_proxy', 'NO_PROXY');
  return {
    variable,
    address: env[variable] as string,
    spared: spared === undefined ? '' : (env[spared] as string),
  };
}

/** The proxy itself; nothing where the address is none that leads anywhere. What it holds is never told: there may be a password in it. */
export function proxyAddress({ address }: ProxySettings): URL | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return undefined;
  return isEncoded(url.username) && isEncoded(url.password) ? url : undefined;
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
