import { entry } from './entry.ts';
import { tick, word } from './phrases.ts';

/** Who may use a connection. */
export const sharingProblems = {
  'connection.not_shareable': entry<{ name: string; purpose: string }>({
    title: 'There is nothing to share',
    status: 422,
    exit: 2,
    detail: ({ name, purpose }) =>
      purpose === 'enrichment'
        ? `${tick(name)} is an enrichment connection: administrators and contributors can always use those`
        : `${tick(name)} serves no export, so it is never shared`,
    fix: () => ['cinch help sharing'],
  }),
  'connection.shared_with_all': entry<{ name: string; user: string }>({
    title: 'It is shared with every contributor',
    status: 422,
    exit: 2,
    detail: ({ name, user }) =>
      `${tick(name)} is shared with all contributors, so ${tick(user)} cannot be left out alone`,
    fix: ({ name }) => [
      `cinch connection unshare ${word(name)} --with contributors`,
      `cinch connection edit ${word(name)} --share user:NAME`,
    ],
  }),
  'connection.not_contributor': entry<{ user: string; role: string }>({
    title: 'Only contributors are named when sharing',
    status: 422,
    exit: 2,
    detail: ({ user, role }) => `${tick(user)} has the role ${role}; a connection is shared with contributors`,
    fix: ({ user }) => [`cinch user edit ${word(user)} --role contributor`],
  }),
};
