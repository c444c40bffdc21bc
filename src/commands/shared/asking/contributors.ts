import type { Choice } from '../../../kernel/prompter.ts';
import type { ShareWord } from '../../../model/change.ts';
import type { UserItem } from '../../../model/query.ts';
import type { Context } from '../../context.ts';

type Person = Pick<UserItem, 'name' | 'displayName'>;

/** Asks for contributors one after another, each found by typing, until it is said that those are all. */
export async function askContributors(
  context: Context,
  people: readonly Person[],
  before: readonly string[] = [],
): Promise<readonly ShareWord[]> {
  let picked = before;
  do {
    const now = picked;
    const answer = await context.prompt.search<string | undefined>({
      message: now.length === 0 ? 'Which contributor?' : 'Who else?',
      find: async (typed) => {
        const found = [
          ...fitting(people, typed).filter(({ value }) => !now.includes(value)),
          ...fitting(people, typed)
            .filter(({ value }) => now.includes(value) && before.includes(value))
            .map((one) => ({ ...one, aside: 'may use it; chosen here, no longer' })),
        ];
        return now.length === 0 && before.length === 0 ? found : orNobody(found, now, typed);
      },
    });
    if (answer === undefined) break;
    picked = now.includes(answer) ? now.filter((name) => name !== answer) : [...now, answer];
  } while (picked.length < people.length);
  return picked.map((name): ShareWord => `user:${name}`);
}

// It comes first where nothing was typed, so that Enter ends; whoever is typed for goes before it.
function orNobody(
  people: readonly Choice<string>[],
  picked: readonly string[],
  typed: string,
): readonly Choice<string | undefined>[] {
  const nobody = { value: undefined, label: 'nobody else', aside: `so far ${picked.join(', ') || 'nobody'}` };
  if (typed.trim() === '') return [nobody, ...people];
  return nobody.label.startsWith(typed.trim().toLowerCase()) ? [...people, nobody] : people;
}

function fitting(people: readonly Person[], typed: string): readonly Choice<string>[] {
  const wanted = typed.trim().toLowerCase();
  return people
    .filter(({ name, displayName }) => `${name}\n${displayName}`.toLowerCase().includes(wanted))
    .map(({ name, displayName }) => ({
      value: name,
      label: name,
      ...(displayName === name ? {} : { aside: displayName }),
    }));
}
