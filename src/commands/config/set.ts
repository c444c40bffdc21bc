import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import { defineCommand } from '../define.ts';
import { preferenceKeys, preferenceOf } from '../shared/preference.ts';

export default defineCommand({
  path: 'config set',
  summary: 'Set a preference',
  description:
    'Answers with what holds now: a flag goes before a variable, and a variable before a preference. Keys: environment, output, accessible.',
  changes: true,
  args: [
    { name: 'key', help: 'One of environment, output and accessible', completes: preferenceKeys },
    { name: 'value', help: 'What it is to be', optional: true },
  ],
  flags: { unset: { kind: 'switch', help: 'Forget it instead' } },
  examples: [
    { run: 'config set output json', does: 'documents instead of tables, for every command' },
    { run: 'config set environment test', does: 'the same as `environment use test`' },
    { run: 'config set output --unset', does: 'back to what it is without a preference' },
  ],

  async run({ args: { key, value }, flags: { unset } }, context) {
    const preferences = await context.preferences();
    preferenceOf(await preferences.explain(), key);
    if (value === undefined && !unset) {
      const fix = [`cinch config set ${shellWord(key)} --unset`, 'cinch config set --help'];
      const missing = [{ input: 'value', flag: 'VALUE', help: 'what it is to be, or --unset' }];
      throw problem('input.missing', { count: 1, why: '', fix }, { missing });
    }
    if (value !== undefined && unset)
      throw problem('usage.arguments', { command: 'config set', says: 'give a value or `--unset`, not both' });
    if (key === 'environment' && value !== undefined) await (await context.environments()).use(value, context.common);
    else await preferences.set(key, value, context.common);
    if (context.common.dryRun) context.io.note('dry run: nothing has changed');
    return { kind: 'ConfigList', data: { items: [preferenceOf(await preferences.explain(), key)], next: null } };
  },
});
