import { printable } from '../../kernel/printable.ts';
import { type Problem, type ProblemCode, type ProblemMembers, problem } from '../../kernel/problem.ts';
import { problems } from '../../kernel/problems.ts';
import { isOwnCommand } from './own-command.ts';

type Plain = { readonly [name: string]: unknown };

/** What only a run on this machine can meet: whoever sends one of these speaks of something else. */
const ours = /^(?:bug|interrupted|terminated|hung_up|(?:child|editor|output|plan|preferences|remote|test)\b.*)$/;
const longest = 2_000;
const most = 200;

/**
 * The problem that a server answers with, in the words of our own table: of what it sends, only the parameters of those
 * words are taken, each made printable, and of the ways out only our own commands. One that is not known here becomes a
 * problem of ours that quotes the server.
 */
export function returnedProblem(
  document: unknown,
  from: { readonly host: string; readonly status: number; readonly asked: (name: string) => boolean },
): Problem {
  const { code, params, detail, ...sent } = isPlain(document) ? document : {};
  const made = isCode(code) && isPlain(params) ? remade(code, params, membersOf(sent, from.asked)) : undefined;
  if (made === undefined) {
    const says = typeof detail === 'string' ? detail.slice(0, longest) : '';
    return problem('remote.refused', { host: from.host, status: from.status, says });
  }
  return Object.assign(made, { fix: made.fix.filter((line) => isOwnCommand(line, from.asked)) });
}

function isCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(problems, code) && !ours.test(code);
}

function remade(code: ProblemCode, params: Plain, members: ProblemMembers): Problem | undefined {
  try {
    const made = problem(code, shown(params, 4) as never, members);
    return /\bundefined\b|\[object |\bNaN\b/.test(made.detail) || made.detail.length > 2 * longest ? undefined : made;
  } catch {
    // Parameters of another kind than the words are made for.
    return undefined;
  }
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Text made printable and short, lists made short, and nothing deeper than the words need.
function shown(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return printable(value.slice(0, longest));
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (depth === 0) return undefined;
  if (Array.isArray(value)) return value.slice(0, most).map((it) => shown(it, depth - 1));
  if (!isPlain(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, most)
      .map(([name, it]) => [printable(name.slice(0, 200)), shown(it, depth - 1)]),
  );
}

/** The members of each list that a document may have, and which of them every item has to have. */
const lists: { readonly [list: string]: { readonly needs: readonly string[]; readonly may: readonly string[] } } = {
  issues: { needs: ['path', 'code', 'message'], may: ['flag', 'help', 'example'] },
  missing: { needs: ['input', 'flag'], may: ['help'] },
  dependents: { needs: ['kind', 'name', 'status'], may: [] },
  candidates: { needs: ['id', 'name', 'displayName'], may: ['type'] },
  blockers: { needs: ['name', 'detail'], may: [] },
};

function membersOf(sent: Plain, asked: (name: string) => boolean): ProblemMembers {
  const found: Record<string, unknown> = {};
  for (const [list, { needs, may }] of Object.entries(lists)) {
    const items = sent[list];
    if (!Array.isArray(items)) continue;
    found[list] = items.slice(0, most).flatMap((item) => itemOf(item, needs, may, asked));
  }
  if (typeof sent.terms === 'string' && /^\d{4}-\d{2}$/.test(sent.terms)) found.terms = sent.terms;
  return found;
}

function itemOf(
  item: unknown,
  needs: readonly string[],
  may: readonly string[],
  asked: (name: string) => boolean,
): readonly object[] {
  if (!isPlain(item) || !needs.every((name) => typeof item[name] === 'string')) return [];
  const kept = [...needs, ...may].filter((name) => typeof item[name] === 'string');
  const made = Object.fromEntries(kept.map((name) => [name, shown(item[name], 0)])) as Record<string, string>;
  const { flag } = made;
  // A flag is what a person types next, so it has to be one of ours; an input has a name of its own in capitals.
  if (flag !== undefined && !isFlag(flag, asked)) {
    if (needs.includes('flag')) made.flag = `--set ${/^\w+$/.test(made.input ?? '') ? made.input : 'FIELD'}=VALUE`;
    else delete made.flag;
  }
  return [made];
}

function isFlag(flag: string, asked: (name: string) => boolean): boolean {
  return (
    /^[A-Z][A-Z-]*$/.test(flag) ||
    /^--[a-z][a-z-]*(?: (?:[A-Z][A-Z-]*|[\w.-]+=[A-Z]+|CHOICE))?$/.test(flag) ||
    isOwnCommand(flag, asked)
  );
}
