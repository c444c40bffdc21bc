import { expect, test } from '@jest/globals';
import { sftp } from '../../../src/catalog/exports/sftp.ts';
import type { Context } from '../../../src/commands/context.ts';
import { askEdits } from '../../../src/commands/shared/editing/edit-list.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { scripted } from '../../support/answers.ts';
import { detail } from '../views/samples.ts';

test('R9 a connection without an agreement, as an older store may hold, is asked for one in the list of its fields', async () => {
  const seen: string[] = [];
  const which = 'Change which?';
  const prompt = scripted(
    [
      [which, 'Terms'],
      [`Do you agree to the terms of ${currentTerms()}?`, 'yes, I agree'],
      [which, 'save'],
    ],
    (text) => seen.push(text),
  );
  const { edits } = await askEdits({ prompt } as unknown as Context, {
    type: sftp,
    base: { ...detail, type: 'sftp', consent: null },
    edits: {
      displayName: undefined,
      set: {},
      unset: [],
      secrets: {},
      share: undefined,
      terms: undefined,
      tenant: undefined,
      keptFor: undefined,
    },
  });

  expect(edits.terms).toBe(currentTerms());
  expect(seen.join('')).toContain('- Terms  none agreed to\n');
  expect(seen.join('')).toContain(`- Terms  of ${currentTerms()} (was none agreed to)\n`);
});
