import { testFinding } from '../../kernel/test-finding.ts';
import { proxyAddress, proxySettings } from '../system/proxy-settings.ts';
import { ended } from './stages.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The proxy that leads to a host, where one is set (`HTTPS_PROXY`, `NO_PROXY`, in either case). */
export function proxyFor(host: string, env: Env): URL | undefined {
  const settings = proxySettings(env);
  if (settings === undefined || isSpared(host, settings.spared)) return undefined;
  const address = proxyAddress(settings);
  if (address !== undefined) return address;
  throw ended('reach', 'inconclusive', testFinding('proxy-unusable', { variable: settings.variable }));
}

function isSpared(host: string, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter((it) => it !== '')
    .map((it) =>
      it
        .toLowerCase()
        .replace(/^\*?\./, '')
        .replace(/:\d+$/, ''),
    )
    .some((it) => it === '*' || host === it || host.endsWith(`.${it}`));
}
