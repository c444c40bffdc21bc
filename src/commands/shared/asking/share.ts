import type { ShareWord } from '../../../model/change.ts';
import type { Context } from '../../context.ts';
import { askContributors } from './contributors.ts';

type Who = 'administrators' | 'contributors' | 'named';

/** Asks who may use an export connection (R11), as `--share` has it; `before` is what holds now. */
export async function askShare(context: Context, before?: readonly ShareWord[]): Promise<readonly ShareWord[]> {
  const who = await context.prompt.choose<Who>({
    message: 'Who may use it?',
    hint: 'contributors see its name and type, and manage every export on it; they never see inside',
    choices: [
      { value: 'administrators', label: 'administrators only' },
      { value: 'contributors', label: 'all contributors too' },
      { value: 'named', label: 'some contributors, by name' },
    ],
    ...(before === undefined ? {} : { initial: whoOf(before) }),
  });
  if (who !== 'named') return who === 'administrators' ? [] : [who];
  return askNamed(context, before);
}

function whoOf(words: readonly ShareWord[]): Who {
  if (words.includes('contributors')) return 'contributors';
  return words.length > 0 ? 'named' : 'administrators';
}

async function askNamed(context: Context, before: readonly ShareWord[] = []): Promise<readonly ShareWord[]> {
  const known = (await context.knownEnvironment()) !== undefined;
  const people = known ? (await (await context.environment()).query('user.list', { role: 'contributor' })).items : [];
  if (people.length === 0) {
    context.io.note('there are no contributors yet: `cinch user add NAME --role contributor`');
    return [];
  }
  const names = people.map(({ name }) => name);
  return askContributors(
    context,
    people,
    names.filter((name) => before.includes(`user:${name}`)),
  );
}
