import { credentialVariables } from '../../model/key-vault.ts';
import type { Page } from './page.ts';

const variables = (kind: 'environment' | 'client-certificate' | 'workload-identity') =>
  credentialVariables[kind].map((it) => it.replace('AZURE_', '')).join(', ');

export const page: Page = {
  title: 'Key vault',
  blocks: [
    'An environment links one Azure Key Vault. Connections of types that support it then name a secret in it, and never go back to a stored one. The vault is only listed and read, from your machine and as you.',
    [
      ['cinch keyvault link URL', 'link it; an administrator agrees'],
      ['--secret password=keyvault:NAME[/VERSION]', 'the newest version, or one alone'],
      ['cinch keyvault check', 'each secret, and what stops with it'],
    ],
    'One way to sign in is named with `--credential`; nothing else is tried. Variables begin with AZURE_:',
    [
      ['azure-cli', 'whoever is signed in to `az`'],
      ['browser, device-code', 'a person, each time'],
      ['managed-identity', 'a machine in Azure; CLIENT_ID for one of several'],
      ['workload-identity', variables('workload-identity')],
      ['client-certificate', variables('client-certificate')],
      ['environment', variables('environment')],
    ],
    'The vault has to let it get and list secrets: the role Key Vault Secrets User, or an access policy. `HTTPS_PROXY`, `NODE_EXTRA_CA_CERTS` and `--timeout` are honoured.',
  ],
};
