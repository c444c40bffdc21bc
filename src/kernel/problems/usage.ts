import { entry } from './entry.ts';
import { meant, tick } from './phrases.ts';

/** What was typed is no command line of cinch. */
export const usageProblems = {
  'usage.unknown_command': entry<{ typed: string; nearest?: string | undefined; parent: string }>({
    title: 'There is no such command',
    status: 400,
    exit: 2,
    detail: ({ typed, nearest }) => `there is no command ${tick(typed)}${meant(nearest)}`,
    fix: ({ parent, nearest }) => [
      nearest === undefined ? `cinch ${parent} --help`.replace('  ', ' ') : `cinch ${nearest}`,
    ],
  }),
  'usage.unknown_flag': entry<{ typed: string; nearest?: string | undefined; command: string }>({
    title: 'There is no such flag',
    status: 400,
    exit: 2,
    detail: ({ typed, nearest, command }) => `${tick(command)} has no flag ${tick(typed)}${meant(nearest)}`,
    fix: ({ command }) => [`cinch ${command} --help`],
  }),
  'usage.flag_value': entry<{ flag: string; rule: string; nearest?: string | undefined; example?: string | undefined }>(
    {
      title: 'A flag has a value that it does not take',
      status: 400,
      exit: 2,
      detail: ({ flag, rule, nearest, example }) =>
        `${tick(flag)} takes ${rule}${meant(nearest)}${example === undefined ? '' : `, for example ${tick(example)}`}`,
    },
  ),
  'usage.arguments': entry<{ command: string; says: string }>({
    title: 'The arguments do not fit the command',
    status: 400,
    exit: 2,
    detail: ({ says }) => says,
    fix: ({ command }) => [`cinch ${command} --help`],
  }),
  'usage.secret_as_value': entry<{ flag: string; field: string }>({
    title: 'A secret is never given as a value',
    status: 400,
    exit: 2,
    detail: ({ flag, field }) =>
      `${tick(flag)} would put a secret into the shell history and the process list; name where ${tick(field)} comes from instead`,
    fix: ({ field }) => [`--secret ${field}=env:VARIABLE`, `--secret ${field}=file:PATH`, `--secret ${field}=stdin`],
  }),
  'usage.unknown_column': entry<{ typed: string; nearest?: string | undefined; known: readonly string[] }>({
    title: 'There is no such column',
    status: 400,
    exit: 2,
    detail: ({ typed, nearest, known }) =>
      `there is no column ${tick(typed)}${meant(nearest)} Known are ${known.join(', ')}`.replace('` Known', '`; known'),
  }),
  'usage.query': entry<{ says: string }>({
    title: 'The query is not JMESPath',
    status: 400,
    exit: 2,
    detail: ({ says }) => `--query ${says}`,
    fix: () => ["--query 'items[].name'"],
  }),
  'usage.unknown_topic': entry<{ typed: string; nearest?: string | undefined; known: readonly string[] }>({
    title: 'There is no such topic',
    status: 400,
    exit: 2,
    detail: ({ typed, nearest, known }) =>
      `there is no ${tick(typed)} here${meant(nearest)} (known: ${known.join(', ')})`,
  }),
};
