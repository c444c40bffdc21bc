import { entry } from './entry.ts';
import { tick, word } from './phrases.ts';

/** What the machine around cinch does, and a fault in cinch itself. */
export const machineProblems = {
  'preferences.broken': entry<{ path: string; says: string }>({
    title: 'The preferences file is broken',
    status: 500,
    exit: 2,
    detail: ({ path, says }) => `${tick(path)} ${says}; mend it or move it away`,
    fix: ({ path }) => [`mv ${word(path)} ${word(`${path}.broken`)}`],
  }),
  'output.closed': entry<{ says: string }>({
    title: 'The output cannot be written',
    status: 500,
    exit: 12,
    detail: ({ says }) => `standard output ${says}`,
  }),
  'proxy.unusable': entry<{ variable: string }>({
    title: 'That is no address of a proxy',
    status: 500,
    exit: 2,
    detail: ({ variable }) =>
      `${tick(variable)} holds no address of a proxy: it begins with http:// or https://, and a name and password in it are percent-encoded`,
    fix: ({ variable }) => [`export ${word(variable)}=http://PROXY:PORT`],
  }),
  bug: entry<{ name: string; place: string }>({
    title: 'A fault in cinch itself',
    status: 500,
    exit: 1,
    detail: ({ name, place }) => `this is a fault in cinch, not in what you typed (${name} at ${place})`,
    fix: () => ['cinch doctor', 'cinch version'],
  }),
  interrupted: entry<Record<never, never>>({
    title: 'Interrupted',
    status: 499,
    exit: 130,
    detail: () => 'interrupted; nothing half done was left',
  }),
  terminated: entry<Record<never, never>>({
    title: 'Ended from outside',
    status: 499,
    exit: 143,
    detail: () => 'ended by another program; nothing half done was left',
  }),
  hung_up: entry<Record<never, never>>({
    title: 'The terminal was closed',
    status: 499,
    exit: 129,
    detail: () => 'the terminal was closed; nothing half done was left',
  }),
};
