import type { Page } from './page.ts';

export const page: Page = {
  title: 'Output',
  blocks: [
    'Answers go to stdout, and everything else to stderr. On a terminal a list is a table of 50 rows; on a pipe it is tab-separated lines. `-o` chooses another form:',
    [
      ['wide', 'every column, exact times'],
      ['json, yaml', 'one whole document'],
      ['jsonl', 'a document a line'],
      ['csv, tsv', 'for spreadsheets and shell tools'],
      ['name', 'a name a line, for `xargs`'],
    ],
    'Columns are chosen and sorted by their names, parts of a document with JMESPath:',
    [
      ['cinch connection list --columns name,type --sort createdAt:desc'],
      ["cinch connection list --query 'items[?locked].name'"],
      ['cinch schema ConnectionList', 'what the document may hold'],
    ],
    '`--limit 0` gives all rows of a table, and `--next` the page after. Documents are whole unless `--limit` is given. `-q` leaves out hints and notes; `cinch config set output json` makes a form the usual one.',
  ],
};
