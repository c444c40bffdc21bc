import { printable } from '../printable.ts';
import { entry } from './entry.ts';
import { tick, ticked, word } from './phrases.ts';

const signInAgain = ({ name }: { readonly name: string }) => [`cinch connection authorize ${word(name)}`];
const byHand = (name: string) => `cinch connection authorize ${word(name)} --secret refreshToken=env:VARIABLE`;

/** What goes wrong between a connection, a person's browser and the service that signs them in. */
export const signInProblems = {
  'sign_in.not_needed': entry<{ name: string; label: string }>({
    title: 'It needs no sign-in',
    status: 422,
    exit: 2,
    detail: ({ name, label }) => `${label} has no sign-in in a browser, so ${tick(name)} is complete as it is`,
    fix: ({ name }) => [`cinch connection show ${word(name)}`],
  }),
  'sign_in.waits': entry<{ name: string; why: string; address: string }>({
    title: 'It waits for a sign-in in a browser',
    status: 409,
    exit: 15,
    detail: ({ name, why, address }) =>
      `${tick(name)} waits for a person who signs in at ${printable(address)}, and nobody can be asked here (${why})`,
    fix: ({ name }) => [`cinch connection authorize ${word(name)}`, byHand(name)],
  }),
  'sign_in.no_device': entry<{ name: string; label: string }>({
    title: 'There is no sign-in from another device',
    status: 422,
    exit: 2,
    detail: ({ label }) => `${label} gives no code to sign in with on another device`,
    fix: ({ name }) => [`cinch connection authorize ${word(name)}`],
  }),
  'sign_in.port': entry<{ port: number; code: string }>({
    title: 'The answer cannot be waited for',
    status: 503,
    exit: 12,
    detail: ({ port, code }) =>
      port === 0
        ? `no port of this machine could be opened (${printable(code)})`
        : `port ${port} of this machine could not be opened (${printable(code)})`,
    fix: () => ['--port NUMBER'],
  }),
  'sign_in.deadline': entry<{ name: string; seconds: number; stranger: boolean }>({
    title: 'Nobody signed in',
    status: 408,
    exit: 15,
    detail: ({ name, seconds, stranger }) =>
      `nobody signed in for ${tick(name)} within ${seconds} seconds${stranger ? '; an answer came that belongs to no sign-in of this run, and was left alone' : ''}; nothing has changed`,
    fix: signInAgain,
  }),
  'sign_in.denied': entry<{ name: string }>({
    title: 'The sign-in was declined',
    status: 403,
    exit: 15,
    detail: ({ name }) => `whoever signed in for ${tick(name)} declined; nothing has changed`,
    fix: signInAgain,
  }),
  'sign_in.issuer': entry<{ name: string }>({
    title: 'The answer is of another service',
    status: 502,
    exit: 11,
    detail: ({ name }) =>
      `the answer to the sign-in for ${tick(name)} does not name the service that was asked, so nothing was sent there; nothing has changed`,
    fix: signInAgain,
  }),
  'sign_in.refused': entry<{ name: string; error: string }>({
    title: 'The service refused the sign-in',
    status: 502,
    exit: 11,
    detail: ({ name, error }) =>
      `the service refused the sign-in for ${tick(name)} with ${tick(error)}; nothing has changed`,
    fix: ({ name }) => ['cinch help sign-in', `cinch connection show ${word(name)}`],
  }),
  'sign_in.app_refused': entry<{ name: string; error: string }>({
    title: 'The service does not accept the app',
    status: 502,
    exit: 11,
    detail: ({ name, error }) =>
      `the service does not accept the client ID or the client secret of ${tick(name)} (${tick(error)})`,
    fix: ({ name }) => [
      `cinch connection authorize ${word(name)} --client-id ID --secret clientSecret=env:VARIABLE`,
      'cinch help sign-in',
    ],
  }),
  'sign_in.over': entry<{ name: string }>({
    title: 'The sign-in holds no longer',
    status: 409,
    exit: 15,
    detail: ({ name }) => `the service accepts the sign-in of ${tick(name)} no longer; somebody has to sign in again`,
    fix: signInAgain,
  }),
  'sign_in.unreachable': entry<{ name: string; host: string; code: string }>({
    title: 'The sign-in service is out of reach',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ name, host, code }) =>
      `${tick(host)}, which signs in for ${tick(name)}, cannot be reached (${printable(code)})`,
  }),
  'sign_in.throttled': entry<{ name: string; host: string; after: number | undefined }>({
    title: 'The sign-in service asks to wait',
    status: 429,
    exit: 12,
    retryable: true,
    detail: ({ name, host, after }) =>
      `${tick(host)}, which signs in for ${tick(name)}, was asked too often; try again ${after === undefined ? 'later' : `in ${after} seconds`}`,
  }),
  'sign_in.unavailable': entry<{ name: string; host: string; status: number }>({
    title: 'The sign-in service fails',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ name, host, status }) => `${tick(host)}, which signs in for ${tick(name)}, fails (HTTP ${status})`,
  }),
  'sign_in.answer': entry<{ name: string; host: string; says: string }>({
    title: 'The sign-in service gave no usable answer',
    status: 502,
    exit: 12,
    detail: ({ name, host, says }) => `the answer of ${tick(host)} to the sign-in of ${tick(name)} ${says}`,
    fix: () => ['cinch help sign-in'],
  }),
  'sign_in.insecure': entry<{ host: string }>({
    title: 'The sign-in is not over HTTPS',
    status: 422,
    exit: 11,
    detail: ({ host }) =>
      `what is sent to ${tick(host)} could be read on the way, so nothing was sent; declare an HTTPS address`,
    fix: () => ['cinch help sign-in'],
  }),
  'sign_in.token_kind': entry<{ name: string; host: string }>({
    title: 'The access token is of another kind',
    status: 502,
    exit: 11,
    detail: ({ name, host }) => `${tick(host)} gave an access token for ${tick(name)} that is no bearer token`,
    fix: () => ['cinch help sign-in'],
  }),
  'sign_in.no_token': entry<{ name: string; label: string }>({
    title: 'The sign-in leaves nothing behind',
    status: 502,
    exit: 11,
    detail: ({ name, label }) =>
      `${label} gave no refresh token for ${tick(name)}, so nothing could be run later; the app has to be allowed one`,
    fix: () => ['cinch help sign-in'],
  }),
  'sign_in.by_hand': entry<{ name: string; label: string }>({
    title: 'Its token is given by hand',
    status: 422,
    exit: 11,
    detail: ({ name, label }) =>
      `where ${label} exchanges a token is not known, so no access token can be had for ${tick(name)}`,
    fix: ({ name }) => [`cinch connection show ${word(name)}`],
  }),
  'sign_in.vault_rotates': entry<{ name: string }>({
    title: 'The service replaced a token of the key vault',
    status: 409,
    exit: 11,
    detail: ({ name }) =>
      `the service gave another refresh token for ${tick(name)}, and a key vault is only read; sign in with a connection that keeps its token`,
    fix: ({ name }) => [`cinch connection replace ${word(name)} --with OTHER`],
  }),
  'sign_in.lacking': entry<{ name: string; lacks: readonly string[] }>({
    title: 'There is no sign-in to use',
    status: 409,
    exit: 15,
    detail: ({ name, lacks }) => `${tick(name)} has no ${ticked(lacks)} yet, so no access token can be had`,
    fix: signInAgain,
  }),
};
