import type { Page } from './page.ts';

export const page: Page = {
  title: 'Variables',
  blocks: [
    'A flag goes before a variable, and a variable before a preference; `cinch config explain` shows which of them won.',
    [
      ['CINCH_ENVIRONMENT', 'which environment, as `--environment`'],
      ['CINCH_OUTPUT', 'how to print, as `--output`'],
      ['CINCH_NO_INPUT', 'never ask, as `--no-input`; `CI` does the same'],
      ['CINCH_ACCESSIBLE', 'plain questions, as `--accessible`'],
      ['CINCH_HOME', 'the folder of preferences and stores'],
      ['CINCH_PASSPHRASE', 'opens the stored secrets'],
      ['CINCH_KEY_FILE', 'the file that holds the key of the stored secrets'],
      ['CINCH_TOKEN', 'a token for a server; `CINCH_TOKEN_PROD` for `prod` alone'],
    ],
    'Of the terminal:',
    [
      ['VISUAL, EDITOR', 'what `--editor` opens a file in'],
      ['NO_COLOR', 'no colours, as `--no-color`'],
      ['FORCE_COLOR', 'colours on a pipe too: 1, 2 or 3 for how many, 0 for none'],
      ['FORCE_HYPERLINK', 'links on any terminal; `NO_HYPERLINKS` on none'],
      ['COLUMNS', 'how wide to write'],
      ['LC_ALL, LC_CTYPE, LANG', 'whether letters beyond ASCII can be drawn'],
    ],
  ],
};
