import { entry } from './entry.ts';
import { count, tick, word } from './phrases.ts';

/** What was given cannot be used, is missing, or was not confirmed. */
export const inputProblems = {
  'input.refused': entry<{ what: string; count: number; fix?: readonly string[] | undefined }>({
    title: 'The input cannot be accepted as it is',
    status: 422,
    exit: 2,
    detail: ({ what, count: n }) => `${what}: ${count(n, 'value')} cannot be accepted`,
    fix: ({ fix = [] }) => fix,
  }),
  'input.missing': entry<{ count: number; why: string; fix?: readonly string[] | undefined }>({
    title: 'More input is needed',
    status: 422,
    exit: 3,
    detail: ({ count: n, why }) => `${count(n, 'input is', 'inputs are')} missing${why === '' ? '' : `, and ${why}`}`,
    fix: ({ fix = [] }) => fix,
  }),
  'input.confirmation': entry<{ flag: string; says: string; command: string }>({
    title: 'This asks to be confirmed',
    status: 422,
    exit: 3,
    detail: ({ says, flag }) => `${says}; confirm it with ${tick(flag)}`,
    fix: ({ command }) => [command],
  }),
  'input.wrong_confirmation': entry<{ given: string; name: string }>({
    title: 'The confirmation names something else',
    status: 422,
    exit: 2,
    detail: ({ given, name }) => `${tick('--confirm')} says ${tick(given)}, but what would change is ${tick(name)}`,
    fix: ({ name }) => [`--confirm ${word(name)}`],
  }),
  'input.declined': entry<{ what: string } | { says: string; command: string }>({
    title: 'Not confirmed',
    status: 422,
    exit: 130,
    detail: (it) =>
      'what' in it
        ? `${it.what} was not confirmed; nothing has changed`
        : `nothing has changed: ${it.says}, and that was not confirmed`,
    fix: (it) => ('command' in it ? [`${it.command} --dry-run`] : []),
  }),
  'input.ended': entry<{ question: string }>({
    title: 'Nobody answered',
    status: 422,
    exit: 3,
    detail: ({ question }) => `standard input ended before ${tick(question)} was answered; nothing has changed`,
    fix: () => ['--no-input'],
  }),
  'input.nothing_there': entry<{ kind: string }>({
    title: 'There is nothing to choose from',
    status: 404,
    exit: 6,
    detail: ({ kind }) => `there is no ${kind === 'type' ? 'type of your own' : kind} here yet`,
    fix: ({ kind }) => [`cinch ${makes[kind] ?? `${kind} add`}`],
  }),
  'input.nothing_fits': entry<{ kind: string; action: string }>({
    title: 'There is nothing that this could be done to',
    status: 404,
    exit: 6,
    detail: ({ kind, action }) => `there is no ${kind} that you could ${action}`,
    fix: ({ kind }) => [`cinch ${kind} list`],
  }),
  'input.file': entry<{ path: string; says: string; fix?: readonly string[] | undefined }>({
    title: 'A file cannot be used',
    status: 422,
    exit: 2,
    detail: ({ path, says }) => `${tick(path)} ${says}`,
    fix: ({ fix = [] }) => fix,
  }),
  'input.too_large': entry<Record<never, never>>({
    title: 'What was given is too large to keep',
    status: 413,
    exit: 2,
    detail: () => 'a text among the values is too large for the store; give a shorter one',
  }),
};

// What makes the first of a kind, where that is not its `add` alone.
const makes: { readonly [kind: string]: string } = {
  environment: 'environment add NAME',
  type: 'type add FILE',
  token: 'token create',
};
