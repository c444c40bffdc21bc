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
  'environment.on_server': entry<{ name: string; action: string; says: string }>({
    title: 'The environment is on a server',
    status: 400,
    exit: 2,
    detail: ({ name, action, says }) =>
      `${tick(name)} is on a server, and ${tick(action)} is for those of this machine; ${says}`,
    fix: () => ['cinch environment list'],
  }),
  'environment.unreachable': entry<{ url: string; says: string }>({
    title: 'The server does not answer',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ url, says }) => `${tick(url)} ${says}`,
    fix: () => ['--timeout 60'],
  }),
  'environment.no_server': entry<{ url: string; says: string }>({
    title: 'There is no cinch at that address',
    status: 502,
    exit: 12,
    detail: ({ url, says }) => `what answers at ${tick(url)} is no server of cinch: it ${says}`,
    fix: () => ['--url https://HOST'],
  }),
};
