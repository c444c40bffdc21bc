import type { ConnectionItem } from '../../model/query.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { userNow, userToChange } from '../shared/user-to-change.ts';

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
    const change = { change: 'user.remove', user: args.user } as const;
    const user = await userToChange(context, change);
    return act(context, {
      command: commandLine('user remove', [user]),
      agree: {
        severity: 'moderate',
        name: user,
        says: `this removes the user ${user}`,
        picture: () => showShares(context, user),
      },
      changes: [{ ...change, user }],
    });
  },
});

/** Shows what goes with a user. What the door would refuse is refused before. */
async function showShares(context: Context, user: string): Promise<void> {
  const environment = await context.environment();
  await environment.apply([{ change: 'user.remove', user }], { dryRun: true });
  const shown = await userNow(context, user);
  const { items } = await environment.query('connection.list', { shared: 'users' });
  // Whoever may remove a user sees who may use a connection.
  const connections = (items as readonly ConnectionItem[])
    .filter(({ sharedWith }) => typeof sharedWith !== 'string' && sharedWith.includes(user))
    .map(({ name }) => name);
  await context.show('UserShares', { user, role: shown?.role ?? '', connections });
}
