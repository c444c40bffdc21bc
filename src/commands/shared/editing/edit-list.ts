import { problem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { Context } from '../../context.ts';
import { askNewDisplayName } from '../asking/new-names.ts';
import { askShare } from '../asking/share.ts';
import { askTerms } from '../asking/terms.ts';
import { shareWords } from '../share-words.ts';
import { askFieldAgain } from './ask-field.ts';
import { linesOf } from './edit-lines.ts';
import { type Editing, isUntouched, tidied } from './edits.ts';

/** Lists every field with its value, and asks the chosen ones again until all is to be saved. */
export async function askEdits(context: Context, start: Editing): Promise<Editing> {
  let editing = start;
  let last = 'display name';
  for (;;) {
    const lines = linesOf(editing);
    const untouched = isUntouched(editing);
    const choices: readonly Choice<string>[] = [
      { value: 'save', label: 'save', ...(untouched ? { closed: 'nothing is different yet' } : {}) },
      ...lines.map(({ key, label, aside }) => ({ value: key, label, aside })),
      { value: 'leave', label: 'leave without saving' },
    ];
    const picked = await context.prompt.choose({
      message: 'Change which?',
      ...(untouched ? { hint: 'nothing is saved before you have seen all that is different' } : {}),
      choices,
      initial: untouched && lines.some(({ key }) => key === last) ? last : 'save',
      numbered: true,
    });
    if (picked === 'leave') throw problem('input.declined', { what: `the edit of ${editing.base.name}` });
    if (picked === 'save') return editing;
    editing = await askAgain(context, editing, picked);
    last = picked;
  }
}

async function askAgain(context: Context, editing: Editing, picked: string): Promise<Editing> {
  const { base, type, edits } = editing;
  const withEdits = (more: Partial<typeof edits>) => tidied({ ...editing, edits: { ...edits, ...more } });
  if (picked === 'display name') {
    const displayName = await askNewDisplayName(context, base, type.displayName, edits.displayName);
    return withEdits({ displayName });
  }
  if (picked === 'share')
    return withEdits({ share: await askShare(context, edits.share ?? shareWords(base.sharedWith)) });
  if (picked === 'terms' && type.consent !== 'none') return withEdits({ terms: await askTerms(context, type.consent) });
  return askFieldAgain(context, editing, picked.replace(/^field:/, ''));
}
