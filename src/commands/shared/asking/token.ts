import { problem } from '../../../kernel/problem.ts';
import { rolesWithin } from '../../../model/role-order.ts';
import type { Role } from '../../../model/user.ts';
import type { Context } from '../../context.ts';
import { aboutRole } from './role.ts';

/** Asks what a new token is for. */
export async function askTokenName(context: Context): Promise<string> {
  const name = await context.prompt.text({
    message: 'What is the token for?',
    hint: 'a name to know it by, such as pipeline',
    judge: (typed) => (typed.trim() === '' ? 'a name to know it by, for example pipeline' : undefined),
  });
  return name.trim();
}

/** Asks for the role of a new token, among those that are not above whoever makes it. */
export async function askTokenRole(context: Context, name: string): Promise<Role> {
  const { role: own } = await (await context.environment()).query('whoami', {});
  const within = rolesWithin(own);
  const role = await context.prompt.choose<Role | 'leave'>({
    message: `What may ${name} do at the most?`,
    choices: [
      ...within.map((value) => ({ value, label: value, aside: aboutRole[value] })),
      { value: 'leave', label: 'leave without making it' },
    ],
    // Whoever only presses Enter makes nothing that manages everything.
    initial: within.find((it) => it === 'viewer') ?? within.at(-1) ?? 'leave',
  });
  if (role === 'leave') throw problem('input.declined', { what: `the role of ${name}` });
  return role;
}
