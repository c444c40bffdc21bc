import { problem } from '../../kernel/problem.ts';
import { proxyAddress, proxySettings } from './proxy-settings.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The platform's own `fetch`, or one that goes through the proxy that the surroundings name. */
export async function proxiedFetch(env: Variables): Promise<typeof fetch> {
  const settings = proxySettings(env);
  if (settings === undefined) return fetch;
  if (proxyAddress(settings) === undefined) throw problem('proxy.unusable', { variable: settings.variable });
  const undici = await import('undici');
  const dispatcher = new undici.EnvHttpProxyAgent({ httpsProxy: settings.address, noProxy: settings.spared });
  return ((address: string, init: object) => undici.fetch(address, { ...init, dispatcher })) as unknown as typeof fetch;
}
