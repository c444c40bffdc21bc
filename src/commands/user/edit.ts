import { problem } from '../../kernel/problem.ts';
import { type Role, roles } from '../../model/user.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { userNow, userToChange } from '../shared/user-to-change.ts';

export default defineCommand({
  path: 'user edit',
  summary: 'Change a role or display name',
  description: 'A changed role counts at once. The last administrator keeps theirs.',
  changes: true,
  args: [{ name: 'user', help: 'Name, id or exact display name', completes: 'user' }],
  flags: {
    role: { kind: 'text', choices: roles, help: 'What the user may do' },
    'display-name': { kind: 'text', placeholder: 'TEXT', help: 'What people call the user' },
    exports: {
      kind: 'many',
      placeholder: 'NAME',
      completes: 'export',
      help: 'An export that a runner may run; again for each further one',
    },
    'no-exports': { kind: 'switch', help: 'None any more' },
  },
  examples: [
    { run: 'user edit ana@contoso.example --role administrator', does: 'let someone manage everything' },
    { run: 'user edit scheduler --exports nightly-customers --exports weekly', does: 'name all that a runner may run' },
    { run: 'user edit ci --display-name "Nightly pipeline"', does: 'call a user something else' },
  ],

  async run({ args, flags }, context) {
    const { 'display-name': displayName, 'no-exports': none } = flags;
    const exports = none ? [] : flags.exports.length === 0 ? undefined : flags.exports;
    if (none && flags.exports.length > 0)
      throw problem('usage.arguments', { command: 'user edit', says: 'give `--exports` or `--no-exports`' });
    const user = await userToChange(context, { change: 'user.edit', user: args.user });
    const asks = flags.role === undefined && displayName === undefined && exports === undefined;
    if (asks && !context.prompt.interactive)
      throw problem('usage.arguments', {
        command: 'user edit',
        says: 'give `--role`, `--display-name` or `--exports`',
      });
    const role = asks ? await askedRole(context, user) : flags.role;
    return act(context, {
      command: commandLine('user edit', [user], { ...flags, role }),
      asked: asks,
      agree: { severity: 'none', name: user, says: `this changes ${user}` },
      changes: [
        {
          change: 'user.edit',
          user,
          ...(role === undefined ? {} : { role }),
          ...(displayName === undefined ? {} : { displayName }),
          ...(exports === undefined ? {} : { exports }),
        },
      ],
    });
  },
});

async function askedRole(context: Context, name: string): Promise<Role | undefined> {
  await context.environmentToChange();
  const { askRole } = await import('../shared/asking/role.ts');
  const user = await userNow(context, name);
  // Whoever is not there is for the door to refuse.
  return user === undefined ? undefined : askRole(context, name, user.role);
}
