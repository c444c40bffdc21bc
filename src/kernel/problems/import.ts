import { printable } from '../printable.ts';
import { entry } from './entry.ts';
import { meant, tick, ticked, word } from './phrases.ts';

/** A file of another tool that cannot be imported as a whole. What is wrong with one entry is told in the summary. */
export const importProblems = {
  'import.shape': entry<{ path: string; from: string; says: string; fix?: readonly string[] | undefined }>({
    title: 'The file is not what it was said to be',
    status: 422,
    exit: 2,
    detail: ({ path, from, says }) => `${tick(path)} is nothing that ${printable(from)} wrote: ${printable(says)}`,
    fix: ({ fix = [] }) => fix,
  }),
  'import.other_source': entry<{ path: string; from: string; seems: string }>({
    title: 'The file comes from elsewhere',
    status: 422,
    exit: 2,
    detail: ({ path, from, seems }) =>
      `${tick(path)} is no file of ${printable(from)}; it looks like one of ${printable(seems)}`,
    fix: ({ path, seems }) => [`cinch import --from ${word(seems)} ${path === 'standard input' ? '-' : word(path)}`],
  }),
  'import.encrypted': entry<{ path: string }>({
    title: 'The configuration is encrypted',
    status: 422,
    exit: 2,
    detail: ({ path }) =>
      `${tick(path)} is encrypted with a password of rclone; let rclone open it, and hand over what it writes`,
    fix: () => ['rclone config show | cinch import --from rclone -'],
  }),
  'import.empty': entry<{ path: string }>({
    title: 'There is nothing to import',
    status: 422,
    exit: 2,
    detail: ({ path }) => `${tick(path)} holds no connection`,
  }),
  'import.no_column': entry<{
    path: string;
    typed: string;
    field: string;
    nearest?: string | undefined;
    columns: readonly string[];
  }>({
    title: 'There is no such column',
    status: 422,
    exit: 2,
    detail: ({ path, typed, nearest, columns }) => {
      const others = columns.length === 0 ? 'the first line has to name them' : `there are ${ticked(columns)}`;
      return `${tick(path)} has no column ${tick(typed)}${nearest === undefined ? `; ${others}` : meant(nearest)}`;
    },
    fix: ({ field, nearest }) => [`--map ${word(`${nearest ?? 'COLUMN'}=${field}`)}`],
  }),
  'import.columns': entry<{ path: string; says: 'no-name' | 'twice'; columns: readonly string[] }>({
    title: 'The columns do not make connections',
    status: 422,
    exit: 2,
    detail: ({ path, says, columns }) =>
      says === 'twice'
        ? `${tick(path)}: more than one column goes to ${ticked(columns)}`
        : columns.length === 0
          ? `${tick(path)}: none of the columns is known; the first line has to name them`
          : `${tick(path)}: no column gives a name; the columns are ${ticked(columns)}`,
    fix: ({ says }) => (says === 'twice' ? ['--map COLUMN=FIELD'] : ['--map COLUMN=displayName']),
  }),
  'import.too_many': entry<{ most: number; path: string }>({
    title: 'That is too much for one plan',
    status: 422,
    exit: 2,
    detail: ({ path, most }) =>
      `${tick(path)} holds more than ${most} connections; write them with \`--to\` and apply one file after the other`,
    fix: () => ['--to FOLDER', 'cinch apply -f FOLDER/manifest-2.yaml --yes'],
  }),
  'import.needs_apply': entry<{ flag: string }>({
    title: 'That belongs to `--apply`',
    status: 422,
    exit: 2,
    detail: ({ flag }) =>
      flag === '--with-secrets'
        ? 'a manifest never holds a secret, so `--with-secrets` goes with `--apply` only'
        : `${tick(flag)} goes with \`--apply\` only; without it nothing is changed`,
    fix: ({ flag }) => [`--apply ${flag}`],
  }),
};
