import { nearest } from '../kernel/nearest.ts';
import { problem } from '../kernel/problem.ts';
import { shellWord } from '../kernel/shell-word.ts';
import { type Shell, shells } from '../kernel/shells.ts';
import type { CompletionFile, Context } from './context.ts';
import { defineCommand } from './define.ts';
import { pickWord } from './shared/asking/pick.ts';
import { commandLine } from './shared/command-line.ts';
import { completionScripts } from './shared/completion-scripts.ts';

export default defineCommand({
  path: 'completion',
  summary: 'Print or install what completes cinch in a shell',
  description:
    'A Tab then offers commands, flags and their values, with the names that are there. `--install` writes one file where the shell finds it by itself, and says the line that is left to add where it does not. No file of yours is edited.',
  changes: true,
  args: [
    {
      name: 'shell',
      help: 'One of bash, zsh, fish and powershell; that of the variable `SHELL` when left out',
      completes: shells,
      optional: true,
    },
  ],
  flags: { install: { kind: 'switch', help: 'Put it where the shell finds it by itself' } },
  examples: [
    { run: 'completion fish --install', does: 'for fish, from the next shell on' },
    { run: 'completion bash > ~/cinch.bash', does: 'keep it elsewhere, to be read by your own `.bashrc`' },
  ],

  async run({ args, flags: { install } }, context) {
    const { usual, fileOf } = await context.completion();
    const named = args.shell ?? usual ?? (await askedShell(context));
    const shell = shellOf(named, args.shell !== undefined);
    const text = completionScripts[shell];
    if (!install) return { kind: 'Text', data: { text } };

    const file = fileOf(shell);
    const result = file.text === text ? 'unchanged' : file.text === undefined ? 'created' : 'updated';
    const { dryRun } = context.common;
    if (result !== 'unchanged' && !dryRun) {
      await agreeToReplace(context, shell, file);
      file.write(text);
    }
    const next = dryRun || file.found ? [] : [lineLeft(shell, file)];
    const change = { change: 'completion.install', kind: 'completion', id: '', name: file.path };
    const changes = [{ ...change, result, revision: null, fields: [] }];
    return { kind: 'ChangeResult', data: { result, dryRun, changes, warnings: [], next }, next };
  },
});

// Of one who sits there it is asked; otherwise it is missing.
async function askedShell(context: Context): Promise<string | undefined> {
  return context.prompt.interactive ? pickWord(context, shells, { message: 'Which shell?' }) : undefined;
}

function shellOf(named: string | undefined, given: boolean): Shell {
  const found = shells.find((shell) => shell === named);
  if (found !== undefined) return found;
  if (given) {
    const typed = named ?? '';
    const about = { kind: 'shell', typed, nearest: nearest(typed, shells), known: shells };
    throw problem('usage.unknown_word', { ...about, command: 'completion' });
  }
  const missing = [{ input: 'shell', flag: 'SHELL', help: shells.join(', ') }];
  throw problem('input.missing', { count: 1, why: '', fix: ['cinch completion --help'] }, { missing });
}

// Every one that was ever written says so in its first lines.
async function agreeToReplace(context: Context, shell: Shell, { path, text = '' }: CompletionFile): Promise<void> {
  if (text === '' || text.slice(0, 200).includes('made by `cinch completion')) return;
  await context.agree({
    severity: 'moderate',
    name: shell,
    says: `this replaces ${path}, which cinch did not write`,
    command: commandLine('completion', [shell], { install: true }),
    production: false,
  });
}

/** A command that adds the one line by which the shell finds the file. */
function lineLeft(shell: Shell, { path, folder, profile }: CompletionFile): string {
  if (shell === 'powershell') return `Add-Content $PROFILE ${quoted(`. ${quoted(path)}`)}`;
  const line =
    shell === 'zsh' ? `fpath=(${shellWord(folder)} $fpath); autoload -Uz compinit; compinit` : `. ${shellWord(path)}`;
  return `echo ${shellWord(line)} >> ${shellWord(profile)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
