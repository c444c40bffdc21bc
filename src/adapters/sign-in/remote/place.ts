import { isProblem, problem } from '../../../kernel/problem.ts';
import { entraTenant } from '../../../model/entra-tenant.ts';
import type { Remote, RemoteSignIn } from '../../../model/remote.ts';
import type { Fetch } from '../answer.ts';

/** An environment on a server, by its name here. */
export interface Place {
  readonly environment: string;
  readonly remote: Remote;
}

/** What every way to sign in may look at and do. */
export interface WayPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ask: Fetch;
  /** The time in milliseconds. */
  readonly nowMs: () => number;
  /** Unguessable text. */
  readonly unguessable: () => string;
}

const answerMs = 30_000;
const lost = ['sign_in.over', 'sign_in.lacking'];
const unended = ['sign_in.denied', 'sign_in.deadline'];
const refused = ['refused', 'app_refused', 'issuer', 'answer', 'token_kind', 'no_token', 'insecure'];

/** Whether plain HTTP on this machine will do: only where the server itself is here. */
export function isHere({ remote }: Place): boolean {
  return remote.url.startsWith('http:');
}

/** The issuer and the application to sign in as, which are kept with the environment and never asked of the server again. */
export function issuerOf({ environment, remote }: Place): Required<Pick<RemoteSignIn, 'issuer' | 'clientId'>> {
  const { issuer, clientId } = remote.signIn;
  if (issuer !== undefined && clientId !== undefined) return { issuer, clientId };
  throw problem('signed_out', { environment, why: 'its issuer and the application to sign in as are not known yet' });
}

/** The scopes that lead to a token for the server. */
export function scopesOf({ issuer = '', scope, audience }: RemoteSignIn): readonly string[] {
  if (scope !== undefined) return scope.split(' ').filter((it) => it !== '');
  return entraTenant(issuer) !== undefined && audience !== undefined ? [`${audience}/.default`] : [];
}

/** What the token is for, as issuers are told it that follow RFC 8707; Microsoft Entra ID takes scopes alone. */
export function resourceOf({ issuer = '', audience = '' }: RemoteSignIn): { readonly resource?: string } {
  return entraTenant(issuer) === undefined && URL.canParse(audience) ? { resource: audience } : {};
}

/** Does work that ends in time; what goes wrong is told as the sign-in of an environment. */
export async function withinTime<T>(
  { environment }: Place,
  host: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(answerMs);
  try {
    return await work(signal);
  } catch (error) {
    if (signal.aborted && !isProblem(error))
      throw problem('sign_in.unreachable', { name: environment, host, code: 'no answer in time' });
    throw ofEnvironment(environment, error);
  }
}

/** The same failure, as that of an environment in place of a connection. */
export function ofEnvironment(environment: string, error: unknown): unknown {
  if (!isProblem(error)) return error;
  const { code, detail } = error;
  if (lost.includes(code)) return problem('signed_out', { environment, why: 'the sign-in holds no longer' });
  if (unended.includes(code)) return problem('login.unended', { environment, says: detail });
  if (refused.includes(code.replace('sign_in.', ''))) return problem('login.refused', { environment, says: detail });
  return error;
}
