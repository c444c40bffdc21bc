import type { Page } from './page.ts';

export const page: Page = {
  title: 'Testing',
  blocks: [
    'A live test signs in once with what is stored and asks what changes nothing, from this machine. `--test` on `connection add` and `edit` tests what is new, and saves only what does not fail; several are tested before any is saved.',
    [
      ['ok', 'it works, as far as the service can be asked'],
      ['wrong credential', 'the sign-in is not accepted'],
      ['lacks permission', 'it is, and what was asked is not allowed'],
      ['target missing', 'the folder, container or account is not there'],
      ['host key changed', 'an SFTP server is another than before; nothing was sent'],
      ['inconclusive', 'no answer, too busy, or no secret'],
    ],
    'Exit code 9 says that one failed; 11, 12 or 15 that nothing can be told; 13 that some can. A type without a known check says so and counts for neither.',
    'A host key is remembered at the first test that gets through; `--host-key` takes another. A stored secret never goes to a target given in the same command.',
    'Storage accounts take `AZURE_STORAGE_AUTH_MODE=login` (of `az login`), or `AZURE_STORAGE_ACCOUNT` with `AZURE_STORAGE_KEY` or `AZURE_STORAGE_SAS_TOKEN`. `HTTPS_PROXY`, `NO_PROXY`, `NODE_EXTRA_CA_CERTS` hold, and `CINCH_API_VERSIONS=google-ads=v27`; a test takes 20 s at most, or `--timeout`.',
  ],
};
