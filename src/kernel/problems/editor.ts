import { entry } from './entry.ts';
import { tick } from './phrases.ts';

/** A definition cannot be edited as a file. */
export const editorProblems = {
  'editor.failed': entry<{ command: string; says: string }>({
    title: 'The editor did not do its work',
    status: 422,
    exit: 2,
    detail: ({ command, says }) => `the editor ${tick(command)} ${says}; nothing has changed`,
    fix: () => ['export VISUAL=nano  # or another that waits, such as "code --wait"'],
  }),
  'editor.no_terminal': entry<{ why: string; says: string; command: string }>({
    title: 'An editor needs a terminal',
    status: 422,
    exit: 3,
    detail: ({ why, says }) => `an editor needs a terminal, and ${why}; ${says}`,
    fix: ({ command }) => [`cinch ${command} --help`],
  }),
};
