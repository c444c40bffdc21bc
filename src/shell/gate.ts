import type { Agreement } from '../commands/context.ts';
import { problem } from '../kernel/problem.ts';
import type { Prompter } from '../kernel/prompter.ts';
import { shellWord } from '../kernel/shell-word.ts';
import { withFlags } from '../kernel/with-flags.ts';

interface Given {
  readonly yes: boolean;
  readonly confirm: string | undefined;
}

/**
 * The one gate for questions of consequence: `-y` answers a moderate one, `--confirm NAME` a severe one, and in a
 * production environment everything is severe. A person is asked; a script is told the flag. Answers the flag that would
 * have spared the question, where one was asked.
 */
export async function agree(
  agreement: Agreement,
  production: boolean,
  given: Given,
  prompt: Prompter,
): Promise<string | undefined> {
  const severity = production ? 'severe' : agreement.severity;
  const { name, says, command } = agreement;
  if (given.confirm !== undefined && given.confirm !== name)
    throw problem('input.wrong_confirmation', { given: given.confirm, name });
  if (severity === 'none' || given.confirm === name || (severity === 'moderate' && given.yes)) return undefined;
  const statement = production ? `${says}, in a production environment` : says;
  const flag = severity === 'severe' ? `--confirm ${shellWord(name)}` : '--yes';
  if (!prompt.interactive) {
    throw problem(
      'input.confirmation',
      { flag, says: statement, command: withFlags(command, flag) },
      { missing: [{ input: 'confirmation', flag }] },
    );
  }
  await agreement.picture?.();
  const agreed =
    severity === 'severe'
      ? (await prompt.text({ message: `Type ${name} to go ahead`, hint: statement })).trim() === name
      : await prompt.confirm({ message: 'Go ahead?', hint: statement });
  if (!agreed) throw problem('input.declined', { says, command });
  return flag;
}
