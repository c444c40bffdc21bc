import type { Context } from '../commands/context.ts';
import type { Argument } from '../commands/define.ts';
import { changeNames } from '../commands/shared/change-names.ts';
import { refuseForRole } from '../commands/shared/refuse-for-role.ts';
import type { AnyCommand } from '../commands/tree.ts';
import type { Change, ChangeName } from '../model/change.ts';

/** Asks for the arguments that a command needs and its line leaves out. What the role does not allow is refused before. */
export async function askArguments(
  command: AnyCommand,
  given: readonly string[],
  context: Context,
): Promise<readonly string[]> {
  const lacking = (command.args as readonly Argument[]).slice(given.length).filter(({ optional }) => optional !== true);
  if (lacking.length === 0 || !context.prompt.interactive) return [];
  const action = command.path.replace(' ', '.') as ChangeName;
  // Only the name of the change matters to the judge of roles.
  if (changeNames.includes(action))
    await refuseForRole(context, { change: action, connection: '' } as unknown as Change);
  const answers: string[] = [];
  for (const argument of lacking) answers.push(...(await ask(argument, context)));
  return answers;
}

async function ask({ name, help, completes, many, asks }: Argument, context: Context): Promise<readonly string[]> {
  if (asks !== undefined) return asks(context);
  const message = name.replaceAll('-', ' ');
  const { pick, pickedFrom, pickSeveral, pickWord } = await import('../commands/shared/asking/pick.ts');
  const kind = pickedFrom(completes);
  if (typeof completes === 'object') return [await pickWord(context, completes, { message, hint: help })];
  if (kind === undefined) {
    const judge = (typed: string) => (typed.trim() === '' ? `\`${name.toUpperCase()}\` is needed` : undefined);
    return [(await context.prompt.text({ message, hint: help, judge })).trim()];
  }
  return many === true && kind !== 'type' ? pickSeveral(context, kind) : [await pick(context, kind)];
}
