import type { Page } from './page.ts';

export const page: Page = {
  title: 'Roles',
  blocks: [
    [
      ['administrator', 'manages everything'],
      ['contributor', 'manages enrichments, and exports on connections that are shared with them'],
      ['viewer', 'sees exports and enrichments, and changes nothing'],
      ['auditor', 'sees everything but secrets, history included, and changes nothing'],
      ['runner', 'may run the exports that it is named for'],
    ],
    'Whoever makes an environment is its first administrator, and the last administrator cannot be removed. A role that changes counts at once.',
    [
      ['cinch user add ana@contoso.example --role contributor'],
      ['cinch user add scheduler --role runner --exports nightly-customers'],
      ['cinch whoami', 'who you are here'],
      ['cinch can connection.edit newsletter', 'whether you may, and why not'],
      ['cinch export list --as ana@contoso.example', 'what this user sees'],
    ],
    'A command that the role does not allow ends with exit code 5, and the attempt stands in the audit trail: `cinch audit list --refused`.',
  ],
};
