import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { commandLine } from '../shared/command-line.ts';
import { preferenceKeys, preferenceOf } from '../shared/preference.ts';

export default defineCommand({
  path: 'config set',
  summary: 'Set a preference',
  description:
    'Answers with what holds now: a flag goes before a variable, and a variable before a preference. Keys: environment, output, accessible.',
  changes: true,
  args: [
    {
      name: 'key',
      question: 'Which preference?',
      help: 'One of environment, output and accessible',
      completes: preferenceKeys,
    },
    { name: 'value', help: 'What it is to be', optional: true },
  ],
  flags: { unset: { kind: 'switch', help: 'Forget it instead' } },
  examples: [
    { run: 'config set output json', does: 'documents instead of tables, for every command' },
    { run: 'config set environment test', does: 'the same as `environment use test`' },
    { run: 'config set output --unset', does: 'back to what it is without a preference' },
  ],

  async run({ args, flags }, context) {
    const { key } = args;
    const preferences = await context.preferences();
    preferenceOf(await preferences.explain(), key);
    if (args.value !== undefined && flags.unset)
      throw problem('usage.arguments', { command: 'config set', says: 'give a value or `--unset`, not both' });
    const asks = args.value === undefined && !flags.unset;
    const value = asks ? await askValue(context, key) : args.value;
    if (key === 'environment' && value !== undefined) await (await context.environments()).use(value, context.common);
    else await preferences.set(key, value, context.common);
    if (context.common.dryRun) context.io.note('dry run: nothing has changed');
    const command = commandLine('config set', [key, ...(value === undefined ? ['--unset'] : [value])]);
    return {
      kind: 'ConfigList',
      data: { items: [preferenceOf(await preferences.explain(), key)], next: null },
      ...(asks ? { same: { command, variables: [] } } : {}),
    };
  },
});

/** Asks what a preference is to be; nothing where it is to be forgotten. */
async function askValue(context: Context, key: string): Promise<string | undefined> {
  if (!context.prompt.interactive) {
    const fix = [`cinch config set ${shellWord(key)} --unset`, 'cinch config set --help'];
    const missing = [{ input: 'value', flag: 'VALUE', help: 'what it is to be, or --unset' }];
    throw problem('input.missing', { count: 1, why: '', fix }, { missing });
  }
  const preferences = await context.preferences();
  const words =
    key === 'environment'
      ? (await (await context.environments()).list()).map(({ name }) => name)
      : preferences.choices(key);
  const now = preferenceOf(await preferences.explain(), key).value ?? undefined;
  return context.prompt.choose<string | undefined>({
    message: key,
    choices: [...words.map((word) => ({ value: word, label: word })), { value: undefined, label: 'none: forget it' }],
    ...(now === undefined ? {} : { initial: now }),
  });
}
