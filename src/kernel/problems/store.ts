import { entry } from './entry.ts';
import { count, tick, word } from './phrases.ts';

// What a person does about a file; a database has its own ways.
const ofFile = (path: string, ...fix: readonly string[]) => (path.includes('://') ? [] : fix);

/** What holds an environment, a file or a database, and its trail. */
export const storeProblems = {
  'store.damaged': entry<{ path: string; what: string }>({
    title: 'The store is damaged',
    status: 500,
    exit: 12,
    detail: ({ path, what }) => `${tick(path)}: ${what}; nothing of it was used`,
    fix: ({ path }) => ofFile(path, 'cinch doctor', 'cinch environment restore FILE --name OTHER'),
  }),
  'store.newer': entry<{ path: string; found: number; known: number }>({
    title: 'The store was written by a newer cinch',
    status: 500,
    exit: 12,
    detail: ({ path, found, known }) =>
      `${tick(path)} has format ${found}, and this cinch knows up to ${known}; install a newer cinch`,
    fix: () => ['cinch version'],
  }),
  'store.busy': entry<{ path: string; seconds: number }>({
    title: 'The store is held by another process',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ path, seconds }) =>
      `${tick(path)} was held by another process${seconds > 0 ? ` for ${count(seconds, 'second')}` : ''}; nothing has changed`,
    fix: () => ['--timeout 60'],
  }),
  'store.full': entry<{ path: string }>({
    title: 'The disk is full',
    status: 507,
    exit: 12,
    retryable: true,
    detail: ({ path }) => `there is no room left to write ${tick(path)}; nothing has changed`,
    fix: ({ path }) => ofFile(path, `df -h ${word(path)}`),
  }),
  'store.read_only': entry<{ path: string }>({
    title: 'The store cannot be written',
    status: 500,
    exit: 12,
    detail: ({ path }) => `${tick(path)} is read-only here; nothing has changed`,
    fix: ({ path }) => ofFile(path, `ls -l ${word(path)}`, 'export CINCH_HOME=FOLDER'),
  }),
  'store.unreachable': entry<{ path: string; says: string; fix?: readonly string[] }>({
    title: 'The store cannot be opened',
    status: 503,
    exit: 12,
    detail: ({ path, says }) => `${tick(path)} ${says}`,
    fix: ({ path, fix = ofFile(path, 'cinch doctor') }) => fix,
  }),
  'store.outcome_unknown': entry<{ path: string }>({
    title: 'Whether the change was made is not known',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ path }) =>
      `the connection to ${tick(path)} was lost while the change was being stored: all of it is there, or nothing; with the same idempotency key it can be sent again, and is made once`,
    fix: () => ['cinch audit list --limit 5'],
  }),
  'store.copied_elsewhere': entry<{ path: string }>({
    title: 'The store is copied with the tools of its own database',
    status: 501,
    exit: 12,
    detail: ({ path }) => `${tick(path)} is on a database server, of which cinch writes no copy; \`pg_dump\` does`,
    fix: () => ['command -v pg_dump'],
  }),
  'store.untrusted': entry<{ path: string; says: string }>({
    title: 'The store may have been planted or read by someone else',
    status: 500,
    exit: 12,
    detail: ({ path, says }) => `${tick(path)} ${says}, so it is not used`,
    fix: ({ path }) => [`ls -ld ${word(path)}`, 'export CINCH_HOME=FOLDER'],
  }),
  'audit.broken': entry<{ seq: number; says: string }>({
    title: 'The audit trail does not hold together',
    status: 500,
    exit: 12,
    detail: ({ seq, says }) => `entry ${seq} of the audit trail: ${says}`,
    fix: () => ['cinch doctor', 'cinch environment restore FILE --name OTHER'],
  }),
};
