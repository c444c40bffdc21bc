import { problem } from '../../kernel/problem.ts';
import { roles } from '../../model/user.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { askUserEdits, type UserEdits } from '../shared/asking/user-edits.ts';
import { commandLine } from '../shared/command-line.ts';
import { userToChange } from '../shared/user-to-change.ts';

export default defineCommand({
  path: 'user edit',
  summary: 'Change a role or display name',
  description: 'A changed role counts at once. The last administrator keeps theirs.',
  changes: true,
  args: [{ name: 'user', help: 'Name, id or exact display name', completes: 'user' }],
  flags: {
    role: { kind: 'text', choices: roles, help: 'What the user may do' },
    'display-name': { kind: 'text', placeholder: 'TEXT', help: 'What people call the user' },
  },
  examples: [
    { run: 'user edit ana@contoso.example --role administrator', does: 'let someone manage everything' },
    { run: 'user edit ci --display-name "Nightly pipeline"', does: 'call a user something else' },
  ],

  async run({ args, flags }, context) {
    const user = await userToChange(context, { change: 'user.edit', user: args.user });
    const nothing = flags.role === undefined && flags['display-name'] === undefined;
    if (nothing && !context.prompt.interactive)
      throw problem('usage.arguments', { command: 'user edit', says: 'give `--role`, `--display-name` or both' });
    const save = ({ role, displayName }: UserEdits, asked: boolean) =>
      act(context, {
        asked,
        command: commandLine('user edit', [user], { ...flags, role, 'display-name': displayName }),
        agree: { severity: 'none', name: user, says: `this changes ${user}` },
        changes: [
          {
            change: 'user.edit',
            user,
            ...(role === undefined ? {} : { role }),
            ...(displayName === undefined ? {} : { displayName }),
          },
        ],
      });
    return nothing
      ? askUserEdits(context, user, save)
      : save({ role: flags.role, displayName: flags['display-name'] }, false);
  },
});
