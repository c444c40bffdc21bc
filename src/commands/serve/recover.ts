import { problem } from '../../kernel/problem.ts';
import { isInstanceId } from '../../model/remote.ts';
import { defineCommand } from '../define.ts';
import { keptFlags } from '../shared/serving.ts';

export default defineCommand({
  path: 'serve recover',
  summary: 'Make a token for a server that nobody can administer',
  description:
    "Whoever can read and write the server's database may do this, whether the server runs or not. The token is an administrator of one instance, is shown this once and kept as a hash. It takes the place of one that `serve init` made, and ends as that does: with the first thing that another administrator does, or after 24 hours. The audit trail says `(server)`.",
  args: [],
  flags: {
    'database-file': keptFlags['database-file'],
    instance: { kind: 'text', placeholder: 'ID', help: 'Which instance; the first of the server when left out' },
  },
  examples: [
    { run: 'serve recover', does: 'a token for the first instance, which administers the server' },
    {
      run: 'serve recover --database-file /var/lib/cinch/team.db -o json',
      does: 'the token and the id, for a script',
    },
  ],

  async run({ flags }, context) {
    const { 'database-file': file, instance } = flags;
    if (instance !== undefined && !isInstanceId(instance))
      throw problem('usage.flag_value', {
        flag: '--instance',
        rule: 'the id of an instance, as `serve init` printed it',
      });
    const serving = await context.serving();
    const { token, instanceId } = await serving.recover({ file, keyFiles: [], keyVault: undefined }, instance);
    // Shown to whoever runs this, as `serve init` does, and kept nowhere.
    return { kind: 'ServerMade', data: { token: token.reveal(), instanceId } };
  },
});
