import { type Problem, problem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { ShareWord } from '../../../model/change.ts';
import type { UserItem } from '../../../model/query.ts';
import type { Shared, SharingVerb } from '../../../plan/sharing-effect.ts';
import type { Context } from '../../context.ts';

type Whom = 'all' | 'named' | 'leave';
type Person = Pick<UserItem, 'name' | 'displayName'>;

/** Whom it makes a difference to: contributors by name, and the words for everybody at once. */
interface Concerned {
  readonly able: readonly string[];
  readonly everyone: readonly ShareWord[];
}

/** A user as `--with` has them. */
const named = (name: string): ShareWord => `user:${name}`;

/** Those who may not use it yet, or those whom it is shared with. */
export function concerned({ connection: { sharedWith }, users }: Shared, verb: SharingVerb): Concerned {
  const may = typeof sharedWith === 'string' ? [] : sharedWith;
  const able = users
    .filter(({ role, name }) => role === 'contributor' && may.includes(name) === (verb === 'unshare'))
    .map(({ name }) => name);
  // Whom it is taken from is said by name, so that it can be given back to them alone; the name has to be a contributor's.
  const everyone = verb === 'unshare' && able.length > 0 && able.length === may.length;
  return { able, everyone: everyone ? able.map(named) : ['contributors'] };
}

/** Asks for whom it is shared or unshared. */
export async function askWhom(context: Context, verb: SharingVerb, shared: Shared): Promise<readonly ShareWord[]> {
  const { connection, users } = shared;
  const { able, everyone } = concerned(shared, verb);
  const shares = verb === 'share';
  const closed = able.length > 0 ? {} : { closed: 'there is nobody to name' };
  const choices: readonly Choice<Whom>[] = [
    shares
      ? { value: 'all', label: 'all contributors', aside: 'those who come later too' }
      : { value: 'all', label: 'everyone it is shared with', aside: able.slice(0, 5).join(', ') },
    { value: 'named', label: 'some of them, by name', ...closed },
    { value: 'leave', label: shares ? 'leave without sharing' : 'leave it as it is' },
  ];
  const pick = await context.prompt.choose<Whom>({
    message: shares ? 'Who may use it?' : 'Who may no longer use it?',
    hint: shares
      ? 'administrators always may; contributors manage every export on what they may use'
      : 'the exports on it stay as they are',
    choices,
  });
  if (pick === 'leave') throw left(verb, connection.name);
  if (pick === 'all') return everyone;
  return askContributors(
    context,
    users.filter(({ name }) => able.includes(name)),
  );
}

/** Asks for contributors one after another, each found by typing, until it is said that those are all. */
async function askContributors(context: Context, people: readonly Person[]): Promise<readonly ShareWord[]> {
  const picked: string[] = [];
  while (picked.length < people.length) {
    const left = people.filter(({ name }) => !picked.includes(name));
    const answer = await context.prompt.search<string | undefined>({
      message: picked.length === 0 ? 'Which contributor?' : 'Who else?',
      find: async (typed) =>
        picked.length === 0 ? fitting(left, typed) : orNobody(fitting(left, typed), picked, typed),
    });
    if (answer === undefined) break;
    picked.push(answer);
  }
  return picked.map(named);
}

// It comes first where nothing was typed, so that Enter ends; whoever is typed for goes before it.
function orNobody(
  people: readonly Choice<string>[],
  picked: readonly string[],
  typed: string,
): readonly Choice<string | undefined>[] {
  const nobody = { value: undefined, label: 'nobody else', aside: `so far ${picked.join(', ')}` };
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

/** What a person who leaves is told. */
export function left(verb: SharingVerb, name: string): Problem {
  return problem('input.declined', { what: `${verb === 'share' ? 'sharing' : 'unsharing'} ${name}` });
}
