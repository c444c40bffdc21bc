type Variables = Readonly<Record<string, string | undefined>>;

/** The platform's own `fetch`, or one that goes through the proxy that the surroundings name. */
export async function proxiedFetch(env: Variables): Promise<typeof fetch> {
  const proxy = env.HTTPS_PROXY ?? env.https_proxy ?? '';
  if (proxy === '') return fetch;
  const undici = await import('undici');
  const dispatcher = new undici.EnvHttpProxyAgent({
    httpsProxy: proxy,
    noProxy: env.NO_PROXY ?? env.no_proxy ?? '',
  });
  return ((address: string, init: object) => undici.fetch(address, { ...init, dispatcher })) as unknown as typeof fetch;
}
