import { isProblem, type Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';

interface Saving<D> {
  readonly draft: D;
  readonly save: (draft: D) => Promise<Outcome>;
  /** Asks for other answers, where there is somebody who gave them one by one. */
  readonly mend: ((draft: D) => Promise<D>) | undefined;
}

// What another answer can mend: it cannot be accepted, is missing, is taken, does not work, or cannot come from the key vault.
function isMendable({ exit, code }: Problem): boolean {
  return [2, 3, 7, 9].includes(exit) || code.startsWith('keyvault.');
}

/** Saves; what stands in the way is shown and asked again, so that no answer is typed twice. */
export async function untilSaved<D>(context: Context, { draft, save, mend }: Saving<D>): Promise<Outcome> {
  try {
    return await save(draft);
  } catch (error) {
    if (mend === undefined || !isProblem(error) || !isMendable(error)) throw error;
    await context.show('Problem', error);
    return untilSaved(context, { draft: await mend(draft), save, mend });
  }
}
