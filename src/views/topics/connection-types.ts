import type { Page } from './page.ts';

export const page: Page = {
  title: 'Connection types',
  blocks: [
    'A type says what one kind of service asks: its fields, which of them are secret, its limits, and what has to exist first. Its fields have flags of their own once the type is named.',
    [
      ['cinch discover --purpose enrichment', 'what can be connected'],
      ['cinch type show mailchimp', 'its fields and rules'],
      ['cinch connection add mailchimp --help', 'its flags'],
    ],
    'A type of your own is a file that an administrator brings, such as `loyalty.yaml`:',
    [
      ['id: loyalty'],
      ['label: Loyalty cards'],
      ['purpose: export'],
      ['summary: Sends segments to the till'],
      ['fields:'],
      ['  token: {kind: secret, label: Token, help: Key}'],
    ],
    [['cinch type add loyalty.yaml'], ['cinch schema TypeDeclaration', 'all that such a file may say']],
  ],
};
