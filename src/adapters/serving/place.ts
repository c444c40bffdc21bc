import type { Problem } from '../../kernel/problem.ts';
import { problem } from '../../kernel/problem.ts';
import type { Peer } from './peer.ts';

/** The names that a server answers to. */
export interface Place {
  /** The address it listens on. */
  readonly host: string;
  /** The address that people use, where it is another. */
  readonly publicUrl: string | undefined;
}

const own = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses what a page of another site may have sent: a request for a name that leads here only because somebody made
 * it do so (DNS rebinding), or one that a browser says comes from elsewhere.
 */
export function createPlaceCheck({ host, publicUrl }: Place): (peer: Peer, headers: Headers) => Problem | undefined {
  const url = publicUrl === undefined ? undefined : new URL(publicUrl);
  const listens = host.includes(':') ? `[${host}]` : host;
  return (peer, headers) => {
    const asked = origin(peer);
    if (asked === undefined) return problem('serving.host', {});
    // A forwarded port may be any, so what leads to this machine counts by its name.
    const isHere = own.has(asked.hostname) || asked.hostname === listens || asked.host === url?.host;
    if (!isHere) return problem('serving.host', {});
    const from = headers.get('origin');
    if (from === null || from === asked.origin || from === url?.origin) return undefined;
    return problem('serving.origin', {});
  };
}

function origin({ scheme, host }: Peer): URL | undefined {
  if (!/^(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.test(host)) return undefined;
  const text = `${scheme}://${host}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}
