import { problem } from '../../../kernel/problem.ts';
import type { Context } from '../../context.ts';

/** Asks whether to save what was shown to be different. Answers whether, or that more is to be changed first. */
export async function askToSave(context: Context, name: string, back: string): Promise<boolean> {
  const next = await context.prompt.choose<'save' | 'back' | 'leave'>({
    message: 'Save this?',
    choices: [
      { value: 'save', label: 'save it' },
      { value: 'back', label: back },
      { value: 'leave', label: 'leave without saving' },
    ],
  });
  if (next === 'leave') throw problem('input.declined', { what: `the edit of ${name}` });
  return next === 'save';
}
