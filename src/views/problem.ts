import type { Issue } from '../kernel/issue.ts';
import { printable } from '../kernel/printable.ts';
import type { ProblemMembers } from '../kernel/problem.ts';
import type { Warning } from '../kernel/warning.ts';
import { grid } from './block.ts';
import { type Paint, plain } from './paint.ts';

/** What is shown of a problem. */
interface ShownProblem {
  readonly detail: string;
  readonly fix: readonly string[];
  readonly members: ProblemMembers;
}

/** A problem for a person, on stderr: what is wrong, the particulars, and the commands that lead out. */
export function text(problem: ShownProblem, paint: Paint = plain): string {
  const { missing = [], issues = [], dependents = [], candidates = [], blockers = [] } = problem.members;
  return [
    `${paint.bad('error:')} ${printable(problem.detail)}\n`,
    grid(missing.map(({ input, flag, help = '' }) => [input, flag, help])),
    grid(issues.map((issue) => [issue.flag ?? issue.path, issueText(issue)])),
    grid(dependents.map(({ kind, name, status }) => [kind, name, status])),
    grid(candidates.map(({ name, displayName, type = '' }) => [name, type, displayName])),
    grid(blockers.map(({ name, detail }) => [name, detail])),
    ...problem.fix.map((command) => `${paint.name('hint:')} ${printable(command)}\n`),
  ].join('');
}

/** Warnings for a person, on stderr, a line each. */
export function warnings(found: readonly Warning[], paint: Paint = plain): string {
  return found.map(({ message }) => `${paint.warn('warning:')} ${printable(message)}\n`).join('');
}

function issueText({ message, example }: Issue): string {
  return example === undefined ? message : `${message}, for example \`${example}\``;
}
