import type { Context } from '../commands/context.ts';
import type { Problem } from '../kernel/problem.ts';

/** Asks which of several is meant by a name in a command line (D3). Answers the line with that one in its place; what stands nowhere in it is not asked. */
export async function askWhich(
  { detail, members }: Problem,
  words: readonly string[],
  context: Context,
): Promise<readonly string[]> {
  const candidates = members.candidates ?? [];
  // What fits all of them is what is in doubt.
  const [first = [], ...others] = candidates.map(({ id, name, displayName }) => [id, name, displayName]);
  const ref = first.find((it) => others.every((other) => other.includes(it)));
  if (ref === undefined || words.every((word) => replaced(word, ref, '') === word)) return words;
  const meant = await context.prompt.choose({
    message: 'Which one is meant?',
    hint: detail,
    choices: candidates.map((it) => ({ value: it, label: it.displayName, aside: it.name })),
  });
  const clear = meant.name === ref ? meant.id : meant.name;
  return words.map((word) => replaced(word, ref, clear));
}

/** A word with another name in it, as `NAME`, `--flag=NAME`, `user:NAME`, `NAME=move:NAME` and the like have one. */
function replaced(word: string, ref: string, by: string): string {
  const [, flag = '', value = ''] = /^(--[\w-]+=)?(.*)$/s.exec(word) ?? [];
  if (value === ref) return flag + by;
  const ending = ['user:', 'move:'].find((before) => value.endsWith(`${before}${ref}`));
  const end = ending === undefined ? value : `${value.slice(0, value.length - ref.length)}${by}`;
  return flag + (end.startsWith(`${ref}=`) ? `${by}${end.slice(ref.length)}` : end);
}
