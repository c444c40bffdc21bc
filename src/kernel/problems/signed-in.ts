import { entry } from './entry.ts';
import { tick } from './phrases.ts';

const later = (seconds: number) => `try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;

/** Who asks a server, as far as a token tells it. A refusal does not say what is wrong with a token: that is for the server's log. */
export const signedInProblems = {
  'token.missing': entry<object>({
    title: 'You are not signed in',
    status: 401,
    exit: 4,
    detail: () => 'no token came with the request; the header `Authorization: Bearer TOKEN` carries one',
    fix: () => ['cinch login'],
  }),
  'token.refused': entry<object>({
    title: 'The token is not accepted',
    status: 401,
    exit: 4,
    detail: () => 'the server does not accept the token; it may have ended, or be meant for another service',
    fix: () => ['cinch login'],
  }),
  'token.unjudged': entry<{ host: string; seconds: number }>({
    title: 'The token cannot be judged at the moment',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ host, seconds }) => `the server waits for the keys of ${tick(host)}; ${later(seconds)}`,
  }),
  'rate.exceeded': entry<{ seconds: number }>({
    title: 'Too many requests',
    status: 429,
    exit: 12,
    retryable: true,
    detail: ({ seconds }) => `the server was asked too often; ${later(seconds)}`,
  }),
  'rate.locked': entry<{ seconds: number }>({
    title: 'Too many refused tokens',
    status: 429,
    exit: 12,
    retryable: true,
    detail: ({ seconds }) => `too many tokens from this address were refused; ${later(seconds)}`,
  }),
};
