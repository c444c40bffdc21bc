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
  'run.not_due': entry<{ kind: string; name: string; schedule: string }>({
    title: 'It is not due',
    status: 409,
    exit: 7,
    detail: ({ kind, name, schedule }) =>
      `${kind} ${tick(name)} is not due by its schedule ${tick(schedule)}, or someone else runs it already`,
    fix: ({ kind, name }) => [`cinch ${kind} run ${word(name)}`],
  }),
  'run.not_under_way': entry<{ kind: string; name: string }>({
    title: 'That run is not under way',
    status: 409,
    exit: 7,
    detail: ({ name }) => `no run of ${tick(name)} that you began is under way by that id`,
    fix: ({ kind, name }) => [`cinch ${kind} run ${word(name)}`],
  }),
  'run.no_command': entry<{ kind: string; name: string }>({
    title: 'There is nothing to run',
    status: 422,
    exit: 3,
    detail: ({ kind, name }) => `${kind} ${tick(name)} was told no command, and none was given`,
    fix: ({ kind, name }) => [
      `cinch ${kind} run ${word(name)} -- COMMAND`,
      `cinch ${kind} edit ${word(name)} --command -- COMMAND`,
    ],
  }),
  'run.not_approved': entry<{ kind: string; name: string; command: string }>({
    title: 'The command was not approved on this machine',
    status: 403,
    exit: 3,
    detail: ({ kind, name, command }) =>
      `${kind} ${tick(name)} was told elsewhere to run ${tick(command)}, which was not approved on this machine yet`,
    fix: ({ kind, name }) => [`cinch ${kind} show ${word(name)}`, `cinch ${kind} run ${word(name)} --approve`],
  }),
  'run.awaiting_sign_in': entry<{ kind: string; name: string; connection: string }>({
    title: 'Its connection awaits a sign-in',
    status: 409,
    exit: 15,
    detail: ({ kind, name, connection }) =>
      `${kind} ${tick(name)} does not run: its connection ${tick(connection)} awaits a sign-in in a browser`,
    fix: ({ connection }) => [`cinch connection authorize ${word(connection)}`],
  }),
};
