import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { commandLine } from '../shared/command-line.ts';
import { environmentResult } from '../shared/environment-result.ts';

export default defineCommand({
  path: 'environment backup',
  summary: 'Write all of it to one verified file',
  description:
    'Taken while others work, whole as of one moment, and read back before it counts. Stored secrets stay sealed in it: keep what opens their key as well.',
  changes: true,
  namesEnvironment: true,
  args: [
    { name: 'environment', help: 'Its name; the one in use when left out', completes: 'environment', optional: true },
  ],
  flags: {
    to: {
      kind: 'text',
      placeholder: 'FILE',
      completes: 'file',
      help: 'The file to write, which must not be there yet',
    },
  },
  examples: [
    { run: 'environment backup prod --to prod.cinch-backup', does: 'everything in prod, in one file' },
    { run: 'environment restore prod.cinch-backup --name prod-again --dry-run', does: 'check that it would come back' },
  ],

  async run({ flags }, context) {
    const name = await context.environmentName();
    const to = flags.to ?? (await askFile(context, name));
    await (await context.environments()).backup(name, to, context.common);
    return environmentResult(context.common, {
      change: 'environment.backup',
      name,
      result: 'created',
      next: [`cinch environment restore ${shellWord(to)} --name OTHER`],
      same: flags.to === undefined ? commandLine('environment backup', [name], { to }) : undefined,
    });
  },
});

async function askFile(context: Context, name: string): Promise<string> {
  if (context.prompt.interactive)
    return context.prompt.text({ message: 'File to write', initial: `${name}.cinch-backup` });
  const missing = [{ input: 'to', flag: '--to FILE', help: 'the file to write' }];
  throw problem('input.missing', { count: 1, why: '', fix: ['cinch environment backup --help'] }, { missing });
}
