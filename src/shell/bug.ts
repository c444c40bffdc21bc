import { type Problem, problem } from '../kernel/problem.ts';

/** Whatever was not expected, as a problem with exit code 1. Its text stays out of it: it may quote a secret. */
export async function bugOf(error: unknown): Promise<Problem> {
  const { name = 'Error', stack = '' } = error instanceof Error ? error : {};
  // The place in the built program, which tells a maintainer where to look and holds nothing of the input.
  const place = /(?:chunks|dist|src)[\\/][\w./\\-]+:\d+:\d+/.exec(stack)?.[0] ?? 'unknown place';
  return problem('bug', { name: /^[A-Za-z]{1,40}$/.test(name) ? name : 'Error', place });
}
