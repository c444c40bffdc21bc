import { isProblem, problem } from '../../kernel/problem.ts';

interface Reported {
  /** An SQLSTATE of five characters from the server, or a code of the network. */
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
}

// The server ends these sessions itself: it stops, it crashed, it starts, or nobody spoke for too long.
const ending = new Set(['57P01', '57P02', '57P03', '57P04', '57P05', '25P03', '25P04']);

/** Whether the session is gone with what it did, as against a statement that was refused. */
export function isLost(error: unknown): boolean {
  if (isProblem(error)) return false;
  const { code = '' } = error as Reported;
  return !isState(code) || code.startsWith('08') || ending.has(code);
}

/** Whether a table or schema is not there. */
export function isMissing(error: unknown): boolean {
  const { code } = error as Reported;
  return code === '42P01' || code === '3F000';
}

/** What the server or the network reported, in words of our own: theirs hold values, names and hosts. */
export function translated(error: unknown, place: string, seconds: number): unknown {
  if (isProblem(error)) return error;
  const { code = '', constraint = '', message = '' } = error as Reported;
  // All connections were taken for as long as one waits.
  if (message === 'timeout exceeded when trying to connect') return problem('store.busy', { path: place, seconds });
  if (!isState(code)) return problem('store.unreachable', { path: place, says: network(code, message) });
  if (code.startsWith('23')) return Object.assign(new Error(constraint), { code: 'store.unique' });
  if (code.startsWith('54')) return problem('input.too_large', {});
  const says = refusals[code];
  if (says !== undefined) return problem('store.unreachable', { path: place, says });
  const what = damages[code];
  if (what !== undefined) return problem('store.damaged', { path: place, what });
  switch (code) {
    case '55P03':
    // Two that waited for each other.
    case '40P01':
    case '40001':
      return problem('store.busy', { path: place, seconds: code === '55P03' ? seconds : 0 });
    case '53100':
      return problem('store.full', { path: place });
    case '25006':
      return problem('store.read_only', { path: place });
    default:
      return isLost(error)
        ? problem('store.unreachable', { path: place, says: 'closed the connection; nothing has changed' })
        : problem('store.damaged', { path: place, what: `the database engine refused it (${code})` });
  }
}

const refusals: { readonly [state: string]: string } = {
  '28000': 'does not accept the user or the password',
  '28P01': 'does not accept the user or the password',
  '3D000': 'has no such database',
  '42501': 'does not let its user do that',
  '53200': 'is out of memory',
  '53300': 'has no connection to spare',
  '53400': 'has come to a limit of its configuration',
  '57014': 'was told to give up; nothing has changed',
  '57P03': 'is starting or stopping',
  '58030': 'could not read or write its disk',
};

const damages: { readonly [state: string]: string } = {
  '42P01': 'it does not have the tables of a store',
  '42703': 'it does not have the tables of a store',
  '3F000': 'it does not have the tables of a store',
  '58P01': 'a file of it is missing',
  XX001: 'its structure does not hold together',
  XX002: 'its structure does not hold together',
};

function network(code: string, message: string): string {
  if (/CERT|SELF_SIGNED|ISSUER|SIGNATURE|TLS|SSL/.test(code))
    return `shows a certificate that cannot be trusted (${code}); \`sslrootcert\` names the authority of one's own`;
  if (/does not support SSL/.test(message)) return 'does not speak TLS, which its address asks for';
  if (/password must be a string/.test(message)) return 'asks for a password, and none was given';
  if (/timeout/.test(message)) return 'does not answer';
  return /^E[A-Z_]+$/.test(code) ? `cannot be reached (${code})` : 'closed the connection; nothing has changed';
}

function isState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);
}
