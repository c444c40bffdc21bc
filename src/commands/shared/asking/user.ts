import { displayKey } from '../../../kernel/name.ts';
import type { Prompter } from '../../../kernel/prompter.ts';
import { userNameIssues } from '../../../model/naming.ts';
import { type Role, roles } from '../../../model/user.ts';
import type { Context } from '../../context.ts';

const may: { readonly [R in Role]: string } = {
  administrator: 'manages everything',
  contributor: 'makes exports on shared connections, and enrichments',
  viewer: 'looks at exports and enrichments',
  auditor: 'sees everything and changes nothing',
  runner: 'runs the exports it is named for',
};

/** Asks what a user may do. */
export function askRole(prompt: Prompter, before?: Role): Promise<Role> {
  return prompt.choose<Role>({
    message: 'Which role?',
    choices: roles.map((role) => ({ value: role, label: role, aside: may[role] })),
    initial: before ?? 'contributor',
  });
}

/** Asks the name of a user who is not there yet. */
export async function askUserName(context: Context): Promise<string> {
  const answer = await context.prompt.text({
    message: 'User',
    hint: 'account name or address, as the user signs in, such as ana@contoso.example',
    async judge(typed) {
      const [issue] = userNameIssues(typed);
      if (issue !== undefined) return issue.message;
      const taken = context.common.ifExists === 'fail' && (await isTaken(context, typed.trim()));
      return taken ? 'there is a user of that name already' : undefined;
    },
  });
  return answer.trim();
}

async function isTaken(context: Context, typed: string): Promise<boolean> {
  if ((await context.knownEnvironment()) === undefined) return false;
  const { items } = await (await context.environment()).query('user.list', { search: typed });
  return items.some(({ name }) => displayKey(name) === displayKey(typed));
}
