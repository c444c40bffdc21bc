import { defineCommand } from '../define.ts';
import { keptFlags, keptOf } from '../shared/serving.ts';

export default defineCommand({
  path: 'serve init',
  summary: 'Make the first instance of a server, and a token for it',
  description:
    'The token is an administrator: of this instance, and with it of the server. It is shown this once and kept as a hash. Whoever holds it invites people and makes tokens for the others, then revokes it; it ends with the first thing that another administrator does, or after 24 hours.',
  args: [],
  flags: {
    ...keptFlags,
    'display-name': { kind: 'text', placeholder: 'TEXT', help: 'What people call it; `home` when left out' },
    production: { kind: 'switch', help: 'Ask for `--confirm` before every change' },
    tenant: { kind: 'text', placeholder: 'ID', help: 'Id or domain of the organisation it lies in' },
  },
  examples: [
    { run: 'serve init', does: 'in a file of its own beside the environments of this machine' },
    { run: 'serve init --database-file /var/lib/cinch/team.db -o json', does: 'the token and the id, for a script' },
  ],

  async run({ flags }, context) {
    const { 'display-name': displayName = 'home', production, tenant = null } = flags;
    const serving = await context.serving();
    const { token, instanceId } = await serving.init(keptOf(flags), { displayName, production, tenant });
    // The one document that shows a token: whoever runs this is who it is for, and nobody else can have it.
    return { kind: 'ServerMade', data: { token: token.reveal(), instanceId } };
  },
});
