import { printable } from '../printable.ts';
import { entry } from './entry.ts';
import { tick, word } from './phrases.ts';

/** A command cannot be run with what a connection holds. */
export const childProblems = {
  'child.not_found': entry<{ command: string }>({
    title: 'The command is not there',
    status: 404,
    exit: 127,
    detail: ({ command }) => `${tick(command)} is not there: no such file, or nothing of that name in \`PATH\``,
    fix: ({ command }) => [`command -v ${word(command)}`],
  }),
  'child.not_runnable': entry<{ command: string; says: string }>({
    title: 'The command cannot be run',
    status: 422,
    exit: 126,
    detail: ({ command, says }) => `${tick(command)} ${says}`,
    fix: ({ command }) => [`ls -l ${word(command)}`],
  }),
  'child.value': entry<{ variable: string; says: string }>({
    title: 'A value cannot be a variable',
    status: 422,
    exit: 2,
    detail: ({ variable, says }) => `${tick(variable)} cannot be a variable: ${says}; hand it over in a file`,
    fix: () => ['--as-file FIELD'],
  }),
  'child.file': entry<{ folder: string; code: string }>({
    title: 'A private file cannot be made',
    status: 500,
    exit: 12,
    detail: ({ folder, code }) =>
      `no private file can be made in ${tick(folder)} (${printable(code)}); nothing was run`,
    fix: () => ['export TMPDIR=FOLDER'],
  }),
};
