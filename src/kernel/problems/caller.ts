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
};

function asked(administrators: readonly string[]): string {
  return administrators.length === 0 ? 'an administrator' : administrators.map(tick).join(' or ');
}
