import { entry } from './entry.ts';
import { tick, word } from './phrases.ts';

/** An export or enrichment does not run, or a command cannot be run with what a connection holds. */
export const runProblems = {
  'run.inactive': entry<{ kind: string; name: string; connection: string | null; type: string }>({
    title: 'It is inactive',
    status: 409,
    exit: 8,
    detail: ({ kind, name, connection }) =>
      connection === null
        ? `${kind} ${tick(name)} is inactive and does not run: it has no connection`
        : `${kind} ${tick(name)} is inactive and does not run: it was deactivated`,
    fix: ({ kind, name, connection, type }) =>
      connection === null
        ? [`cinch ${kind} connect ${word(name)} --connection NAME`, `cinch connection list --type ${word(type)}`]
        : [`cinch ${kind} activate ${word(name)}`],
  }),
  'run.awaiting_sign_in': entry<{ kind: string; name: string; connection: string }>({
    title: 'Its connection awaits a sign-in',
    status: 409,
    exit: 15,
    detail: ({ kind, name, connection }) =>
      `${kind} ${tick(name)} does not run: its connection ${tick(connection)} awaits a sign-in in a browser`,
    fix: ({ connection }) => [`cinch connection show ${word(connection)}`],
  }),
};
