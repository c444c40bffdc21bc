import { problem } from '../../kernel/problem.ts';
import {
  type CredentialKind,
  credentialKinds,
  type KeyVault,
  vaultAddress,
  vaultSuffixes,
} from '../../model/key-vault.ts';
import { termsVersions } from '../../model/terms.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { askCredential } from '../shared/asking/credential.ts';
import { askTerms } from '../shared/asking/terms.ts';
import { commandLine } from '../shared/command-line.ts';
import { linkedVault } from '../shared/linked-vault.ts';
import { refuseForRole } from '../shared/refuse-for-role.ts';

export default defineCommand({
  path: 'keyvault link',
  summary: 'Link the key vault that connections take secrets from',
  description:
    'Lists its secrets once, to prove that this sign-in may. An environment links one vault; another takes its place only while no connection uses it. `help keyvault` says how to sign in to it, and which rights it has to give.',
  changes: true,
  args: [{ name: 'url', question: 'Which key vault?', help: 'Its address, such as https://contoso.vault.azure.net' }],
  flags: {
    credential: {
      kind: 'text',
      choices: credentialKinds,
      help: 'How to sign in to it, in this way alone; azure-cli when left out',
    },
    'accept-terms': {
      kind: 'text',
      placeholder: 'VERSION',
      completes: termsVersions,
      help: 'Agree that its secrets are listed and read, to the version of `help terms`',
    },
  },
  examples: [
    {
      run: 'keyvault link https://contoso.vault.azure.net --accept-terms 2026-11',
      does: 'as whoever is signed in to az',
    },
    {
      run: 'keyvault link https://contoso.vault.azure.net --credential workload-identity --accept-terms 2026-11',
      does: 'as a pipeline that has no secret of its own',
    },
  ],

  async run({ args, flags }, context) {
    const change = { change: 'keyvault.link', url: args.url } as const;
    await context.environmentToChange();
    await refuseForRole(context, { ...change, credential: 'azure-cli' });
    const address = vaultAddress(args.url);
    if (address === undefined) throw problem('keyvault.address', { suffixes: vaultSuffixes });
    const { name, url } = address;
    const before = await linkedVault(context);
    const credential = flags.credential ?? (await credentialFor(context, before));
    const consented = before?.url === url;
    const asksTerms = !consented && flags['accept-terms'] === undefined && context.prompt.interactive;
    const terms = asksTerms ? await askTerms(context, 'links') : flags['accept-terms'];
    const linking = { ...change, url, credential, ...(terms === undefined ? {} : { terms }) };
    // Whatever the rules say against it comes before anything is asked of the network.
    await (await context.environment()).apply([linking], { dryRun: true });
    const found = await (await context.vault({ url, credential })).list();
    context.io.note(`${name} lists ${found.length === 1 ? '1 secret' : `${found.length} secrets`}`);
    return act(context, {
      command: commandLine('keyvault link', [url], { credential, 'accept-terms': terms }),
      asked: asksTerms || (flags.credential === undefined && context.prompt.interactive),
      agree: { severity: 'none', name, says: `this links the key vault ${name}` },
      changes: [linking],
      next: () => ['cinch keyvault secrets'],
    });
  },
});

async function credentialFor(context: Context, before: KeyVault | undefined): Promise<CredentialKind> {
  if (context.prompt.interactive) return askCredential(context, before?.credential ?? 'azure-cli');
  return before?.credential ?? 'azure-cli';
}
