import { isProblem } from '../../../kernel/problem.ts';
import type { Environment } from '../../../model/environment.ts';
import { environmentItself } from '../../../model/sync.ts';
import type { Context } from '../../context.ts';
import type { Pair } from './pair.ts';

/**
 * A first sync, of which nothing is left where it was refused before anything came. One that was cut off, or found nobody to
 * answer, goes on under the same name.
 */
export async function unmadeIfRefused<T>(
  context: Context,
  pair: Pair,
  copy: Environment,
  first: () => Promise<T>,
): Promise<T> {
  const before = await endOf(copy);
  try {
    return await first();
  } catch (error) {
    if (isProblem(error) && error.exit < cutOff && error.exit !== away && (await endOf(copy)) === before) {
      await copy.close();
      await (await context.environments()).remove(pair.copy, { dryRun: false });
    }
    throw error;
  }
}

const [away, cutOff] = [12, 128];

async function endOf(copy: Environment): Promise<number> {
  return (await copy.query('sync.records', { kind: 'environment', ids: [environmentItself] })).mark.seq;
}
