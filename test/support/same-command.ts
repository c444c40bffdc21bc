import type { Outcome } from '../../src/commands/define.ts';

/** The words of the command that a run says does the same without questions, `cinch` left out. */
export function sameCommand(outcome: Outcome | undefined): readonly string[] {
  const said = outcome?.same?.command;
  if (said === undefined) throw new Error('the run did not end with the same command');
  return [...said.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '').slice(1);
}
