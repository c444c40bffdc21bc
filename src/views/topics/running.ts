import type { Page } from './page.ts';

export const page: Page = {
  title: 'Running a command with what a connection holds',
  blocks: [
    [
      ['cinch connection exec newsletter -- printenv', 'with one connection'],
      ['cinch export run nightly-customers -- ./send.sh', 'as a run that is kept'],
      ['cinch enrichment run company-profiles -- ./get.sh'],
    ],
    'The command is a program with its arguments and never meets a shell. Each field is a variable; lists have commas; what was not given has its default.',
    [
      ['CONN_NAME, CONN_HOSTNAME, CONN_PASSWORD', 'of the connection'],
      ['EXPORT_TABLES, ENRICHMENT_NAME', 'of what runs over it'],
      ['CONN_PRIVATE_KEY_FILE', 'a file, with `--as-file privateKey`'],
      ['CONN_ACCESS_TOKEN', 'in place of what a sign-in left'],
    ],
    'It inherits no `CINCH_` variable, and with `--clean-env` only `PATH`, `HOME` and the like. Programs of the same account can read its variables while it runs.',
    'What is inactive does not run: exit code 8. Else the code is that of the command: 128 and its number for a signal, 127 for no such command, 126 for one that may not be run. Administrators run anything, a runner the exports it is named for. See `cinch help schedules`.',
  ],
};
