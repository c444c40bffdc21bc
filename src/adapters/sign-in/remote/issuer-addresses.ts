import { problem } from '../../../kernel/problem.ts';
import { answerOf, type Fetch } from '../answer.ts';

/** Where an issuer is signed in to, as it publishes itself. */
export interface IssuerAddresses {
  readonly issuer: string;
  readonly token: string;
  readonly authorization: string | undefined;
  readonly device: string | undefined;
  readonly revocation: string | undefined;
  /** Whether its answers name it (RFC 9207). */
  readonly namesItself: boolean;
}

interface Asking {
  readonly ask: Fetch;
  readonly name: string;
  /** Whether plain HTTP on this machine will do. */
  readonly here: boolean;
  readonly signal: AbortSignal;
}

/** Looks up an issuer, which has to speak for itself, of addresses that nobody can listen in on. */
export async function issuerAddresses(issuer: string, { ask, name, here, signal }: Asking): Promise<IssuerAddresses> {
  safe(issuer, here);
  const at = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await answerOf(ask, at, {}, { name, kindUnsaid: false, signal });
  const said = (await answer.json()) as { readonly [member: string]: unknown };
  const { host } = new URL(issuer);
  const unusable = (says: string) => problem('sign_in.answer', { name, host, says });
  if (answer.status !== 200) throw unusable('is no description of an issuer');
  if (said.issuer !== issuer) throw unusable('describes another issuer');
  const address = (member: string) => {
    const value = said[member];
    return typeof value === 'string' && URL.canParse(value) ? safe(value, here) : undefined;
  };
  const token = address('token_endpoint');
  if (token === undefined) throw unusable('names no place for tokens');
  return {
    issuer,
    token,
    authorization: address('authorization_endpoint'),
    device: address('device_authorization_endpoint'),
    revocation: address('revocation_endpoint'),
    namesItself: said.authorization_response_iss_parameter_supported === true,
  };
}

function safe(address: string, here: boolean): string {
  const { protocol, hostname, host } = new URL(address);
  if (protocol === 'https:' || (here && protocol === 'http:' && hostname === '127.0.0.1')) return address;
  throw problem('sign_in.insecure', { host });
}
