import type { Context } from '../commands/context.ts';
import type { Problem } from '../kernel/problem.ts';

/** Asks which of several is meant by one word of a command line (D3). Answers the line with its id in that place. */
export async function askWhich(
  { detail, members }: Problem,
  words: readonly string[],
  context: Context,
): Promise<readonly string[]> {
  const candidates = members.candidates ?? [];
  const id = await context.prompt.choose({
    message: 'Which one is meant?',
    hint: detail,
    choices: candidates.map(({ id, name, displayName }) => ({ value: id, label: displayName, aside: name })),
  });
  return words.map((word) => {
    const [, flag = '', value = ''] = /^(--[\w-]+=)?(.*)$/s.exec(word) ?? [];
    // Only the word that fits them all is the one in doubt.
    const inDoubt = candidates.every((it) => [it.id, it.name, it.displayName].includes(value));
    return inDoubt ? `${flag}${id}` : word;
  });
}
