import { problem } from '../../../kernel/problem.ts';
import { isUserName, type Role, roles } from '../../../model/user.ts';
import type { Context } from '../../context.ts';

/** What each role may do, in a few words. */
export const aboutRole: { readonly [R in Role]: string } = {
  administrator: 'manages everything',
  contributor: 'exports on shared connections, and enrichments',
  viewer: 'looks at exports and enrichments',
  auditor: 'sees everything, changes nothing',
  runner: 'runs the exports it is named for',
};

/** Asks for the role of a user. `before` is the one they have now. */
export async function askRole(context: Context, user: string, before?: Role): Promise<Role> {
  const role = await context.prompt.choose<Role | 'leave'>({
    message: `What may ${user} do?`,
    choices: [
      ...roles.map((value) => ({
        value,
        label: value,
        aside: value === before ? `${aboutRole[value]} (the role now)` : aboutRole[value],
      })),
      { value: 'leave', label: before === undefined ? 'leave without adding' : 'leave it as it is' },
    ],
    ...(before === undefined ? {} : { initial: before }),
  });
  if (role === 'leave') throw problem('input.declined', { what: `the role of ${user}` });
  return role;
}

/** Asks how a new user signs in. */
export async function askUserName(context: Context): Promise<string> {
  const name = await context.prompt.text({
    message: 'Account name or address',
    hint: 'as the user signs in, such as ana@contoso.example',
    judge: (typed) =>
      isUserName(typed.trim())
        ? undefined
        : 'an account name or an address, without spaces, for example ana@contoso.example',
  });
  return name.trim();
}
