import { entry } from './entry.ts';
import { tick, word } from './phrases.ts';

/** Who acts, and what the role allows. */
export const accessProblems = {
  forbidden: entry<{ role: string; action: string; needs: string }>({
    title: 'Your role does not allow this',
    status: 403,
    exit: 5,
    detail: ({ role, action, needs }) => `${tick(action)} needs ${needs}; your role is ${role}`,
    fix: () => ['cinch whoami'],
  }),
  'forbidden.subject': entry<{ action: string; name: string; why: string }>({
    title: 'You may not do this here',
    status: 403,
    exit: 5,
    detail: ({ action, name, why }) => `you may not ${action} ${tick(name)}: ${why}`,
    fix: () => ['cinch whoami'],
  }),
  'identity.unknown': entry<{ account: string; environment: string }>({
    title: 'You are not a user of this environment',
    status: 403,
    exit: 5,
    detail: ({ account, environment }) =>
      `${tick(account)} is not a user of the environment ${tick(environment)}; an administrator of it can add you`,
    fix: ({ account }) => [`cinch user add ${word(account)} --role contributor`],
  }),
  'identity.unnamed': entry<{ account: string }>({
    title: 'The account has no name',
    status: 403,
    exit: 5,
    detail: ({ account }) =>
      `this machine has no name for the account ${tick(account)}; give it one in its list of users, because that is how an environment knows people`,
    fix: () => ['id'],
  }),
  'user.last_administrator': entry<{ name: string }>({
    title: 'The last administrator stays',
    status: 409,
    exit: 8,
    detail: ({ name }) => `${tick(name)} is the last administrator of this environment; add another one first`,
    fix: () => ['cinch user add NAME --role administrator'],
  }),
};
