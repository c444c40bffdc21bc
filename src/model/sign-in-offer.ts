import { serverUrl } from './remote.ts';

/** Where a server says, to anybody, how people sign in to it. */
export const signInPath = '/v1/sign-in';

/** How to sign in to a server: names and addresses, nothing secret. Null where it leaves that to whoever sets it up. */
export interface SignInOffer {
  /** The issuer whose access tokens it takes; null where it takes API tokens alone. */
  readonly issuer: string | null;
  /** What the issuer calls the server. */
  readonly audience: string | null;
  /** The application that the command line signs in as. */
  readonly clientId: string | null;
  readonly scope: string | null;
}

const members = ['issuer', 'audience', 'clientId', 'scope'] as const;
const text = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** What a server said, judged as data from outside; nothing where it is no such offer. */
export function readSignInOffer(said: unknown): SignInOffer | undefined {
  if (typeof said !== 'object' || said === null) return undefined;
  const found = said as { readonly [member: string]: unknown };
  const values = members.map((member) => [member, found[member] ?? null] as const);
  if (values.some(([, it]) => it !== null && !(typeof it === 'string' && it.length <= 500 && text.test(it))))
    return undefined;
  const offer = Object.fromEntries(values) as unknown as SignInOffer;
  return offer.issuer === null || serverUrl(offer.issuer) !== undefined ? offer : undefined;
}
