import { currentTerms, termsText, termsVersions } from '../../model/terms.ts';
import type { Page } from './page.ts';

export const page: Page = {
  title: `Terms of ${currentTerms()}`,
  blocks: [
    'For connections that send data:',
    ...termsText.sends,
    'For connections that bring data in:',
    ...termsText.imports,
    'For linking a key vault:',
    ...termsText.links,
    `Agree with \`--accept-terms ${currentTerms()}\`. Who agreed, when, and to which version is kept with the connection. Versions that are accepted: ${termsVersions.join(', ')}.`,
  ],
};
