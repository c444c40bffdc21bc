import type { Context } from '../commands/context.ts';
import type { Completes } from '../commands/shared/completes.ts';
import { isProblem, type Problem } from '../kernel/problem.ts';
import type { Choice } from '../kernel/prompter.ts';

interface Meant {
  readonly name: string;
  readonly words: readonly string[];
}

/**
 * Asks which thing is meant by a name in a command line that fits several (D3), or none as it stands but parts of some.
 * Answers the line with that one in its place. What stands nowhere in it, or is near nothing, is not asked.
 */
export async function askWhich(error: Problem, words: readonly string[], context: Context): Promise<Meant | undefined> {
  const doubt = error.code === 'ambiguous' ? severalOf(error) : await nearOf(error, context);
  const { ref, choices } = doubt;
  if (ref === undefined || choices.length === 0 || words.every((word) => replaced(word, ref, '') === word)) return;
  const asked = { message: 'Which one is meant?', hint: error.detail.replace(/; did you mean .*/, '') };
  const name =
    choices.length > few
      ? await context.prompt.search({ ...asked, find: async (typed) => choices.filter((it) => fits(it, typed)) })
      : await context.prompt.choose({ ...asked, choices });
  return { name, words: words.map((word) => replaced(word, ref, name)) };
}

// More than a person takes in at a glance.
const few = 10;

interface Doubt {
  readonly ref: string | undefined;
  readonly choices: readonly Choice<string>[];
}

function severalOf({ members }: Problem): Doubt {
  const candidates = members.candidates ?? [];
  // What fits all of them is what is in doubt.
  const [first = [], ...others] = candidates.map(({ id, name, displayName }) => [id, name, displayName]);
  const ref = first.find((it) => others.every((other) => other.includes(it)));
  const choices = candidates.map(({ id, name, displayName }) => ({
    value: name === ref ? id : name,
    label: displayName,
    aside: name,
  }));
  return { ref, choices };
}

async function nearOf({ code, params }: Problem, context: Context): Promise<Doubt> {
  const { kind, ref, name, nearest } = params as { [key in 'kind' | 'ref' | 'name' | 'nearest']?: string };
  const typed = code === 'environment.none' ? name : ref;
  const { found, pickedFrom } = await import('../commands/shared/asking/pick.ts');
  const of = pickedFrom(
    (code === 'environment.none' ? 'environment' : kind?.replace(/^connection type$/, 'type')) as Completes,
  );
  if (of === undefined || typed === undefined || typed === '') return { ref: typed, choices: [] };
  // Whoever may not list them is told what was refused first.
  const near = await found(context, of, typed).catch((error: unknown) => {
    if (isProblem(error)) return [];
    throw error;
  });
  // A slip of the fingers is part of nothing.
  if (near.length > 0 || nearest === undefined) return { ref: typed, choices: near };
  return { ref: typed, choices: await found(context, of, nearest) };
}

function fits({ value, label, aside = '' }: Choice<string>, typed: string): boolean {
  return [value, label, aside].some((text) => text.toLowerCase().includes(typed.trim().toLowerCase()));
}

/** A word with another name in it, as `NAME`, `--flag=NAME`, `user:NAME`, `NAME=move:NAME` and the like have one. */
function replaced(word: string, ref: string, by: string): string {
  const [, flag = '', value = ''] = /^(--[\w-]+=)?(.*)$/s.exec(word) ?? [];
  if (value === ref) return flag + by;
  const ending = ['user:', 'move:'].find((before) => value.endsWith(`${before}${ref}`));
  const end = ending === undefined ? value : `${value.slice(0, value.length - ref.length)}${by}`;
  return flag + (end.startsWith(`${ref}=`) ? `${by}${end.slice(ref.length)}` : end);
}
