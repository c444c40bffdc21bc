import { type Problem, problem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { ShareWord } from '../../../model/change.ts';
import type { Shared, SharingVerb } from '../../../plan/sharing-effect.ts';
import type { Context } from '../../context.ts';
import { askContributors } from './contributors.ts';

type Whom = 'all' | 'named' | 'leave';

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

/** What a person who leaves is told. */
export function left(verb: SharingVerb, name: string): Problem {
  return problem('input.declined', { what: `${verb === 'share' ? 'sharing' : 'unsharing'} ${name}` });
}
