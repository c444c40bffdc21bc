import type { CredentialKind } from '../../../model/key-vault.ts';
import type { Context } from '../../context.ts';

/** Asks how to sign in to a key vault. */
export function askCredential(context: Context, initial: CredentialKind): Promise<CredentialKind> {
  return context.prompt.choose<CredentialKind>({
    message: 'How is the vault signed in to?',
    hint: 'in this way alone, by whoever runs cinch with this environment',
    initial,
    choices: [
      { value: 'azure-cli', label: 'azure-cli', aside: 'as whoever is signed in to `az`' },
      { value: 'browser', label: 'browser', aside: 'a person signs in in a browser, each time' },
      { value: 'device-code', label: 'device-code', aside: 'the same in a browser elsewhere, by a code' },
      { value: 'workload-identity', label: 'workload-identity', aside: 'a pipeline, by a token that it is given' },
      { value: 'managed-identity', label: 'managed-identity', aside: 'a machine in Azure' },
      { value: 'client-certificate', label: 'client-certificate', aside: 'an application, by its certificate' },
      { value: 'environment', label: 'environment', aside: 'an application, by its secret in a variable' },
    ],
  });
}
