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
