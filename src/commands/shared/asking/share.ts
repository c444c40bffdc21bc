import type { ShareWord } from '../../../model/change.ts';
import type { Context } from '../../context.ts';

type Who = 'administrators' | 'contributors' | 'named';

/** Asks who may use an export connection (R11), as `--share` has it; the roles that always may are not asked about. */
export async function askShare(context: Context): Promise<readonly ShareWord[]> {
  const who = await context.prompt.choose<Who>({
    message: 'Who may use it?',
    hint: 'contributors see its name and type, and manage every export on it; they never see inside',
    choices: [
      { value: 'administrators', label: 'administrators only' },
      { value: 'contributors', label: 'all contributors too' },
      { value: 'named', label: 'some contributors, by name' },
    ],
  });
  if (who !== 'named') return who === 'administrators' ? [] : [who];
  return askContributors(context);
}

/** Asks for contributors by name. */
export async function askContributors(context: Context): Promise<readonly ShareWord[]> {
  const known = (await context.knownEnvironment()) !== undefined;
  const items = known ? (await (await context.environment()).query('user.list', { role: 'contributor' })).items : [];
  if (items.length === 0) {
    context.io.note('there are no contributors yet: `cinch user add NAME --role contributor`');
    return [];
  }
  return context.prompt.several({
    message: 'Which contributors?',
    choices: items.map(({ name, displayName }) => ({
      value: `user:${name}`,
      label: name,
      ...(displayName === name ? {} : { aside: displayName }),
    })),
  });
}
