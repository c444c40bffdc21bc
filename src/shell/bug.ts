import { faultOf } from '../kernel/fault.ts';
import { type Problem, problem } from '../kernel/problem.ts';

/** Whatever was not expected, as a problem with exit code 1. */
export async function bugOf(error: unknown): Promise<Problem> {
  return problem('bug', faultOf(error));
}
