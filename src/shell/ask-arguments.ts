import type { Context } from '../commands/context.ts';
import type { Argument, Flags } from '../commands/define.ts';
import { changeNames } from '../commands/shared/change-names.ts';
import type { Completes } from '../commands/shared/completes.ts';
import { refuseForRole } from '../commands/shared/refuse-for-role.ts';
import type { AnyCommand } from '../commands/tree.ts';
import type { Change, ChangeName } from '../model/change.ts';
import { lackingArguments, lackingFlags } from './lacking.ts';
import type { Scanned } from './scan.ts';

/** Asks for the arguments and flags that a command needs and its line leaves out. What the role does not allow is refused before. */
export async function askArguments(
  command: AnyCommand,
  scanned: Scanned,
  passed: readonly string[],
  context: Context,
): Promise<readonly string[]> {
  const args = lackingArguments(command, scanned);
  const flags = lackingFlags(command, scanned);
  // A command to run is not asked for, and without it no answer would be of use.
  const inVain = command.passes !== undefined && command.passes.optional !== true && passed.length === 0;
  if (args.length + flags.length === 0 || inVain || !context.prompt.interactive) return [];
  const action = command.path.replace(' ', '.') as ChangeName;
  // Only the name of the change matters to the judge of roles.
  if (changeNames.includes(action))
    await refuseForRole(context, { change: action, connection: '' } as unknown as Change);
  const words: string[] = [];
  const verb = command.path.replace(/.* /, '');
  for (const argument of args) words.push(...(await ask(argument, verb, context)));
  const taken = Object.keys(command.flags).flatMap((name) => scanned.value(name) ?? []);
  for (const [name, flag] of flags) {
    const answer = await askFlag(flag, taken, context);
    taken.push(answer);
    words.push(`--${name}`, answer);
  }
  return words;
}

async function ask(
  { name, help, question, completes, many, asks, offers }: Argument,
  action: string,
  context: Context,
) {
  if (asks !== undefined) return asks(context);
  const message = question ?? name.replaceAll('-', ' ');
  const { pick, pickedFrom, pickSeveral, pickWord } = await import('../commands/shared/asking/pick.ts');
  const kind = pickedFrom(completes);
  if (typeof completes === 'object') return [await pickWord(context, completes, { message, hint: hintOf(help) })];
  if (kind === undefined) {
    const judge = (typed: string) => (typed.trim() === '' ? `\`${name.toUpperCase()}\` is needed` : undefined);
    return [(await context.prompt.text({ message, hint: hintOf(help), judge })).trim()];
  }
  return many === true && kind !== 'type'
    ? pickSeveral(context, kind)
    : [await pick(context, kind, { offers, action })];
}

// What is named already, such as the environment that something comes from, is not offered again.
async function askFlag({ help, needed, completes }: Flags[string], taken: readonly string[], context: Context) {
  const { pick, pickedFrom } = await import('../commands/shared/asking/pick.ts');
  const message = needed?.question ?? '';
  const kind = pickedFrom(completes as Completes | undefined);
  if (kind !== undefined) return pick(context, kind, { message, except: taken });
  const judge = (typed: string) => (typed.trim() === '' ? 'an answer is needed' : needed?.judge?.(typed.trim()));
  return (await context.prompt.text({ message, hint: hintOf(help), judge })).trim();
}

// Beside a flag it begins a line of help; beneath a question it goes on.
function hintOf(help: string): string {
  return /^[A-Z][a-z]/.test(help) ? `${help.charAt(0).toLowerCase()}${help.slice(1)}` : help;
}
