import type { Issue } from '../kernel/issue.ts';
import { printable } from '../kernel/printable.ts';
import type { ProblemMembers } from '../kernel/problem.ts';
import type { Warning } from '../kernel/warning.ts';
import { broken, grid } from './block.ts';
import { hint } from './hint.ts';
import { type Paint, plain } from './paint.ts';

/** What is shown of a problem. */
interface ShownProblem {
  readonly detail: string;
  readonly fix: readonly string[];
  readonly members: ProblemMembers;
}

/** A problem for a person, on stderr: what is wrong, the particulars, and the commands that lead out. */
export function text(problem: ShownProblem, paint: Paint = plain, columns: number = Number.POSITIVE_INFINITY): string {
  const { missing = [], issues = [], dependents = [], candidates = [], blockers = [] } = problem.members;
  return [
    said(problem.detail, 'error:', paint.bad, columns),
    grid(
      missing.map(({ input, flag, help = '' }) => [input, flag, help]),
      columns,
    ),
    grid(
      issues.map((issue) => [placeText(issue.at) ?? issue.flag ?? issue.path, issueText(issue)]),
      columns,
    ),
    grid(
      dependents.map(({ kind, name, status }) => [kind, name, status]),
      columns,
    ),
    grid(
      candidates.map(({ name, displayName, type = '' }) => [name, type, displayName]),
      columns,
    ),
    grid(
      blockers.map(({ name, detail }) => [name, detail]),
      columns,
    ),
    ...problem.fix.map((command) => hint(command, paint, columns)),
  ].join('');
}

/** Warnings for a person, on stderr, a line each. */
export function warnings(
  found: readonly Warning[],
  paint: Paint = plain,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  return found.map(({ message }) => said(message, 'warning:', paint.warn, columns)).join('');
}

function said(sentence: string, word: string, mark: (text: string) => string, columns: number): string {
  const [first = '', ...rest] = broken(printable(sentence), columns - word.length - 1);
  return [`${mark(word)} ${first}`, ...rest.map((line) => ' '.repeat(word.length + 1) + line)]
    .map((line) => `${line}\n`)
    .join('');
}

function placeText(at: Issue['at']): string | undefined {
  return at === undefined ? undefined : `${at.file}:${at.line}:${at.column}`;
}

function issueText({ message, example }: Issue): string {
  return example === undefined ? message : `${message}, for example \`${example}\``;
}
