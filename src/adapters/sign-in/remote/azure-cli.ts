import { AzureCliCredential } from '@azure/identity';
import { problem } from '../../../kernel/problem.ts';
import { secretValue } from '../../../kernel/secret-value.ts';
import type { Got } from './app-grant.ts';
import { type Place, scopesOf } from './place.ts';

const waitMs = 30_000;

/** A token of whoever is signed in to `az`, for the server alone. What its program says is looked at and never shown. */
export async function azureCliToken({ environment, remote }: Place, nowMs: () => number): Promise<Got> {
  const refused = (says: string) => problem('login.refused', { environment, says });
  const [scope] = scopesOf({ ...remote.signIn, issuer: remote.signIn.issuer ?? anyEntra });
  if (scope === undefined) throw refused('`az` needs the scope or the audience of the server, which is not known yet');
  try {
    const { tenant } = remote.signIn;
    const cli = new AzureCliCredential({
      processTimeoutInMs: waitMs,
      ...(tenant === undefined ? {} : { tenantId: tenant }),
    });
    const { token, expiresOnTimestamp } = await cli.getToken(scope);
    return { token: secretValue(token), seconds: Math.round((expiresOnTimestamp - nowMs()) / 1000) };
  } catch (error) {
    throw refused(saysOf(String((error as Error)?.message ?? '')));
  }
}

// `az` signs in to Microsoft Entra ID and to nothing else.
const anyEntra = 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0';

function saysOf(message: string): string {
  if (/could not be found|not installed|not recognized|ENOENT/i.test(message))
    return 'the command `az` is not on this machine';
  if (/az login/i.test(message)) return 'nobody is signed in to `az`; `az login` signs in';
  return '`az` gave no token in time, or one that is none';
}
