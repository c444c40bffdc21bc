import type { Page } from './page.ts';

export const page: Page = {
  title: 'Names',
  blocks: [
    'A connection, an export and an enrichment go by three names, and commands take any of them:',
    [
      ['Retail nightly drop', 'its display name: what people call it, unique whatever its capitals'],
      [
        'retail-nightly-drop',
        'its name: lower-case letters, digits and dashes; made from the display name unless `--name` gives another',
      ],
      ['01a2006f-13e7-7000-...', 'its id, which never changes; `show` has it'],
    ],
    'A display name with spaces stands in quotes. Where a text is the name of one and the display name of another, both are listed and nothing is done (exit code 6). `--confirm` takes the name alone.',
    [
      ['cinch connection show "Retail nightly drop"'],
      ['cinch connection rename retail-drop --name retail-nightly-drop'],
    ],
    'After a new name, exports and enrichments stay where they are; scripts that use the old one have to follow. Users go by the account name or address that they sign in with.',
  ],
};
