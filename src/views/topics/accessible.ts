import type { Page } from './page.ts';

export const page: Page = {
  title: 'Screen readers, plain terminals and colours',
  blocks: [
    '`--accessible` asks in plain lines: choices are numbered and answered by their number, nothing is drawn over, and nothing spins. `TERM=dumb` does the same. To have it always:',
    [['cinch config set accessible true']],
    "No meaning hangs on a colour: each stands beside a word such as `error`, `active` or `created`. Colours are the terminal's own sixteen, so that they read on light and dark. `--no-color` or `NO_COLOR` leaves them out, `FORCE_COLOR` brings them to a pipe.",
    'Lists are easier to follow as lines without columns, or by the name alone:',
    [
      ['cinch connection list -o tsv --columns name,status'],
      ['cinch connection list -o name'],
      ['cinch connection show newsletter -o yaml'],
    ],
    'Text is written for the width of the terminal, down to 36 columns; `COLUMNS=60` asks for another. Where a terminal cannot draw lines and dots, such as the old console of Windows, plain letters stand in their place.',
  ],
};
