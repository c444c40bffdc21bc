import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import type { RemovalPlan } from '../../plan/removal.ts';

/** Refuses decisions for names that do not use the connection: a mistyped one must not go unnoticed. */
export function refuseStray(connection: string, [stray]: RemovalPlan['stray']): void {
  if (stray === undefined) return;
  const list = `cinch connection dependents ${shellWord(connection)}`;
  throw problem('not_found', { kind: `${stray.kind} of ${connection}`, ref: stray.name, list });
}
