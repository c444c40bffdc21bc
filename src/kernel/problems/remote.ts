import { printable } from '../printable.ts';
import { entry } from './entry.ts';
import { count, tick } from './phrases.ts';

const quoted = (text: string) => `"${printable(text).replaceAll('"', "'").replaceAll('`', "'").slice(0, 300)}"`;
// It shows which address stands behind each name.
const where = () => ['cinch environment list'];

/** What comes of an environment that lies behind a server. */
export const remoteProblems = {
  'remote.address': entry<{ url: string; says: string }>({
    title: 'The address of the server cannot be used',
    status: 400,
    exit: 2,
    detail: ({ url, says }) => `${tick(url)} ${says}`,
  }),
  'remote.unreachable': entry<{ host: string; says: string }>({
    title: 'The server cannot be reached',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ host, says }) => `${tick(host)} ${says}`,
    fix: where,
  }),
  'remote.late': entry<{ host: string; seconds: number }>({
    title: 'The server did not answer in time',
    status: 504,
    exit: 12,
    retryable: true,
    detail: ({ host, seconds }) =>
      `${tick(host)} did not answer within ${count(seconds, 'second')}; whether what was sent arrived is not known`,
    fix: () => ['--timeout 120'],
  }),
  'remote.busy': entry<{ host: string; status: number }>({
    title: 'The server has no time now',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ host, status }) => `${tick(host)} kept answering ${status}, and the time for this command is over`,
    fix: () => ['--timeout 120'],
  }),
  'remote.redirected': entry<{ host: string; to: string }>({
    title: 'The server sends elsewhere',
    status: 502,
    exit: 12,
    detail: ({ host, to }) =>
      `${tick(host)} sends to ${tick(to)}, and nothing is sent to another address than was given`,
    fix: where,
  }),
  'remote.answer': entry<{ host: string; says: string }>({
    title: 'The answer is not one of this service',
    status: 502,
    exit: 12,
    detail: ({ host, says }) => `what ${tick(host)} answered ${says}; nothing of it was used`,
    fix: where,
  }),
  'remote.moving': entry<{ host: string }>({
    title: 'The list changed while it was read',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ host }) => `${tick(host)} changed again and again while the list was read; ask for a page of it`,
    fix: () => ['--limit 1000'],
  }),
  /** A problem of a newer server, or of something that stands before it. */
  'remote.refused': entry<{ host: string; status: number; says: string }>({
    title: 'The server refuses',
    status: 502,
    exit: 12,
    detail: ({ host, status, says }) =>
      `${tick(host)} refuses with status ${status}${says === '' ? '' : `, and says ${quoted(says)}`}`,
    fix: where,
  }),
  'remote.not_signed_in': entry<{ host: string }>({
    title: 'You are not signed in',
    status: 401,
    exit: 4,
    detail: ({ host }) => `${tick(host)} does not accept who you say you are`,
    fix: () => ['cinch login'],
  }),
  'remote.here_only': entry<{ what: string }>({
    title: 'This is done on the machine itself',
    status: 400,
    exit: 2,
    detail: ({ what }) => `${what} is no matter of an environment behind a server`,
  }),
};
