import { currentTerms } from '../../model/terms.ts';
import type { Page } from './page.ts';

export const page: Page = {
  title: 'Getting started',
  blocks: [
    'Watch the life of a connection on a throwaway store; look for what you need:',
    [
      ['cinch demo'],
      ['cinch discover --search storage', 'what can be connected'],
      ['cinch type show sftp', 'what it asks'],
    ],
    'Add a connection. The first change makes an environment called `local`, with you as its administrator. A secret is never typed as a value; say where it comes from:',
    [
      [
        `cinch connection add sftp "Retail nightly drop" --hostname sftp.partner.example --username svc-cdp --secret password=prompt --accept-terms ${currentTerms()}`,
      ],
    ],
    'Put an export on it, and see what depends on what:',
    [
      ['cinch export add "Nightly customers" --connection retail-nightly-drop'],
      ['cinch connection dependents retail-nightly-drop'],
    ],
    'Every change ends with what to type next, `--help` begins with examples, and `cinch doctor` looks when something is odd.',
  ],
};
