import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { tokenToRevoke } from '../shared/token-now.ts';

export default defineCommand({
  path: 'token revoke',
  summary: 'End an API token at once',
  description: 'One of your own, or any as an administrator. Whoever holds it is refused from the next request on.',
  changes: true,
  args: [{ name: 'token', help: 'Its id, or what it is called', completes: 'token' }],
  flags: {},
  examples: [
    { run: 'token revoke pipeline', does: 'one that is no longer needed' },
    { run: 'token revoke 3kTMd9xQ --yes', does: 'one by its id, without being asked' },
  ],

  async run({ args }, context) {
    const token = await tokenToRevoke(context, args.token);
    const { name = args.token } = token ?? {};
    return act(context, {
      command: commandLine('token revoke', [args.token]),
      agree: {
        severity: 'moderate',
        name,
        says: `this ends the token ${name}${token === undefined ? '' : ` of ${token.user}`}`,
      },
      changes: [{ change: 'token.revoke', token: token?.id ?? args.token }],
    });
  },
});
