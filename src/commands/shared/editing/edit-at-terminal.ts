import { isProblem, type Problem, problem } from '../../../kernel/problem.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { askLacking, isWrong } from './ask-lacking.ts';
import { askThreeWay } from './ask-three-way.ts';
import { isToBeSaved, showDifferences, showHead } from './confirm.ts';
import { editCommand } from './edit-command.ts';
import { askEdits } from './edit-list.ts';
import { type Editing, isUntouched } from './edits.ts';
import { saveEdits } from './save-edits.ts';
import { askSecretsAgain } from './secrets-again.ts';
import { unchanged } from './unchanged.ts';

/** How a person changes what they see: until they are done, or nothing where all is to stay as it is. */
interface Way {
  readonly ask: (editing: Editing, trouble: Problem | undefined) => Promise<Editing | undefined>;
  /** What going back to it is called. */
  readonly back: string;
  readonly flags: Parameters<typeof editCommand>[1];
}

/**
 * Edits a connection with somebody at the terminal: as a file, by a list of its fields where nothing is given, or else
 * by asking only what the given values make necessary. Nothing is written before the last step.
 */
export async function editAtTerminal(context: Context, start: Editing, flags: Way['flags']): Promise<Outcome> {
  const { base } = start;
  const { name, lock, revision } = base;
  const { ifRevision: expected = revision } = context.common;
  if (lock !== null) throw problem('connection.locked', { name, ...lock });
  if (expected !== revision) throw problem('revision.moved', { kind: 'connection', name, expected, actual: revision });
  await context.environmentToChange();
  if (flags.editor === true) {
    const { editAsFile } = await import('./edit-as-file.ts');
    const ask: Way['ask'] = (editing, trouble) => editAsFile(context, editing, trouble);
    return untilSaved(context, start, { ask, back: 'open the editor again', flags });
  }
  const byList: Way = { ask: (editing) => askEdits(context, editing), back: 'go back to the list', flags };
  if (!isUntouched(start)) return editAsGiven(context, start, byList);
  await showHead(context, start);
  return untilSaved(context, start, byList);
}

async function editAsGiven(context: Context, start: Editing, way: Way): Promise<Outcome> {
  // What is wrong is left to the judge behind the door, which finds all of it at once.
  const wrong = isWrong(start);
  const answered = wrong ? start : await askSecretsAgain(context, await askLacking(context, start));
  const asked = answered !== start;
  const picture = async () => (wrong ? undefined : showDifferences(context, answered));
  try {
    return await saveEdits(context, answered, {
      ...editCommand(answered, way.flags),
      asked,
      picture,
      test: way.flags.test === true,
    });
  } catch (error) {
    if (!asked || !isProblem(error) || !(await isMendable(context, answered, error))) throw error;
    const moved = error.code === 'revision.moved';
    if (!moved) await context.show('Problem', error);
    return untilSaved(context, moved ? await askThreeWay(context, answered) : answered, way, moved);
  }
}

/** Asks, shows what is different, and saves; until it is saved or left, and no answer has to be given twice. */
async function untilSaved(context: Context, start: Editing, way: Way, answered = false): Promise<Outcome> {
  // A revision that was asked for is the one that was seen first; from then on it is the one that was seen last.
  const seen: Context = { ...context, common: { ...context.common, ifRevision: undefined } };
  let editing = start;
  let trouble: Problem | undefined;
  let asks = !answered;
  for (;;) {
    const given = asks ? await way.ask(editing, trouble) : editing;
    if (given === undefined) return unchanged(context, editing);
    if (isUntouched(given)) {
      context.io.note('nothing is left that is different, so nothing has changed');
      return unchanged(context, given);
    }
    editing = await askSecretsAgain(context, await askLacking(context, given));
    [asks, trouble] = [true, undefined];
    if (!(await isToBeSaved(context, editing, way.back))) continue;
    try {
      return await saveEdits(seen, editing, {
        ...editCommand(editing, way.flags),
        asked: true,
        test: way.flags.test === true,
      });
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (error.code === 'revision.moved') {
        editing = await askThreeWay(context, editing);
        asks = false;
      } else if (error.code === 'input.declined') editing = undecided(editing);
      else {
        if (!(await isMendable(context, editing, error))) throw error;
        await context.show('Problem', error);
        trouble = error;
      }
    }
  }
}

// Who said no to keeping the secrets is asked about them again.
function undecided(editing: Editing): Editing {
  return { ...editing, edits: { ...editing.edits, keptFor: undefined } };
}

// What another answer can mend: it cannot be accepted, something is missing, is taken, names what is not there, or does not work.
async function isMendable(context: Context, { base }: Editing, { exit, code }: Problem): Promise<boolean> {
  // Without the connection itself there is nothing to mend, which this question ends in.
  if (exit === 6) await (await context.environment()).query('connection.show', { connection: base.id });
  if (code.startsWith('keyvault.') || code === 'connection.from_vault') return true;
  return [2, 3, 6, 7, 9].includes(exit) && code !== 'input.wrong_confirmation';
}
