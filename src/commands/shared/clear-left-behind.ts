import { isProblem } from '../../kernel/problem.ts';
import { warning } from '../../kernel/warning.ts';
import type { Context } from '../context.ts';

/**
 * Clears away what commands left that were killed with us on this machine: their private files, and runs of this
 * environment that would count as under way for hours.
 */
export async function clearLeftBehind(context: Context): Promise<void> {
  const left = (await context.children()).leftBehind();
  if (left.length === 0) return;
  const environment = await context.environment();
  const here = await context.environmentName();
  for (const { environment: of, kind, dependent, name, run, forget } of left) {
    if (of !== here) continue;
    try {
      await environment.apply([{ change: `${kind}.ran`, dependent, run }]);
      context.io.note(`warning: ${warning('run-cut-off', { name }).message}`);
    } catch (error) {
      // Whoever it is somebody else's to close, or who removed it meanwhile, keeps no other from running.
      if (!isProblem(error)) throw error;
      if (error.code !== 'not_found') continue;
    }
    forget();
  }
}
