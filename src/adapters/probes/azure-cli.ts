import { type AccessToken, AzureCliCredential } from '@azure/identity';
import { testFinding } from '../../kernel/test-finding.ts';
import { ended } from './stages.ts';

const scope = 'https://storage.azure.com/.default';
const waitMs = 15_000;

/** The sign-in of `az login`, fetched once. What its program says can hold more than it should, so none of it is told. */
export async function azureCliToken(): Promise<AccessToken> {
  return new AzureCliCredential({ processTimeoutInMs: waitMs }).getToken(scope).catch(() => {
    throw ended('secret', 'inconclusive', testFinding('no-azure-cli', {}));
  });
}
