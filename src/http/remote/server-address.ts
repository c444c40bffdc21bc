import { problem } from '../../kernel/problem.ts';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Where a server is: the one address that anything is sent to. */
export interface ServerAddress {
  /** Without a slash at its end. */
  readonly base: string;
  readonly host: string;
}

/** Takes an address apart; refused unless it is https, or http on this machine, and nothing more than an address. */
export function serverAddress(url: string): ServerAddress {
  const found = URL.canParse(url) ? new URL(url) : undefined;
  if (found === undefined) throw problem('remote.address', { url, says: 'is no address of a server' });
  const { protocol, hostname, host, username, password, search, hash, origin, pathname } = found;
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback.test(hostname)))
    throw problem('remote.address', {
      url: origin,
      says: 'has to begin with `https://`; a token goes to another machine in no other way',
    });
  if (`${username}${password}${search}${hash}` !== '')
    throw problem('remote.address', {
      url: origin,
      says: 'was given with a name, a query or a mark, which it cannot have',
    });
  return { base: `${origin}${pathname.replace(/\/+$/, '')}`, host };
}
