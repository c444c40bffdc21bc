import { printable } from '../printable.ts';
import { entry } from './entry.ts';
import { tick } from './phrases.ts';

/** Who stands at the door of an environment that is served to a team. */
export const callerProblems = {
  'identity.refused': entry<Record<never, never>>({
    title: 'You are not signed in',
    status: 401,
    exit: 4,
    detail: () => 'the token is not known here, was revoked, or has expired',
    fix: () => ['cinch login'],
  }),
  'identity.unassigned': entry<{ person: string; environment: string; administrators: readonly string[] }>({
    title: 'You have no role in this environment',
    status: 403,
    exit: 5,
    detail: ({ person, environment, administrators }) =>
      `you are signed in as ${tick(person)}, who has no role in the environment ${tick(environment)}; ask ${asked(administrators)} for one`,
    fix: () => ['cinch login'],
  }),
  'identity.groups_unknown': entry<{ person: string; environment: string }>({
    title: 'Your groups are not known',
    status: 403,
    exit: 5,
    detail: ({ person, environment }) =>
      `you are signed in as ${tick(person)}, who has no role of their own in the environment ${tick(environment)}, and belong to more groups than a token holds; an administrator can give you a role of your own, or have your directory put into the token only the groups that are assigned to the application`,
    fix: () => ['cinch login'],
  }),
  'identity.invitation_taken': entry<{ person: string; address: string; environment: string }>({
    title: "The invitation is somebody else's",
    status: 403,
    exit: 5,
    detail: ({ person, address, environment }) =>
      `the invitation of ${tick(address)} to the environment ${tick(environment)} was taken up by another account than ${tick(person)}, although its address is the same; an administrator can remove that user and invite the address again`,
    fix: () => ['cinch login'],
  }),
  'environment.not_served': entry<{ what: string }>({
    title: 'The environment is not served to a team',
    status: 422,
    exit: 2,
    detail: ({ what }) =>
      `${what} are for an environment that is served to a team; this one knows people by the accounts of this machine`,
    fix: () => ['cinch serve --help'],
  }),
  'identity.no_issuer': entry<Record<never, never>>({
    title: 'Nobody vouches for anybody here',
    status: 422,
    exit: 2,
    detail: () =>
      'the server has no issuer that would vouch for people, groups or applications; start it with `--issuer` and `--audience`',
    fix: () => ['cinch token create --help'],
  }),
  'token.above': entry<{ role: string; own: string }>({
    title: 'The token would be above you',
    status: 403,
    exit: 5,
    detail: ({ role, own }) => `a token of the role ${role} may do what your role, ${printable(own)}, may not`,
    fix: () => ['cinch whoami'],
  }),
  'token.for_another': entry<Record<never, never>>({
    title: 'Only administrators make tokens for others',
    status: 403,
    exit: 5,
    detail: () => 'a token that acts as somebody else is made by an administrator; leave out `--for`',
    fix: () => ['cinch whoami'],
  }),
  'token.member': entry<{ name: string }>({
    title: 'A token needs a user of your own',
    status: 403,
    exit: 5,
    detail: ({ name }) =>
      `you act as ${tick(name)}, through a group; a token acts as one user, so an administrator has to add you as a user first`,
    fix: () => ['cinch whoami'],
  }),
  'token.too_many': entry<{ user: string; most: number }>({
    title: 'There are too many tokens',
    status: 409,
    exit: 8,
    detail: ({ user, most }) => `${tick(user)} has ${most} tokens, which is the most; revoke one that is not needed`,
    fix: () => ['cinch token list', 'cinch token revoke ID'],
  }),
};

function asked(administrators: readonly string[]): string {
  return administrators.length === 0 ? 'an administrator' : administrators.map(tick).join(' or ');
}
