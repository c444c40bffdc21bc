import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { askEnvironmentName } from '../shared/asking/environment.ts';
import { commandLine } from '../shared/command-line.ts';
import { environmentResult } from '../shared/environment-result.ts';

export default defineCommand({
  path: 'environment restore',
  summary: 'Make an environment from a backup',
  description:
    'Every record and the whole audit trail are checked first; a backup that is cut short or altered is refused. An environment that is there is never written over.',
  changes: true,
  args: [
    { name: 'file', question: 'Which backup?', help: 'The file that `environment backup` wrote', completes: 'file' },
  ],
  flags: { name: { kind: 'text', placeholder: 'NAME', help: 'Name of the environment that it becomes' } },
  examples: [
    { run: 'environment restore prod.cinch-backup --name prod-again', does: 'beside the one it was taken from' },
    { run: 'environment restore prod.cinch-backup --name prod-again --dry-run', does: 'check a backup' },
  ],

  async run({ args: { file }, flags }, context) {
    const environments = await context.environments();
    const name = flags.name ?? (await askName(context, file));
    await environments.restore(file, name, context.common);
    return environmentResult(context.common, {
      change: 'environment.restore',
      name,
      result: 'created',
      next: [`cinch environment use ${shellWord(name)}`],
      same: flags.name === undefined ? commandLine('environment restore', [file], { name }) : undefined,
    });
  },
});

async function askName(context: Context, file: string): Promise<string> {
  if (context.prompt.interactive) {
    // Nobody is to think of a name for nothing.
    (await context.environments()).refuseUnreadable(file);
    return askEnvironmentName(context);
  }
  const missing = [{ input: 'name', flag: '--name NAME', help: 'name of the environment that it becomes' }];
  throw problem('input.missing', { count: 1, why: '', fix: ['cinch environment restore --help'] }, { missing });
}
