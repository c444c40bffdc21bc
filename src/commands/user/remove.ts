import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { userToChange } from '../shared/user-to-change.ts';

export default defineCommand({
  path: 'user remove',
  summary: 'Remove a user',
  description:
    'What the user made stays, with their name. Connections that were shared with them by name no longer are. The last administrator cannot be removed.',
  changes: true,
  args: [{ name: 'user', help: 'Name, id or exact display name', completes: 'user' }],
  flags: {},
  examples: [
    { run: 'user remove ana@contoso.example --yes', does: 'someone who left' },
    { run: 'user remove ana@contoso.example --dry-run', does: 'see which sharing would go with them' },
  ],

  async run({ args }, context) {
    const user = await userToChange(context, { change: 'user.remove', user: args.user });
    return act(context, {
      command: commandLine('user remove', [user]),
      agree: { severity: 'moderate', name: user, says: `this removes the user ${user}` },
      changes: [{ change: 'user.remove', user }],
    });
  },
});
