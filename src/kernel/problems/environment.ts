import { entry } from './entry.ts';
import { count, meant, tick, word } from './phrases.ts';

/** Which environment, and what it holds. */
export const environmentProblems = {
  'environment.none': entry<{ name: string; nearest?: string | undefined }>({
    title: 'There is no such environment',
    status: 404,
    exit: 6,
    detail: ({ name, nearest }) =>
      name === '' ? 'there is no environment yet' : `there is no environment ${tick(name)}${meant(nearest)}`,
    fix: ({ name }) =>
      name === '' ? ['cinch environment add NAME'] : ['cinch environment list', `cinch environment add ${word(name)}`],
  }),
  'environment.unchosen': entry<{ names: readonly string[] }>({
    title: 'Which environment is not clear',
    status: 422,
    exit: 3,
    detail: ({ names }) => `there are ${names.length} environments and none is chosen: ${names.join(', ')}`,
    fix: ({ names }) => [`cinch environment use ${names[0] ?? 'NAME'}`, `--environment ${names[0] ?? 'NAME'}`],
  }),
  'environment.exists': entry<{ name: string }>({
    title: 'The environment exists already',
    status: 409,
    exit: 7,
    detail: ({ name }) => `there is an environment ${tick(name)} already`,
    fix: ({ name }) => [`cinch environment use ${word(name)}`],
  }),
  'environment.not_empty': entry<{ name: string; connections: number }>({
    title: 'The environment still holds connections',
    status: 409,
    exit: 3,
    detail: ({ name, connections }) =>
      `${tick(name)} holds ${count(connections, 'connection')}, and all of it would go`,
    fix: ({ name }) => [
      `cinch environment backup ${word(name)} --to ${word(name)}.cinch-backup`,
      `cinch environment remove ${word(name)} --confirm ${word(name)}`,
    ],
  }),
};
