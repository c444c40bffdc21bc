import { entry } from './entry.ts';
import { meant, tick, ticked, word } from './phrases.ts';

interface FlagValue {
  /** `--sort`, or the variable or preference that gave the value. */
  readonly flag: string;
  readonly rule: string;
  readonly nearest?: string | undefined;
  /** A value that is taken, alone or with its flag before it. */
  readonly example?: string | undefined;
  readonly fix?: readonly string[] | undefined;
}

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
  'usage.flag_value': entry<FlagValue>({
    title: 'A flag has a value that it does not take',
    status: 400,
    exit: 2,
    detail: ({ flag, rule, nearest }) => `${tick(flag)} takes ${rule}${meant(nearest)}`,
    fix: ({ flag, nearest, example, fix = [] }) => {
      const value = example?.startsWith('--') ? example : (nearest ?? example);
      return value === undefined ? fix : [given(flag, value), ...fix];
    },
  }),
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
  'usage.unknown_column': entry<{
    flag: '--columns' | '--sort';
    typed: string;
    nearest?: string | undefined;
    known: readonly string[];
  }>({
    title: 'There is no such column',
    status: 400,
    exit: 2,
    detail: ({ typed, nearest, known }) =>
      `there is no column ${tick(typed)}${meant(nearest)}${nearest === undefined ? `; there are ${ticked(known)}` : ''}`,
    fix: ({ flag, nearest, known }) => [`${flag} ${nearest ?? known[0] ?? 'name'}`],
  }),
  'usage.query': entry<{ says: string }>({
    title: 'The query is not JMESPath',
    status: 400,
    exit: 2,
    detail: ({ says }) => `${tick('--query')} ${says}`,
    fix: () => ["--query 'items[].name'", 'cinch help output'],
  }),
  'usage.unknown_word': entry<{
    /** `topic`, `preference`: what the word was to be. */
    kind: string;
    typed: string;
    nearest?: string | undefined;
    known: readonly string[];
    /** The command that takes the word. */
    command: string;
  }>({
    title: 'There is nothing of that name',
    status: 400,
    exit: 2,
    detail: ({ kind, typed, nearest, known }) =>
      `there is no ${kind} ${tick(typed)}${meant(nearest)}${nearest === undefined && known.length <= fewKnown ? `; there are ${ticked(known)}` : ''}`,
    fix: ({ command, nearest }) => [
      `cinch ${nearest === undefined ? (lists[command] ?? `${command} --help`) : `${command} ${nearest}`}`,
    ],
  }),
};

// More than these are a list to look through, which the way out leads to.
const fewKnown = 8;
const lists: { readonly [command: string]: string } = { help: 'help topics', 'config explain': 'config explain' };

// A variable or a preference can be what gave the value.
function given(flag: string, value: string): string {
  if (value.startsWith('--')) return value;
  if (flag.startsWith('--')) return `${flag} ${word(value)}`;
  return /^[A-Z_]+$/.test(flag) ? `export ${flag}=${word(value)}` : `cinch config set ${flag} ${word(value)}`;
}
