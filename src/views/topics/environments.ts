import type { Page } from './page.ts';

export const page: Page = {
  title: 'Environments',
  blocks: [
    'An environment holds connections, exports, enrichments, users and an audit trail in a store of its own; several lie side by side.',
    [
      ['cinch environment add test', 'make one'],
      ['cinch environment use test', 'the next commands go there'],
      ['cinch connection list -e prod', 'this one alone goes to prod'],
    ],
    'A command goes where `--environment` says, else the variable `CINCH_ENVIRONMENT`, else the preference that `environment use` sets, else to the only one there is. `cinch config explain environment` shows which of them won, and every change names its environment before it begins.',
    'In a production environment every change asks for `--confirm NAME`:',
    [['cinch environment add prod --production']],
    'A backup is one verified file. Restoring makes another environment of it and never writes over one:',
    [
      ['cinch environment backup prod --to prod.cinch-backup'],
      ['cinch environment restore prod.cinch-backup --name prod-again'],
    ],
  ],
};
