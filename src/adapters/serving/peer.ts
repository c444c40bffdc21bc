import { BlockList, isIP } from 'node:net';

/** From where a request came, as far as it may be believed. */
export interface Peer {
  /** Address of the caller: of the connection, or what a trusted proxy says of it. */
  readonly address: string;
  readonly scheme: 'http' | 'https';
  /** What was asked for, with a port where one was said. */
  readonly host: string;
  /** Whether somebody on this machine asks, and not through a proxy. */
  readonly local: boolean;
}

interface Arrived {
  readonly address: string;
  readonly secure: boolean;
  readonly headers: Headers;
}

const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-real-ip'];

/** Reads who asks. What proxies say counts only where the connection comes from one that is trusted. */
export function createPeers(proxies: BlockList): (arrived: Arrived) => Peer {
  const isTrusted = (address: string) => isIn(proxies, address);
  return ({ address, secure, headers }) => {
    const said = forwarded.some((name) => headers.has(name));
    const scheme = secure ? 'https' : 'http';
    const host = headers.get('host') ?? '';
    if (!said || !isTrusted(address)) return { address, scheme, host, local: !said && isIn(loopback, address) };
    return {
      address: callerBehind(list(headers.get('x-forwarded-for')), isTrusted) ?? address,
      scheme: last(headers.get('x-forwarded-proto')) === 'https' ? 'https' : 'http',
      host: last(headers.get('x-forwarded-host')) ?? host,
      local: false,
    };
  };
}

/** The nearest address that no trusted proxy has: what stands before it may be made up. */
function callerBehind(chain: readonly string[], isTrusted: (address: string) => boolean): string | undefined {
  for (const address of chain.toReversed()) {
    if (isIP(address) === 0) return undefined;
    if (!isTrusted(address)) return address;
  }
  return chain[0];
}

/** Networks as `10.0.0.0/8`, `::1` or `127.0.0.1`; answers with the first text that is none. */
export function networks(texts: readonly string[]): BlockList | string {
  const found = new BlockList();
  for (const text of texts) {
    const [address = '', bits, ...more] = text.split('/');
    const version = isIP(address);
    const width = version === 4 ? 32 : 128;
    const prefix = bits === undefined ? width : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (version === 0 || more.length > 0 || prefix < 0 || prefix > width) return text;
    found.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  }
  return found;
}

const loopback = networks(['127.0.0.0/8', '::1']) as BlockList;

/** Whether an address is of this machine alone. */
export function isLoopback(address: string): boolean {
  return isIn(loopback, address);
}

function isIn(known: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && known.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

function list(header: string | null): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '');
}

function last(header: string | null): string | undefined {
  return list(header).at(-1);
}
