import { isProblem, type Problem, problem } from '../../kernel/problem.ts';
import type { CredentialKind } from '../../model/key-vault.ts';
import type { Met } from './watch.ts';

/** What was being done when something went wrong. */
export interface Doing {
  readonly vault: string;
  readonly host: string;
  readonly authority: string;
  readonly credential: CredentialKind;
  readonly does: 'list' | 'read' | 'find' | 'wrap' | 'unwrap';
  /** The name of the secret or key that it is about. */
  readonly secret: string;
  readonly seconds: number;
}

const hostOf = (url: string) => url.replace(/^https?:\/\//, '');

/** The problem of an attempt that went wrong at the vault, told by what was met on the wire. */
export function vaultFault(error: unknown, met: Met, doing: Doing): Problem {
  const refusal = isProblem(error) ? error : met.refusal;
  if (refusal !== undefined) return refusal;
  const { vault, host, does, secret } = doing;
  if (met.network !== undefined) return networkFault(host, met.network);
  const { status, inner } = met;
  if (status === 401 && met.authorized)
    return problem('keyvault.refused', { vault, otherTenant: met.number === 'AKV10032' });
  const ofKey = does === 'find' || does === 'wrap' || does === 'unwrap';
  if (ofKey && status === 403 && inner === 'KeyDisabled') return problem('keyvault.key_off', { vault, key: secret });
  if (ofKey && status === 404) return problem('keyvault.key_missing', { vault, key: secret });
  if (does === 'unwrap' && status === 400) return problem('keyvault.key_unfit', { vault, key: secret });
  if (status === 403 && (inner === 'SecretDisabled' || met.code === 'SecretDisabled'))
    return problem('keyvault.secret_off', { vault, secret });
  if (status === 403 && inner === 'ForbiddenByFirewall') return problem('keyvault.walled', { vault, by: 'firewall' });
  if (status === 403 && inner === 'ForbiddenByConnection')
    return problem('keyvault.walled', { vault, by: 'connection' });
  if (ofKey && status === 403 && met.code !== undefined)
    return problem('keyvault.key_forbidden', { vault, key: secret, does });
  if (!ofKey && status === 403 && met.code !== undefined)
    return problem('keyvault.forbidden', { vault, does, by: inner === 'ForbiddenByPolicy' ? 'policy' : 'roles' });
  if (status === 404 && met.code === 'SecretNotFound') return problem('keyvault.secret_missing', { vault, secret });
  if (status === 429) return problem('keyvault.throttled', { host, seconds: met.retryAfterSeconds ?? null });
  if (status !== undefined && status >= 500) return problem('keyvault.failing', { host, status });
  return problem('keyvault.strange', { host, status: status ?? null, request: met.requestId ?? null });
}

/** The problem of a sign-in that gave no token. */
export function signInFault(error: unknown, met: Met, doing: Doing): Problem {
  const refusal = isProblem(error) ? error : met.refusal;
  if (refusal !== undefined) return refusal;
  const { authority, credential } = doing;
  const host = hostOf(authority);
  if (credential === 'azure-cli') return signIn(credential, azSays(String((error as Error)?.message ?? '')));
  if (credential === 'managed-identity')
    return signIn(credential, 'no identity of this machine answered; there is one only on a machine in Azure');
  if (met.network !== undefined) return networkFault(host, met.network);
  if (met.status === 429) return problem('keyvault.throttled', { host, seconds: met.retryAfterSeconds ?? null });
  if (met.status !== undefined && met.status >= 500) return problem('keyvault.failing', { host, status: met.status });
  if (met.number !== undefined)
    return signIn(credential, `${refusals[met.number] ?? 'the sign-in service refused it'} (${met.number})`);
  if (met.status === 400 || met.status === 401) return signIn(credential, 'the sign-in service refused it');
  if (met.status !== undefined) return problem('keyvault.strange', { host, status: met.status, request: null });
  return signIn(credential, unsent[credential] ?? 'it ended before a token came');
}

// Told before anything was sent.
const unsent: { readonly [K in CredentialKind]?: string } = {
  'client-certificate':
    'the file that `AZURE_CLIENT_CERTIFICATE_PATH` names cannot be read, or holds no certificate with its key, or the vault belongs to another organisation',
  'workload-identity':
    'the file that `AZURE_FEDERATED_TOKEN_FILE` names cannot be read, or the vault belongs to another organisation',
  environment: 'the vault belongs to another organisation than `AZURE_TENANT_ID` says',
  browser: 'no browser could be opened, or its window was closed',
};

const refusals: { readonly [number: string]: string } = {
  AADSTS7000215: 'the secret of the application is wrong',
  AADSTS7000222: 'the secret of the application has expired',
  AADSTS700016: 'the organisation knows no such application',
  AADSTS700027: 'the certificate of the application is wrong',
  AADSTS90002: 'there is no such organisation',
  AADSTS50076: 'a second factor is needed, which only a person can give',
  AADSTS700024: 'the token of the workload has expired',
  AADSTS70021: 'no workload of that description is known to the application',
};

function signIn(credential: CredentialKind, says: string): Problem {
  return problem('keyvault.sign_in', { credential, says });
}

// The text is looked at and never shown.
function azSays(message: string): string {
  if (/could not be found|not installed|not recognized|ENOENT/i.test(message))
    return 'the command `az` is not on this machine';
  if (/az login/i.test(message)) return 'nobody is signed in to `az`; `az login` signs in';
  return '`az` gave no token in time, or one that is none';
}

function networkFault(host: string, code: string): Problem {
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(code)) return problem('keyvault.untrusted', { host });
  const passing = passingWords[code];
  if (passing !== undefined) return problem('keyvault.cut', { host, says: passing });
  return problem('keyvault.unreachable', { host, says: lastingWords[code] ?? `the network says ${code}` });
}

// What may be over in a moment, and what another attempt will meet again.
const passingWords: { readonly [code: string]: string } = {
  EAI_AGAIN: 'its name cannot be looked up at the moment',
  ECONNRESET: 'the line was cut',
  EPIPE: 'the line was cut',
  ETIMEDOUT: 'the line did not open in time',
};
const lastingWords: { readonly [code: string]: string } = {
  ENOTFOUND: 'no host has that name, here at least',
  ECONNREFUSED: 'nothing answers there, or at the proxy',
  EHOSTUNREACH: 'there is no way to it from here',
  ENETUNREACH: 'there is no way to it from here',
};
