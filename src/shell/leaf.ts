import type { Context } from '../commands/context.ts';
import type { Flags, Outcome, Same } from '../commands/define.ts';
import type { AnyCommand } from '../commands/tree.ts';
import type { Fields } from '../fields/field.ts';
import { isProblem, type Problem } from '../kernel/problem.ts';
import { shellWord } from '../kernel/shell-word.ts';
import { flagsOf } from './common-flags.ts';
import { type OpenContext, openContext } from './context.ts';
import { lackingArguments, lackingFlags } from './lacking.ts';
import type { Parsed } from './parse.ts';
import { parted } from './parted.ts';
import type { Presenter } from './present.ts';
import { type Scanned, scan } from './scan.ts';

/** Runs one command: what its line leaves out is asked, its typed flags are found, then its line is read in full. */
export async function runLeaf(
  command: AnyCommand,
  rest: readonly string[],
  scanned: Scanned,
  presenter: Presenter,
  again = false,
): Promise<number> {
  const opened = openContext(presenter, scanned, command);
  const line: Line = { words: rest };
  let meant: readonly string[];
  try {
    const outcome = await outcomeOf(command, line, scanned, opened, presenter);
    const said = again && outcome.same === undefined ? { ...outcome, same: sameOf(command, line.words) } : outcome;
    return await presenter.success(said);
  } catch (error) {
    meant = await whichIsMeant(error, line.words, opened.context, presenter);
  } finally {
    presenter.clear();
    await opened.close();
  }
  return runLeaf(command, meant, scan(parted(command, meant).own, flagsOf(command)), presenter, true);
}

/** The words of a line, with those that were asked for once they were. */
interface Line {
  words: readonly string[];
}

async function outcomeOf(
  command: AnyCommand,
  line: Line,
  scanned: Scanned,
  opened: OpenContext,
  presenter: Presenter,
): Promise<Outcome> {
  const { own, passed } = parted(command, line.words);
  const asked = await askedArguments(command, scanned, passed, opened);
  const words = passed.length === 0 ? [...own, ...asked] : [...own, ...asked, '--', ...passed];
  line.words = words;
  const seen = asked.length === 0 ? scanned : scan([...own, ...asked], flagsOf(command));
  const input = await read(command, await fieldsOf(command, seen, opened), words);
  opened.settle(input.flags);
  // A format that cannot be had is refused before anything is done.
  presenter.settings.output();
  const outcome = narrowedBy(input.flags, command, await command.run(input as never, opened.context));
  const nothingAsked = asked.length === 0 && presenter.settings.gone() === undefined;
  if (nothingAsked || outcome.same !== undefined) return outcome;
  return { ...outcome, same: sameOf(command, words) };
}

// What is left out of a list is not what there is not.
function narrowedBy(flags: Parsed['flags'], { lists, flags: own, path }: AnyCommand, outcome: Outcome): Outcome {
  const filters = lists === true ? [...Object.keys(own), 'search'] : [];
  const isGiven = (value: unknown) => value !== undefined && value !== false && String(value) !== '';
  return filters.some((name) => isGiven(flags[name])) ? { ...outcome, narrowed: path } : outcome;
}

const inDoubt: readonly string[] = ['ambiguous', 'not_found', 'environment.none'];

/** The line with the name that a person meant, where one in it fits several things or none as it stands. */
async function whichIsMeant(error: unknown, words: readonly string[], context: Context, { settings }: Presenter) {
  if (!isProblem(error) || !inDoubt.includes(error.code) || !context.prompt.interactive) throw error;
  const { askWhich } = await import('./ask-which.ts');
  const meant = await askWhich(error, words, context);
  if (meant === undefined) throw error;
  if (error.code === 'environment.none') settings.goTo(meant.name);
  return meant.words;
}

function sameOf({ path }: AnyCommand, words: readonly string[]): Same {
  return { command: ['cinch', path, ...words.map(shellWord)].join(' '), variables: [] };
}

// Nothing is loaded for a line that leaves nothing out.
async function askedArguments(
  command: AnyCommand,
  scanned: Scanned,
  passed: readonly string[],
  { context }: OpenContext,
) {
  if (lackingArguments(command, scanned).length + lackingFlags(command, scanned).length === 0) return [];
  const { askArguments } = await import('./ask-arguments.ts');
  return askArguments(command, scanned, passed, context);
}

/** The typed flags of a command whose line already tells the type; help shows them too. */
export async function typedFields(command: AnyCommand, scanned: Scanned, presenter: Presenter): Promise<Fields> {
  const opened = openContext(presenter, scanned, command);
  try {
    return (await fieldsOf(command, scanned, opened)).fields;
  } finally {
    await opened.close();
  }
}

interface Typed {
  readonly fields: Fields;
  /** Why the type, and with it its fields, could not be told. */
  readonly doubt?: Problem;
}

// What the type would add is worth nothing where the type itself is in doubt; the command says so in its own words.
async function fieldsOf(command: AnyCommand, scanned: Scanned, { context }: OpenContext): Promise<Typed> {
  try {
    if (command.fields === undefined) return { fields: {} };
    const { fieldsFor } = await import('../commands/shared/fields-for.ts');
    return { fields: await fieldsFor(command.fields, scanned.positionals, context, scanned) };
  } catch (error) {
    if (!isProblem(error) || error.exit === 12 || wasLeft(error)) throw error;
    return { fields: {}, doubt: error };
  }
}

// Finding the fields may ask which environment is meant; whoever leaves there leaves the run.
function wasLeft({ code, exit }: Problem): boolean {
  return exit > 128 || code === 'input.ended';
}

async function read(command: AnyCommand, { fields, doubt }: Typed, rest: readonly string[]): Promise<Parsed> {
  const needsNothing =
    command.args.length === 0 && Object.values(command.flags as Flags).every(({ needed }) => !needed);
  if (rest.length === 0 && needsNothing) return nothingGiven(command);
  const { parse } = await import('./parse.ts');
  try {
    return parse(command, fields, rest);
  } catch (error) {
    // A flag that is not known may be one of the type that could not be told.
    if (doubt !== undefined && isProblem(error) && error.code === 'usage.unknown_flag') throw doubt;
    throw error;
  }
}

// A line of which nothing is left needs no parser, which would cost a fifth of a start.
function nothingGiven(command: AnyCommand): Parsed {
  const flags = Object.entries(flagsOf(command)).map(([name, { kind }]) => [
    name,
    kind === 'switch' ? false : kind === 'many' ? [] : undefined,
  ]);
  return { args: {}, flags: Object.fromEntries(flags), fields: {}, passed: [] };
}
