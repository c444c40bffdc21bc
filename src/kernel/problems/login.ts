import { entry } from './entry.ts';
import { tick, ticked, word } from './phrases.ts';

interface Where {
  readonly environment: string;
}

const again = ({ environment }: Where) => [`cinch login --environment ${word(environment)}`];
const withToken = ({ environment }: Where) => `cinch login --environment ${word(environment)} --with-token`;

/** What stands between a person or a pipeline and the server of an environment. */
export const loginProblems = {
  signed_out: entry<Where & { why: string }>({
    title: 'You are not signed in',
    status: 401,
    exit: 4,
    detail: ({ environment, why }) => `you are not signed in to ${tick(environment)}: ${why}`,
    fix: again,
  }),
  'login.local': entry<Where>({
    title: 'There is nothing to sign in to',
    status: 422,
    exit: 2,
    detail: ({ environment }) =>
      `${tick(environment)} lies on this machine, whose account is who you are there; only servers are signed in to`,
    fix: () => ['cinch whoami'],
  }),
  'login.waits': entry<Where & { why: string }>({
    title: 'It waits for a person who signs in',
    status: 409,
    exit: 15,
    detail: ({ environment, why }) =>
      `somebody has to sign in to ${tick(environment)}, and nobody can be asked here (${why}); a program takes a token from \`CINCH_TOKEN\`, or one of the ways that need no person`,
    fix: (where) => [withToken(where), ...again(where)],
  }),
  'login.lacking': entry<Where & { way: string; missing: readonly string[]; says: string }>({
    title: 'What the sign-in takes is not there',
    status: 401,
    exit: 4,
    detail: ({ environment, way, missing, says }) =>
      `signing in to ${tick(environment)} with ${tick(way)} takes ${ticked(missing)}${says}; nothing else is tried in its place`,
    fix: (where) => [withToken(where)],
  }),
  'login.refused': entry<Where & { says: string }>({
    title: 'The sign-in was refused',
    status: 401,
    exit: 4,
    detail: ({ says }) => says,
    fix: again,
  }),
  'login.unkept': entry<Where & { says: string }>({
    title: 'The token cannot be kept',
    status: 503,
    exit: 11,
    detail: ({ environment, says }) =>
      `${says}, so the token for ${tick(environment)} is not kept; a run takes it from \`CINCH_TOKEN\``,
    fix: () => ['export CINCH_TOKEN=TOKEN'],
  }),
  'login.unended': entry<Where & { says: string }>({
    title: 'Nobody signed in',
    status: 408,
    exit: 15,
    detail: ({ says }) => says,
    fix: again,
  }),
};
