import { formats } from '../../../fields/format.ts';
import { isName } from '../../../kernel/name.ts';
import { displayNameIssues } from '../../../model/naming.ts';
import type { Context } from '../../context.ts';
import type { EnvironmentAbout } from '../environments.ts';

/** Asks the name of an environment that is not there yet. */
export async function askEnvironmentName(context: Context): Promise<string> {
  const there = await (await context.environments()).list();
  const answer = await context.prompt.text({
    message: 'Name of the environment',
    hint: 'lower-case letters, digits and dashes, such as test',
    judge(typed) {
      if (!isName(typed.trim())) return 'it has to be lower-case letters, digits and dashes';
      return there.some(({ name }) => name === typed.trim())
        ? 'there is an environment of that name already'
        : undefined;
    },
  });
  return answer.trim();
}

/** Asks what people call an environment. */
export async function askEnvironmentDisplayName(context: Context, before: string): Promise<string> {
  const answer = await context.prompt.text({
    message: 'Display name',
    initial: before,
    judge: (typed) => displayNameIssues(typed)[0]?.message,
  });
  return answer.trim();
}

/** Asks whether every change in it is to be confirmed. */
export function askProduction(context: Context, before: boolean): Promise<boolean> {
  return context.prompt.choose({
    message: 'Is it a production environment?',
    choices: [
      { value: false, label: 'no', aside: 'a question only where it matters' },
      { value: true, label: 'yes', aside: 'every change is confirmed by its name' },
    ],
    initial: before,
  });
}

/** Asks which organization it lies in, where it is to lie in one (R8). */
export async function askTenant(context: Context, before: EnvironmentAbout['tenant']): Promise<string | null> {
  const { says, accepted, matches } = formats.tenant;
  const answer = await context.prompt.text({
    message: 'Organization',
    hint: `id or domain, such as ${accepted}; ${before === null ? 'Enter' : 'a dash'} leaves it open`,
    ...(before === null ? {} : { initial: before }),
    judge: (typed) => (isOpen(typed) || matches(typed.trim()) ? undefined : `it has to be ${says}`),
  });
  return isOpen(answer) ? null : answer.trim();
}

function isOpen(typed: string): boolean {
  return ['', '-'].includes(typed.trim());
}
