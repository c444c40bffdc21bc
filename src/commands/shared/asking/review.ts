import { problem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { Context } from '../../context.ts';

/** One answer as the review shows it. */
export interface Answer {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

interface Review {
  readonly answers: readonly Answer[];
  /** What saving does. */
  readonly save: string;
  /** What testing before saving does, where that can be had. */
  readonly test?: string | undefined;
  /** What is left undone when a person leaves. */
  readonly what: string;
}

interface Reviewed<D> extends Omit<Review, 'answers' | 'test'> {
  readonly answers: (draft: D) => readonly Answer[];
  /** Asks the answer of one key again. */
  readonly again: (draft: D, key: string) => Promise<D>;
  /** Has a draft tested before it is saved, where that can be had. */
  readonly testing?: (draft: D) => Promise<{ readonly label: string; readonly draft: D } | undefined>;
}

const testFirst = 'test';

/** Shows the answers and asks again what is chosen, until all of them are to be saved. */
export async function reviewed<D>(
  context: Context,
  draft: D,
  { answers, again, testing, ...rest }: Reviewed<D>,
): Promise<D> {
  for (let now = draft; ; ) {
    const tested = await testing?.(now);
    const key = await askReview(context, { ...rest, test: tested?.label, answers: answers(now) });
    if (key === undefined) return now;
    if (key === testFirst && tested !== undefined) return tested.draft;
    now = await again(now, key);
  }
}

/** Shows all answers at once. Answers the key of the one to change, or nothing when it is to be saved. */
export async function askReview(context: Context, { answers, save, test, what }: Review): Promise<string | undefined> {
  type Pick = { readonly do: 'save' | 'leave' } | { readonly do: 'change'; readonly key: string };
  const widest = Math.max(...answers.map(({ label }) => label.length));
  const pick = await context.prompt.choose<Pick>({
    message: 'Review',
    hint: 'choose an answer to change it',
    choices: [
      { value: { do: 'save' }, label: save },
      ...(test === undefined ? [] : [{ value: { do: 'change', key: testFirst } as const, label: test }]),
      ...answers.map(
        ({ key, label, value }): Choice<Pick> => ({
          value: { do: 'change', key },
          label: label.padEnd(widest),
          aside: value,
        }),
      ),
      { value: { do: 'leave' }, label: 'leave without saving' },
    ],
  });
  if (pick.do === 'leave') throw problem('input.declined', { what });
  return pick.do === 'change' ? pick.key : undefined;
}
