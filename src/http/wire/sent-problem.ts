import { type Problem, problem, problemDocument } from '../../kernel/problem.ts';

export const problemType = 'application/problem+json';

/** The status that a problem is answered with: what may be over in a moment is never a fault of the server's own. */
export function statusOf({ status, code, retryable }: Problem): number {
  return code === 'store.unreachable' || (retryable && status === 500) ? 503 : status;
}

/** A problem as it travels: its document, and what its words are made of, so that the other end can make them itself. */
export function sentProblem(found: Problem): Record<string, unknown> {
  return { ...problemDocument(found), status: statusOf(found), params: found.params };
}

/** The same problem without where the server keeps its store, which is nobody's business but its own. */
export function withoutPlace(found: Problem, place: string): Problem {
  if (found.status < 500 || !('path' in found.params)) return found;
  return problem(found.code, { ...found.params, path: place } as never, found.members);
}
