import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { RunItem } from '../../model/query.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../define.ts';
import { clearLeftBehind } from './clear-left-behind.ts';
import { commandLine } from './command-line.ts';
import { runDue } from './run-due.ts';
import { commandFor, type RunInput, runOnce } from './run-once.ts';

/** Runs an export or enrichment: a command that is handed what its connection holds, and a run that is kept with it. */
export async function runDependent(
  kind: DependentKind,
  ref: string | undefined,
  input: RunInput,
  context: Context,
): Promise<Outcome> {
  const { flags } = input;
  if (!flags['dry-run']) await clearLeftBehind(context);
  if (flags.due) return runDue(kind, ref, input, context);
  if (flags['dry-run']) {
    const says = '`--dry-run` lists what is due, so it needs `--due`';
    throw problem('usage.arguments', { command: `${kind} run`, says });
  }
  const dependent = ref ?? (await askedOrMissing(kind, context));
  const { item, command } = await readied(kind, dependent, input, context);
  const { exit } = await runOnce(kind, item, input, context, { command, aside: false });
  const asked = ref === undefined;
  const words = [...input.passed].map(shellWord).join(' ');
  const line = commandLine(`${kind} run`, [item.name], flags) + (words === '' ? '' : ` -- ${words}`);
  return {
    kind: 'Text',
    data: { text: '' },
    exit,
    silent: true,
    ...(asked ? { same: { command: line, variables: [] } } : {}),
  };
}

async function askedOrMissing(kind: DependentKind, context: Context): Promise<string> {
  if (context.prompt.interactive) return (await import('./asking/pick.ts')).pick(context, kind);
  const missing = [{ input: kind, flag: kind.toUpperCase(), help: 'name, id or exact display name' }];
  throw problem('input.missing', { count: 1, why: '', fix: [`cinch ${kind} run --due`] }, { missing });
}

/** What is to be run, with a command that may: one that was given, or one that was told and approved here. */
async function readied(kind: DependentKind, dependent: string, input: RunInput, context: Context) {
  const environment = await context.environment();
  const { items } = await environment.query(`${kind}.runs` as const, { dependent });
  const item = items[0] as RunItem;
  // What is inactive is refused where it is released, with how to connect it.
  if (item.status === 'inactive') return { item, command: [] };
  return { item, command: await commandFor(kind, item, input, context) };
}
