import { isProblem, problem } from '../../../kernel/problem.ts';
import type { Environment } from '../../../model/environment.ts';
import type { Context } from '../../context.ts';

/** One side of a sync. Where the role there does not see all of it, that is said of the side, not of a question. */
export async function openSide(context: Context, name: string): Promise<Environment> {
  const door = await context.environmentNamed(name);
  return {
    ...door,
    query: (what, input) =>
      door.query(what, input).catch(async (error: unknown) => {
        if (!isProblem(error) || error.code !== 'forbidden' || !what.startsWith('sync.')) throw error;
        throw problem('sync.unseen', { name, role: (await door.query('whoami', {})).role });
      }),
  };
}
