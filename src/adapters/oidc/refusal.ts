import { type Problem, problem } from '../../kernel/problem.ts';

/** Why a token was refused, for the log of the server alone: one word, and nothing of the token. */
export type Reason =
  | 'form'
  | 'too-long'
  | 'algorithm'
  | 'type'
  | 'issuer'
  | 'audience'
  | 'key'
  | 'signature'
  | 'critical'
  | 'expired'
  | 'early'
  | 'times'
  | 'life'
  | 'version'
  | 'tenant'
  | 'subject'
  | 'id-token'
  | 'scope'
  | 'client'
  | 'no-issuer'
  | 'checksum';

const reasons = new WeakMap<Problem, Reason>();

/** The refusal of a token: to its bearer the same whatever was wrong. */
export function refused(reason: Reason): Problem {
  const refusal = problem('token.refused', {});
  reasons.set(refusal, reason);
  return refusal;
}

/** Why it was, where it was one of these. */
export function reasonOf(refusal: Problem): Reason | undefined {
  return reasons.get(refusal);
}
