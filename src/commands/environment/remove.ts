import { problem } from '../../kernel/problem.ts';
import type { Context } from '../context.ts';
import { defineCommand, type Outcome } from '../define.ts';
import { commandLine } from '../shared/command-line.ts';
import { environmentResult } from '../shared/environment-result.ts';

export default defineCommand({
  path: 'environment remove',
  summary: 'Remove an environment with everything in it',
  description:
    'Connections, exports, enrichments, users, stored secrets and the audit trail all go, and nothing brings them back but a backup. One on a server is forgotten here, and the server keeps all of it.',
  changes: true,
  args: [{ name: 'environment', help: 'Its name', completes: 'environment' }],
  flags: {},
  examples: [
    { run: 'environment backup test --to test.cinch-backup', does: 'keep all of it first' },
    { run: 'environment remove test --confirm test', does: 'remove it' },
  ],

  async run({ args: { environment: name } }, context) {
    const { common, prompt } = context;
    const environments = await context.environments();
    await environments.remove(name, { dryRun: true });
    if (await environments.isRemote(name)) return forget(context, name);
    const found = (await environments.list()).find((it) => it.name === name);
    const connections = found?.connections ?? 0;
    if (!common.dryRun) {
      if (connections > 0 && common.confirm === undefined && !prompt.interactive)
        throw problem('environment.not_empty', { name, connections });
      await context.agree({
        severity: 'severe',
        name,
        says: `this removes the environment ${name} with everything in it: ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
        command: commandLine('environment remove', [name]),
        production: found?.production ?? false,
      });
      await environments.remove(name, { dryRun: false });
    }
    return environmentResult(common, { change: 'environment.remove', name, result: 'removed' });
  },
});

/** Nothing is lost by it: whoever adds it again finds everything as it was. */
async function forget(context: Context, name: string): Promise<Outcome> {
  const environments = await context.environments();
  const url = await environments.location(name);
  await environments.remove(name, context.common);
  context.io.note(`\`${name}\` is forgotten here; the server at ${url} keeps everything in it`);
  return environmentResult(context.common, { change: 'environment.remove', name, result: 'removed' });
}
