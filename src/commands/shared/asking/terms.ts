import type { ConnectionType } from '../../../fields/connection-type.ts';
import { problem } from '../../../kernel/problem.ts';
import { currentTerms, termsText } from '../../../model/terms.ts';
import type { Context } from '../../context.ts';

type Answer = 'agree' | 'read' | 'leave';

const meaning = {
  sends: 'by saving, data leaves the platform for another service',
  imports: 'by saving, data of another service comes in',
  links: 'by linking, the secrets of the vault are listed and read',
} as const;

/** Asks the administrator's agreement (R9); the whole text is shown on request. Answers the version that was agreed to. */
export async function askTerms(
  context: Context,
  consent: Exclude<ConnectionType['consent'], 'none'> | 'links',
): Promise<string> {
  const version = currentTerms();
  for (;;) {
    const answer = await context.prompt.choose<Answer>({
      message: `Do you agree to the terms of ${version}?`,
      hint: `${meaning[consent]}, and you answer for it`,
      choices: [
        { value: 'leave', label: 'no, leave without saving' },
        { value: 'read', label: 'show me the whole text' },
        { value: 'agree', label: 'yes, I agree' },
      ],
    });
    if (answer === 'agree') return version;
    if (answer === 'leave') throw problem('input.declined', { what: `the agreement to the terms of ${version}` });
    await context.show('Terms', { version, paragraphs: termsText[consent] });
  }
}
